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
 * server, as each side would want its own, or whose table names a case for it; and where a body comes or goes. What must be alone
 * is not sent for it: its cases have to be on both sides.
 */
export function triedResponses(operation: Operation, contract: Contract): Threshold[] {
  const entry = versionedCase(operation);
  if (!entry) return [];
  if (entry.alone) {
    const versions = new Set((operation.exercise ?? []).flatMap((one) => one.versions ?? []));
    return responseThresholds(operation, contract).filter(
      ({ version, below, changes }) => changes[0]?.path === '' && versions.has(version) && versions.has(below),
    );
  }
  const isLight = !operation.asynchronous && entry.needs?.server === undefined && entry.creates?.kind !== 'server';
  const isNamed = operation.versioned !== undefined && contract.profile.documents.length === 0;
  const isTried = isRepeatable(operation, entry) || isLight || isNamed;
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
