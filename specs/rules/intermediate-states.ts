import { type StatePair, statePairs } from '../contract/states.ts';
import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { rowsAt, succeeded, UPSTREAM } from './facts.ts';

/** On the way from one status to the next a resource shows none but those that belong to it. */
export const intermediateStates: Rule = {
  id: 'intermediate-states',
  title: { en: 'Only legal states on the way', zh: '过渡期间仅出现合法状态' },

  plan(operation, contract) {
    const { states } = operation;
    if (states?.resource !== 'server' || !states.to || !operation.asynchronous) return [];
    const startsAnywhere = operation.path.includes('{server_id}');
    if (startsAnywhere && !statePairs(operation, contract).some((pair) => pair.accepted)) return [];
    const rows = rowsAt(contract, operation, 'state', 'result.status').map((row) => row.id);
    if (rows.length === 0 && contract.profile.documents.length > 0) return [];
    return [{ level: 'must', rows: rows.length > 0 ? rows : [`${UPSTREAM}#${operation.id}/state/intermediate`] }];
  },

  judge(_check, operation, evidence) {
    const pairs = new Map(statePairs(operation, evidence.contract).map((pair) => [pair.id, pair]));
    const intents = pairs.size > 0 ? ['transition'] : ['case', 'setup'];
    const accepted = succeeded(operation, evidence).filter((exchange) => intents.includes(exchange.intent));
    const watched = accepted.filter((exchange) => evidence.polls(exchange).length > 0);
    for (const exchange of watched) {
      const legal = legalFor(operation, pairs.get(exchange.scenario));
      const odd = onTheWay(exchange, operation, evidence).find((poll) => !legal.has(statusIn(poll)!));
      if (!odd) continue;
      return fail(
        {
          code: 'state-illegal',
          pointer: '/server/status',
          expected: [...legal],
          actual: statusIn(odd),
          message: {
            en: `It showed ${statusIn(odd)} on the way; only ${[...legal].join(', ')} belong there.`,
            zh: `过渡期间出现 ${statusIn(odd)}，仅允许 ${[...legal].join('、')}。`,
          },
        },
        [odd, exchange],
      );
    }
    if (watched.length > 0)
      return pass(watched.flatMap((exchange) => [exchange, ...evidence.polls(exchange).slice(0, 1)]));
    return unobserved(operation, evidence, pairs.size > 0 ? 'transition' : 'case');
  },
};

function legalFor(operation: Operation, pair: StatePair | undefined): Set<string> {
  const states = { ...operation.states, ...pair?.case.states };
  return new Set([...(pair ? [pair.status] : []), ...(states.via ?? []), ...(pair?.to ?? states.to ?? [])]);
}

/** The looks before the last one, if the resource ended elsewhere: where it ends is for another rule to judge. */
function onTheWay(exchange: Exchange, operation: Operation, evidence: Evidence): Exchange[] {
  const wait = evidence.awaits(operation).find((one) => one.exchange === exchange.id);
  return evidence.polls(exchange).filter((poll) => {
    const status = statusIn(poll);
    return status !== undefined && status !== wait?.reached && !(wait?.reached === 'gone' && status === 'DELETED');
  });
}

function statusIn({ response }: Exchange): string | undefined {
  const { server } = (response?.body ?? {}) as { server?: { status?: unknown } };
  return typeof server?.status === 'string' ? server.status : undefined;
}
