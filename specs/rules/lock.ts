import { joinPaths, placesAt } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Outcome, Rule } from '../judge/rule.ts';
import { sightingsOf } from '../judge/sightings.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { isBusy, rowsAt, succeeded, UPSTREAM } from './facts.ts';
import { responseFields } from './response-field.ts';

const CONFLICT = 409;
const RESOURCE = 'server';
/** Member of a server that says whether it is locked. */
const MEMBER = 'locked';
/** The check on that member; the others are on who may do what. */
const SHOWN = 'shown';

/** A lock keeps the owner from changing a server, and nobody else; without it the owner may again. */
export const lock: Rule = {
  id: 'lock',
  title: { en: 'The lock keeps the owner from changes', zh: '锁定后所有者不能操作' },

  plan(operation, contract) {
    const isLock = operation.states?.lock;
    if (isLock === undefined) return [];
    const { documents } = contract.profile;
    const place = operation.id.split('.').at(-1)!;
    const own = rowsAt(contract, operation, 'body', place).map((row) => row.id);
    if (documents.length > 0 && own.length === 0) return [];
    const rows = own.length > 0 ? own : [`${UPSTREAM}#${operation.id}/state/lock`];
    const details = [...(isLock ? ['owner', 'administrator'] : ['owner']), ...(isShown(contract) ? [SHOWN] : [])];
    return details.map((detail) => ({ detail, level: 'must', rows }));
  },

  judge(check, operation, evidence) {
    if (check.detail === SHOWN) return judgeShown(operation, evidence);
    const id = `${operation.id}/locking/${check.detail}`;
    const sent = evidence
      .all()
      .filter(({ intent, scenario, response }) => intent === 'locking' && scenario === id && response);
    const mustRefuse = operation.states!.lock === true && check.detail === 'owner';
    const told = sent.filter((exchange) => !isBusy(exchange));
    const wrong = told.find(({ response }) =>
      mustRefuse ? response!.status !== CONFLICT : !isSuccess(response!.status),
    );
    if (wrong) {
      const { status } = wrong.response!;
      return fail(
        {
          code: mustRefuse ? 'lock-ineffective' : 'lock-too-strong',
          pointer: '/status',
          expected: mustRefuse ? CONFLICT : '2xx',
          actual: status,
          message: mustRefuse
            ? { en: `The owner changed a locked server: ${status}.`, zh: `所有者操作了已锁定的云主机：${status}。` }
            : {
                en: `The change was refused with ${status}, though no lock forbids it.`,
                zh: `无锁定限制，操作却被拒绝：${status}。`,
              },
        },
        [wrong],
      );
    }
    if (told.length > 0) return pass(told);
    return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence, 'locking', new Set([id]));
  },
};

/** Whether any answer that the profile describes shows the lock. */
function isShown(contract: Contract): boolean {
  const { views } = contract.consistency.get(RESOURCE)!;
  return [...contract.operations.values()].some((operation) => {
    const view = views[operation.id];
    return view !== undefined && responseFields(operation, contract).includes(joinPaths(view, MEMBER));
  });
}

/** Until something else changes the server, each look shows it as locked, or not. */
function judgeShown(operation: Operation, evidence: Evidence): Outcome {
  const sightings = sightingsOf(RESOURCE, evidence)!;
  const wanted = operation.states!.lock;
  const seen: Exchange[] = [];
  for (const exchange of succeeded(operation, evidence)) {
    const id = sightings.subject(exchange)!;
    const epoch = sightings.epochAfter(id, exchange);
    for (const sighting of sightings.of(id).filter((one) => one.epoch === epoch)) {
      const [place] = placesAt(sighting.value, MEMBER, sighting.pointer);
      if (!place) continue;
      if (place.value !== wanted) {
        return fail(
          {
            code: 'lock-not-shown',
            pointer: place.pointer,
            expected: wanted,
            actual: place.value,
            message: wanted
              ? { en: 'A locked server is shown as not locked.', zh: '已锁定的云主机显示为未锁定。' }
              : { en: 'A server that was unlocked is shown as locked.', zh: '已解锁的云主机显示为已锁定。' },
          },
          [sighting.exchange, exchange],
        );
      }
      seen.push(exchange, sighting.exchange);
    }
  }
  return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
}
