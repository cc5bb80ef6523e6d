import type { Contract } from '../../contract/types.ts';
import { identityFor, obstacle } from '../obstacles.ts';
import type { Planner } from '../scenario.ts';
import { sendRefused } from '../send-refused.ts';
import { shortestPath, transitionsOf } from '../transitions.ts';
import { caseVersions } from '../versions.ts';

/** The state that a new server arrives in. */
const NEW_STATE = 'ACTIVE';
const OTHER_STATES = ['SHUTOFF', 'PAUSED', 'SUSPENDED', 'VERIFY_RESIZE'];

/** The operation's first case with a server in a state that the tables do not let it start from: the nearest such state. */
export const wrongState: Planner = (operation, contract, target) => {
  const { states, path } = operation;
  const entry = operation.exercise?.[0];
  if (!path.includes('{server_id}') || states?.resource !== 'server' || !states.from || !entry) return [];
  const state = nearestOther(contract, states.from);
  if (state === undefined) return [];
  const identity = identityFor(operation, entry, target);
  const version = caseVersions(operation, entry, contract, target).versions.at(0) ?? null;
  const ruledOut = obstacle(operation, identity, target);
  const { server: _server, ...others } = entry.needs ?? {};
  return [
    {
      id: `${operation.id}/wrong-state`,
      operation,
      intent: 'wrong-state',
      case: { ...entry, alone: false },
      version,
      identity,
      ...(ruledOut ? { ruledOut } : {}),
      carryOut: (scenario, tools) =>
        sendRefused(scenario, { needs: { ...others, server: { state } }, defect: state, real: true }, tools),
    },
  ];
};

function nearestOther(contract: Contract, allowed: string[]): string | undefined {
  if (!allowed.includes(NEW_STATE)) return NEW_STATE;
  const transitions = transitionsOf(contract, 'server');
  const ways = OTHER_STATES.filter((state) => !allowed.includes(state))
    .map((state) => ({ state, way: shortestPath(transitions, NEW_STATE, state) }))
    .filter(({ way }) => way !== undefined);
  return ways.sort((a, b) => a.way!.length - b.way!.length)[0]?.state;
}
