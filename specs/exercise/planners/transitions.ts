import { statePairs } from '../../contract/states.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner } from '../scenario.ts';
import { caseVersions } from '../versions.ts';

/** Each action on a server, in each status: a tour through the graph of states tries them all. */
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
    return {
      id: pair.id,
      operation,
      intent: accepted ? 'transition' : 'transition-refused',
      case: entry,
      version: offered ?? null,
      identity,
      pair,
      ...(ruledOut ? { ruledOut } : {}),
      carryOut: (scenario, tools) => tools.tour.visit(scenario, tools),
    };
  });
