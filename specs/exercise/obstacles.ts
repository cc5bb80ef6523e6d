import type { Case, Operation } from '../contract/types.ts';
import type { Allow, IdentityName } from './target/types.ts';
import type { Possibilities } from './versions.ts';

export interface Obstacle {
  reason: string;
  detail: string;
}

/** The identity that a case is sent as. */
export function identityFor(operation: Operation, entry: Case, target: Possibilities): IdentityName {
  const wanted = (entry.identity as IdentityName | undefined) ?? operation.permission;
  return wanted === 'admin' && !target.identities.includes('admin') ? 'admin' : wanted;
}

/** Why a documented case is not sent to this target, if so. */
export function caseObstacle(
  operation: Operation,
  entry: Case,
  identity: IdentityName,
  target: Possibilities,
): Obstacle | undefined {
  const basic = obstacle(operation, identity, target);
  if (basic) return basic;
  for (const need of entry.allow ?? []) {
    if (!target.allow[need as keyof Allow]) {
      return { reason: 'not-allowed', detail: `The target file does not allow it (allow.${need}).` };
    }
  }
  const absent = entry.has?.find((alias) => target.known && !target.known.has(alias));
  if (absent !== undefined) {
    return {
      reason: 'no-resource',
      detail: `The target has no ${absent} that could be found, and its file names none.`,
    };
  }
  return undefined;
}

/** Why no request of an operation is sent to this target, if so. */
export function obstacle(operation: Operation, identity: IdentityName, target: Possibilities): Obstacle | undefined {
  if (!target.services.includes(operation.service)) {
    return { reason: 'no-service', detail: `The catalog has no service "${operation.service}".` };
  }
  if (!target.identities.includes(identity)) {
    return {
      reason: 'not-permitted',
      detail: `It takes an identity "${identity}", which the target file does not give.`,
    };
  }
  if (identity === 'admin' && !target.allow.admin) {
    return {
      reason: 'not-allowed',
      detail: "The target file does not allow administrator's operations (allow.admin).",
    };
  }
  if (isBuilding(operation) && !target.allow.create) {
    return {
      reason: 'not-allowed',
      detail: 'The target file does not allow to create or change anything (allow.create).',
    };
  }
  return undefined;
}

/** Whether a case makes or changes anything. */
function isBuilding(operation: Operation): boolean {
  return operation.service !== 'identity' && operation.method !== 'GET';
}
