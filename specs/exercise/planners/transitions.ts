import { type StatePair, statePairs, UNLOCKED } from '../../contract/states.ts';
import type { Case, Contract } from '../../contract/types.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner } from '../scenario.ts';
import { sendCase } from '../send-case.ts';
import { shortestPath, transitionsOf } from '../transitions.ts';
import { caseVersions } from '../versions.ts';

const RESOURCE = 'server';

/**
 * Each action on a server, in each status: a tour through the graph of states tries them all, but for those that are right only
 * on a server in a plight that the others could not share (its host is down). These get a server each.
 */
export const transitions: Planner = (operation, contract, target) =>
  statePairs(operation, contract).map((pair) => {
    const { case: entry, accepted } = pair;
    const identity = identityFor(operation, entry, target);
    const { versions, missing } = caseVersions(operation, entry, contract, target);
    const offered = versions[0];
    const ruledOut =
      offered === undefined
        ? { reason: 'version-range', detail: `The target does not offer microversion ${missing[0]}.` }
        : caseObstacle(operation, accepted ? entry : { ...entry, allow: [] }, identity, target);
    const base = {
      id: pair.id,
      operation,
      intent: accepted ? ('transition' as const) : ('transition-refused' as const),
      version: offered ?? null,
      identity,
      ...(ruledOut ? { ruledOut } : {}),
    };
    if (accepted && entry.alone) return { ...base, case: caseIn(pair, contract), carryOut: sendCase };
    return { ...base, case: entry, pair, carryOut: (scenario, tools) => tools.tour.visit(scenario, tools) };
  });

/** A pair's case with the server in the pair's status: by the documented ways, or set there by hand where there are none. */
function caseIn({ case: entry, status, to }: StatePair, contract: Contract): Case {
  const states = { ...entry.states, to };
  if (shortestPath(transitionsOf(contract, RESOURCE), UNLOCKED, status)) {
    const needs = { ...entry.needs, [RESOURCE]: { ...entry.needs?.[RESOURCE], state: status } };
    return { ...entry, states, needs };
  }
  const forced = [...contract.operations.values()].find((operation) => operation.states?.forced);
  const byHand = forced?.exercise?.find((one) => one.states?.to?.includes(status));
  const step = forced && byHand?.id ? [{ operation: forced.id, case: byHand.id }] : [];
  return { ...entry, states, before: [...step, ...(entry.before ?? [])] };
}
