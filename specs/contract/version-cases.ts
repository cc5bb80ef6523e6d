import { codesAt, endOf, responseThresholds, statusThresholds, type Threshold } from './thresholds.ts';
import type { Case, Contract, Operation } from './types.ts';

/** Whether a call changes nothing on a second time (RFC 9110, 9.2.2), so that one precondition serves all microversions. */
export function isRepeatable(operation: Operation, entry: Case): boolean {
  return operation.method === 'GET' || (operation.method === 'PUT' && entry.undo === undefined);
}

/** The case of an operation that is sent at each of its microversions: the one that the table names, or the first. */
export function versionedCase(operation: Operation): Case | undefined {
  const cases = operation.exercise ?? [];
  return cases.find(({ id }) => id !== undefined && id === operation.versioned) ?? cases[0];
}

/**
 * The thresholds of a response that are tried: all of what can be asked again and again; of other calls those that take no
 * server, as each side would want its own; and where a body comes or goes.
 */
export function triedResponses(operation: Operation, contract: Contract): Threshold[] {
  const entry = versionedCase(operation);
  if (!entry || entry.alone) return [];
  const isLight = !operation.asynchronous && entry.needs?.server === undefined && entry.creates?.kind !== 'server';
  const isTried = isRepeatable(operation, entry) || isLight;
  return responseThresholds(operation, contract).filter(({ changes }) => isTried || changes[0]?.path === '');
}

/** The thresholds of an operation's codes that are tried. A call that must be alone is not repeated beyond its end. */
export function triedStatuses(operation: Operation, contract: Contract): string[] {
  const entry = versionedCase(operation);
  return !entry || entry.alone ? [] : statusThresholds(operation, contract);
}

/** The codes of success at a microversion; none where the operation is no more. */
export function codesOrNone(operation: Operation, version: string): number[] {
  return version === endOf(operation) ? [] : codesAt(operation, version);
}
