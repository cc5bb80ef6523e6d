import { type BadRequest, badRequests } from '../../defects/bad-requests.ts';
import type { Exchange } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import { lookFor } from '../look.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { caseVersions } from '../versions.ts';
import { NEVER_SPOILED, unknownIds } from './refusals.ts';

/** The operation's cases with one violation of the request's schema each, one after the other. */
export const badRequestsPlanner: Planner = (operation, contract, target) => {
  const all = badRequests(operation, contract);
  const first = all[0];
  if (!first || operation.service === 'identity') return [];
  const inReach = all.filter(({ case: entry, version }) => {
    const wish = version === null ? entry : { ...entry, versions: [version] };
    const sender = identityFor(operation, entry, target);
    const isPermitted = target.identities.includes(sender) && (sender !== 'admin' || target.allow.admin);
    return isPermitted && caseVersions(operation, wish, contract, target).versions.includes(version);
  });
  const identity = identityFor(operation, first.case, target);
  const outOfReach = {
    reason: 'version-range',
    detail: 'The target offers none of the microversions that it is described for.',
  };
  const ruledOut =
    caseObstacle(operation, { ...first.case, allow: billingAlone(first.case.allow) }, identity, target) ??
    (inReach.length === 0 ? outOfReach : undefined);
  const base = {
    id: `${operation.id}/bad-request`,
    operation,
    intent: 'bad-request' as const,
    version: first.version,
    identity,
    requests: inReach.length,
  };
  const carryOut = (scenario: Scenario, tools: Tools): Promise<Exchange> => sendAll(scenario, inReach, tools);
  return [{ ...base, case: { ...first.case, needs: {} }, carryOut, ...(ruledOut ? { ruledOut } : {}) }];
};

/** A refused request destroys nothing, but an order that was taken for right costs. */
function billingAlone(allow: string[] | undefined): string[] {
  return (allow ?? []).filter((need) => need === 'billing');
}

async function sendAll(scenario: Scenario, requests: BadRequest[], { workshop, remover }: Tools): Promise<Exchange> {
  const { operation } = scenario;
  const facts = workshop.facts.without(NEVER_SPOILED).soft();
  const names: string[] = [];
  let last: Exchange | undefined;
  for (const { defect, case: entry, version } of requests) {
    if (workshop.signal.aborted) break;
    const { needs: _needs, path: _path, ...rest } = entry;
    const result = await workshop.send({
      operation,
      case: { ...rest, path: unknownIds(operation.path, workshop) },
      intent: 'bad-request',
      scenario: scenario.id,
      identity: workshop.identityFor(operation, entry),
      version,
      facts,
      ...('value' in defect ? { set: { [defect.pointer]: defect.value } } : { unset: [defect.pointer] }),
      defect: defect.id,
    });
    last = result.exchange;
    names.push(result.name);
    if (result.created) await remover.remove(result.created.entry, true);
  }
  if (!last) throw new Blocked('interrupted', 'The run was interrupted.');
  const { creates } = scenario.case;
  if (creates && !workshop.signal.aborted) await lookFor(creates.kind, names, last, scenario, workshop);
  return last;
}
