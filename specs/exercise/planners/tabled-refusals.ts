import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner, Scenario } from '../scenario.ts';
import { sendRefused } from '../send-refused.ts';
import { caseVersions } from '../versions.ts';

/** Calls that are well-formed and that the tables say are refused: a name twice, a reference to nothing, somebody else's user. */
export const tabledRefusals: Planner = (operation, contract, target) =>
  (operation.refusals ?? []).flatMap((entry): Scenario[] => {
    const identity = identityFor(operation, entry, target);
    const { versions, missing } = caseVersions(operation, entry, contract, target);
    const version = versions[0];
    const obstacle =
      version === undefined
        ? { reason: 'version-range', detail: `The target does not offer microversion ${missing[0]}.` }
        : caseObstacle(operation, entry, identity, target);
    return [
      {
        id: `${operation.id}/refused/${entry.id}`,
        operation: entry.method === undefined ? operation : { ...operation, method: entry.method },
        intent: 'refusal',
        case: entry,
        version: version ?? null,
        identity,
        ...(obstacle ? { ruledOut: obstacle } : {}),
        carryOut: (scenario, tools) =>
          sendRefused(
            scenario,
            { needs: entry.needs ?? {}, defect: entry.id, real: true, exact: entry.rows !== undefined },
            tools,
          ),
      },
    ];
  });
