import type { Consistency } from '../contract/consistency.ts';
import { joinPaths } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import type { PlannedCheck } from '../judge/rule.ts';
import { type Sightings, sightingsOf } from '../judge/sightings.ts';
import { planFact } from './facts.ts';
import { responseFields } from './response-field.ts';

/** A kind of resource that an operation's answer shows, and the path at which it does. */
export interface View {
  table: Consistency;
  path: string;
}

/** The kinds of resources that an operation shows. */
export function viewsOf(operation: Operation, contract: Contract): View[] {
  return [...contract.consistency.values()].flatMap((table) => {
    const path = table.views[operation.id];
    return path === undefined ? [] : [{ table, path }];
  });
}

/** The checks on members of the resources that an operation shows: on those that its answer has at all. */
export function planMembers(
  operation: Operation,
  contract: Contract,
  membersOf: (table: Consistency) => string[],
): PlannedCheck[] {
  const fields = new Set(responseFields(operation, contract));
  return viewsOf(operation, contract).flatMap(({ table, path }) =>
    membersOf(table).flatMap((member): PlannedCheck[] => {
      const detail = joinPaths(path, member);
      const fact = fields.has(detail) ? planFact(contract, operation, 'response', detail) : null;
      return fact ? [{ detail, ...fact }] : [];
    }),
  );
}

/**
 * Whether anything besides an operation shows a member of its resources: a documented answer that has it, or a look that no
 * document describes and that the exercise takes after whatever makes or changes such a resource.
 */
export function isShownBeside(operation: Operation, table: Consistency, member: string, contract: Contract): boolean {
  const path = member.replace(/(\[\])?$/, '');
  return Object.entries(table.views).some(([id, view]) => {
    if (id === operation.id) return false;
    const documented = contract.operations.get(id);
    if (documented) return responseFields(documented, contract).includes(joinPaths(view, path));
    return contract.auxiliary.get(id)?.method === 'GET' && isMade(table, contract);
  });
}

function isMade({ echoes }: Consistency, contract: Contract): boolean {
  return Object.keys(echoes ?? {}).some((id) => contract.operations.has(id));
}

/** The view and the member that a check of `planMembers` is about. */
export function memberOf(
  detail: string,
  operation: Operation,
  evidence: Evidence,
): { table: Consistency; member: string; sightings: Sightings } {
  const { table, path } = viewsOf(operation, evidence.contract).find((view) => detail.startsWith(view.path))!;
  const member = path === '' ? detail : detail.slice(path.length + 1);
  return { table, member, sightings: sightingsOf(table.kind, evidence)! };
}
