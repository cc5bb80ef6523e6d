import type { Case, Contract, Operation } from '../../contract/types.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner, Scenario } from '../scenario.ts';
import { sendCase } from '../send-case.ts';
import { caseVersions, type Possibilities } from '../versions.ts';

/** The calls that the tables describe, made rightly, at each of their microversions. */
export const documentedCases: Planner = (operation, contract, target) =>
  (operation.exercise ?? []).flatMap((entry) =>
    caseScenarios(operation, readOnly(operation, entry, target), contract, target),
  );

function caseScenarios(operation: Operation, entry: Case, contract: Contract, target: Possibilities): Scenario[] {
  const identity = identityFor(operation, entry, target);
  const { versions, missing } = caseVersions(operation, entry, contract, target);
  const base = { operation, intent: 'case' as const, case: entry, identity, carryOut: sendCase };
  const name = `${operation.id}/${entry.id ?? 'documented'}`;
  const reachable = versions.map((version) => {
    const ruledOut = caseObstacle(operation, entry, identity, target);
    return { ...base, id: version === null ? name : `${name}@${version}`, version, ...(ruledOut ? { ruledOut } : {}) };
  });
  const unreachable = missing.map((version) => ({
    ...base,
    id: `${name}@${version}`,
    version,
    ruledOut: { reason: 'version-range', detail: `The target does not offer microversion ${version}.` },
  }));
  return [...reachable, ...unreachable];
}

/** Where nothing may be made, a case that only reads makes do with what the target has. */
export function readOnly(operation: Operation, entry: Case, target: Possibilities): Case {
  if (target.allow.create || operation.method !== 'GET') return entry;
  const { needs: _needs, ...rest } = entry;
  return rest;
}
