import { matchesPattern } from '../contract/inventory.ts';
import type { Contract } from '../contract/types.ts';
import { PLANNERS } from './planners/index.ts';
import type { Scenario } from './scenario.ts';
import type { Possibilities } from './versions.ts';

/**
 * What a run would send, in the order of the tables. Pure.
 * @param patterns operation ids or patterns (`*`) to keep; all where left out
 */
export function planScenarios(contract: Contract, target: Possibilities, patterns?: string[]): Scenario[] {
  const operations = [...contract.operations.values()].filter(
    ({ id }) => !patterns || patterns.some((pattern) => matchesPattern(operationPattern(pattern), id)),
  );
  return operations.flatMap((operation) => PLANNERS.flatMap((planner) => planner(operation, contract, target)));
}

/** `server.pause/success-status*` names checks; their operation is what is exercised. */
function operationPattern(pattern: string): string {
  return pattern.split('/')[0]!;
}
