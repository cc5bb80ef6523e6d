import type { Attachment } from '../contract/consistency.ts';
import { placesAt, valueIn } from '../contract/paths.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { Outcome, Rule } from '../judge/rule.ts';
import { type Sightings, sightingsOf } from '../judge/sightings.ts';
import type { Exchange } from '../recording/types.ts';
import { attachingOf, attachmentOf, showsPart, tellsOf } from './attachments.ts';
import { planFact, succeeded, UPSTREAM } from './facts.ts';

/** What was attached appears on the server, and what was detached disappears from it, within the time that the target is given. */
export const attachmentsShow: Rule = {
  id: 'attachments-show',
  title: { en: 'Attached parts appear and disappear', zh: '挂载与卸载在云主机上可见' },

  plan(operation, contract) {
    const found = attachmentOf(operation, contract);
    if (!found) return [];
    const name = operation.id === found.entry.attach ? found.entry.key : found.entry.parameter;
    const place = operation.id === found.entry.attach ? 'response' : 'path';
    const fact = planFact(contract, operation, place, name);
    return [fact ?? { level: 'must', rows: [`${UPSTREAM}#${operation.id}/state/shown`] }];
  },

  judge(_check, operation, evidence) {
    const { entry, kind } = attachmentOf(operation, evidence.contract)!;
    const sightings = sightingsOf(kind, evidence)!;
    const isAttached = operation.id === entry.attach;
    const seen: Exchange[] = [];
    const open: Exchange[] = [];
    for (const exchange of succeeded(operation, evidence)) {
      const outcome = judgeOne(exchange, entry, isAttached, sightings, evidence);
      if (outcome === undefined) continue;
      if (outcome.verdict === 'fail') return outcome;
      (outcome.verdict === 'pass' ? seen : open).push(exchange);
    }
    if (seen.length > 0) return pass(seen);
    if (open.length === 0) return unobserved(operation, evidence);
    return inconclusive(
      'not-observed',
      { en: 'The server was not looked at for long enough.', zh: '对云主机的观察时间不足。' },
      open,
    );
  },
};

function judgeOne(
  exchange: Exchange,
  entry: Attachment,
  isAttached: boolean,
  sightings: Sightings,
  evidence: Evidence,
): Outcome | undefined {
  const id = sightings.subject(exchange);
  const mark = isAttached ? valueIn(exchange.response!.body, entry.mark) : markOf(exchange, entry, evidence);
  if (id === undefined || typeof mark !== 'string') return undefined;
  const epoch = sightings.epochAfter(id, exchange);
  const looks = sightings
    .of(id)
    .filter((one) => one.epoch === epoch && one.exchange !== exchange && tellsOf(one, entry));
  const arrived = looks.find((look) => showsPart(look, entry, mark) === isAttached);
  if (arrived) return pass([exchange, arrived.exchange]);
  const last = looks.at(-1);
  if (!last) return undefined;
  const isLate = evidence.recording.footer?.awaits.some((wait) => wait.exchange === exchange.id && wait.timedOut);
  if (!isLate) return inconclusive('not-observed', { en: '', zh: '' }, [exchange]);
  return fail(
    {
      code: isAttached ? 'attachment-missing' : 'attachment-stays',
      pointer: last.pointer,
      expected: isAttached ? { among: mark } : { absent: mark },
      actual: placesAt(last.value, entry.shown).map(({ value }) => value),
      message: isAttached
        ? {
            en: `The server does not show ${mark}, which was attached.`,
            zh: `云主机未显示已挂载的 ${mark}。`,
          }
        : {
            en: `The server still shows ${mark}, which was detached.`,
            zh: `云主机仍显示已卸载的 ${mark}。`,
          },
    },
    [last.exchange, exchange],
  );
}

/** What the server showed of a part, by its name: the answer to attaching it tells. */
function markOf(exchange: Exchange, entry: Attachment, evidence: Evidence): unknown {
  const attached = attachingOf(exchange, entry, evidence);
  return attached && valueIn(attached.response!.body, entry.mark);
}
