import type { Operation } from '../contract/types.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Await } from '../recording/types.ts';
import { hasArrived, lastSeen, rowsAt, succeeded, UPSTREAM } from './facts.ts';

/** After an accepted request the resource arrives in the documented state. */
export const resultingState: Rule = {
  id: 'resulting-state',
  title: { en: 'Documented state is reached', zh: '达到文档规定的状态' },

  plan(operation, contract) {
    if (!operation.states?.to && !operation.states?.also) return [];
    const names = ['result.status', ...(operation.asynchronous ? ['asynchronous'] : [])];
    const rows = names.flatMap((name) => rowsAt(contract, operation, 'state', name)).map((row) => row.id);
    return [{ level: 'must', rows: rows.length > 0 ? rows : [`${UPSTREAM}#${operation.id}/state/result.status`] }];
  },

  judge(_check, operation, evidence) {
    const accepted = new Map(succeeded(operation, evidence).map((exchange) => [exchange.id, exchange]));
    const awaited = evidence
      .awaits(operation)
      .filter((wait) => accepted.has(wait.exchange) && isResult(wait, operation));
    for (const wait of awaited) {
      if (hasArrived(wait)) continue;
      const exchange = accepted.get(wait.exchange)!;
      const polls = evidence.polls(exchange);
      const states = wait.to.join(' or ');
      if (wait.interrupted) continue;
      return fail(
        {
          code: wait.timedOut ? 'state-not-reached' : 'state-unexpected',
          pointer: '/status',
          expected: wait.to,
          actual: wait.reached,
          message: {
            en: wait.timedOut
              ? `${states} was not reached in ${evidence.recording.header.target.limits.timeoutSeconds} s; last seen: ${lastSeen(wait, wait.to).en}.`
              : `It ended in ${wait.reached} where ${states} is documented.`,
            zh: wait.timedOut
              ? `在 ${evidence.recording.header.target.limits.timeoutSeconds} 秒内未达到 ${states}，最后状态为 ${lastSeen(wait, wait.to).zh}。`
              : `文档规定为 ${states}，实际状态为 ${wait.reached}。`,
          },
        },
        [...polls.slice(-1), exchange],
      );
    }
    const arrived = awaited.filter((wait) => hasArrived(wait));
    const telling = arrived.map((wait) => accepted.get(wait.exchange)!);
    if (telling.length > 0)
      return pass(telling.flatMap((exchange) => [exchange, ...evidence.polls(exchange).slice(-1)]));
    if (awaited.length > 0) {
      return inconclusive('interrupted', {
        en: 'The run ended before the state was reached.',
        zh: '运行在达到该状态之前结束。',
      });
    }
    return unobserved(operation, evidence);
  },
};

/** Whether a wait was for what the table says: one for a server that only has to come to rest again was not. */
function isResult({ resource }: Await, { states }: Operation): boolean {
  return states!.to !== undefined || states!.also!.some(({ kind }) => resource.startsWith(`${kind} `));
}
