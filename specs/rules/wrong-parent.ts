import { valueIn } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import { textOf } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Outcome, Rule } from '../judge/rule.ts';
import { type Sighting, sightingsOf } from '../judge/sightings.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { attachingOf, attachmentOf, showsPart, tellsOf } from './attachments.ts';
import { isBusy } from './facts.ts';
import { codeRows, noTwin, spoiled, twinOf } from './must-refuse.ts';

const NOT_FOUND = 404;

/**
 * What belongs to one server is not found under another's URL. Nova may take such a request (`wrongParent` of the operation
 * table); whatever is answered, the part stays where it is.
 */
export const wrongParent: Rule = {
  id: 'wrong-parent',
  title: { en: "Another server's part is out of reach", zh: '无法经由其他云主机操作附属资源' },

  plan(operation, contract) {
    if (!/\{server_id\}.*\{/.test(operation.path)) return [];
    return [{ level: 'must', rows: codeRows(operation, contract, NOT_FOUND) }];
  },

  judge(_check, operation, evidence) {
    const sent = spoiled(operation, evidence, 'wrong-parent');
    const allowed = operation.wrongParent ?? [NOT_FOUND];
    const wrong = sent.find((one) => !allowed.includes(one.response!.status) && !isBusy(one));
    if (wrong) return wrongCode(wrong, allowed);
    const heard = sent.filter((one) => !isBusy(one));
    if (heard.length === 0) return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence, 'wrong-parent');
    const seen = heard.flatMap((exchange) => fateOf(exchange, operation, evidence) ?? []);
    const moved = seen.find(({ isThere }) => !isThere);
    if (moved) return taken(moved);
    const telling = seen.filter(({ exchange }) => isNamedThere(exchange, evidence));
    if (telling.length === 0) return notSeen(heard);
    const proof = telling.flatMap(({ exchange, last }) => [exchange, last.exchange]);
    const twin = twinOf(operation, evidence);
    return twin ? pass([...proof, twin]) : noTwin(proof, operation, evidence);
  },
};

/** Whether the server whose address was used was there: else it was the server that was not found. */
function isNamedThere(exchange: Exchange, evidence: Evidence): boolean {
  return evidence
    .polls(exchange)
    .some(
      ({ parameters, response }) => response?.status === 200 && parameters.server_id === exchange.parameters.server_id,
    );
}

/** What became of a part: whether its own server, which showed it before, shows it at the last look. */
interface Fate {
  exchange: Exchange;
  last: Sighting;
  mark: unknown;
  isThere: boolean;
}

/** @returns undefined where the recording does not show it on both sides of the request */
function fateOf(exchange: Exchange, operation: Operation, evidence: Evidence): Fate | undefined {
  const { entry, kind } = attachmentOf(operation, evidence.contract)!;
  const sightings = sightingsOf(kind, evidence)!;
  const attached = attachingOf(exchange, entry, evidence);
  const owner = attached && sightings.subject(attached);
  if (!attached || owner === undefined) return undefined;
  const mark = valueIn(attached.response!.body, entry.mark);
  const looks = sightings
    .of(owner)
    .filter((look) => look.exchange.scenario === exchange.scenario && tellsOf(look, entry));
  const last = looks.filter((look) => look.exchange.follows === exchange.id).at(-1);
  const before = looks.find((look) => look.exchange.follows !== exchange.id && showsPart(look, entry, mark));
  return last && before && { exchange, last, mark, isThere: showsPart(last, entry, mark) };
}

function wrongCode(exchange: Exchange, allowed: number[]): Outcome {
  const { status } = exchange.response!;
  const codes = allowed.join(', ');
  return fail(
    {
      code: isSuccess(status) ? 'refusal-missing' : 'refusal-status',
      pointer: '/status',
      expected: allowed.length === 1 ? allowed[0] : allowed,
      actual: status,
      message: {
        en: `Answered ${status} to a request for what belongs to another server; ${codes} is documented.`,
        zh: `对其他云主机附属资源的请求返回 ${status}，文档规定 ${codes}。`,
      },
    },
    [exchange],
  );
}

function taken({ exchange, last, mark }: Fate): Outcome {
  const { status } = exchange.response!;
  return fail(
    {
      code: 'part-taken',
      pointer: last.pointer,
      expected: mark,
      message: {
        en: `Answered ${status} to a request under another server's URL, and took ${textOf(mark)} away from the server that it belongs to.`,
        zh: `经由其他云主机 URL 的请求返回 ${status}，却从所属云主机移除了 ${textOf(mark)}。`,
      },
    },
    [exchange, last.exchange],
  );
}

function notSeen(sent: Exchange[]): Outcome {
  const detail = {
    en: 'Nothing shows that the server in the URL was there, or what became of the part.',
    zh: '没有记录表明 URL 中的云主机当时存在，或该附属资源的后续状况。',
  };
  return inconclusive('not-observed', detail, sent);
}
