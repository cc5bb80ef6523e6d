import type { Contract, Operation } from '../contract/types.ts';

/** Prefix of the ids of what Nova does and no document states. */
const UPSTREAM = 'nova';
/** The operation under which a document says what holds for all. */
const COMMON = 'common';

/** Ids of the rows in which the profile's documents state a fact of an operation; those that a ruling takes out do not count. */
export function stated(contract: Contract, operation: string, place: string, name: string): string[] {
  return contract.profile.documents
    .map((document) => contract.rows.get(`${document}#${operation}/${place}/${name}`))
    .filter((row) => row !== undefined)
    .filter((row) => row.erratum?.effect?.exclude === undefined)
    .map((row) => row.id);
}

/** The id of a fact of Nova's. */
export function upstream(operation: string, place: string, name: string): string {
  return `${UPSTREAM}#${operation}/${place}/${name}`;
}

/** What states a fact: the documents; of a profile without documents, Nova. */
export function rowsOf(contract: Contract, { id }: Operation, place: string, name: string): string[] {
  return contract.profile.documents.length > 0 ? stated(contract, id, place, name) : [upstream(id, place, name)];
}

/** The same, where the vendor builds on Nova for what no document states. */
export function rowsOrUpstream(contract: Contract, operation: Operation, place: string, name: string): string[] {
  const own = stated(contract, operation.id, place, name);
  return own.length > 0 ? own : [upstream(operation.id, place, name)];
}

/** The rows of an error code: the operation's own, those of the table of codes for all, and Nova's. */
export function codeRows(contract: Contract, { id }: Operation, status: number): string[] {
  const name = String(status);
  return [
    ...stated(contract, id, 'error', name),
    ...stated(contract, COMMON, 'error', name),
    upstream(id, 'error', name),
  ];
}

/** Rows that hold for all operations, or else Nova's. */
export function commonRows(contract: Contract, place: string, name: string): string[] {
  return [...stated(contract, COMMON, place, name), upstream(COMMON, place, name)];
}

/** What the tables name as `<place>/<name>` of an operation, `<operation>/<place>/<name>` of another, or `common/<place>/<name>`. */
export function namedRows(contract: Contract, operation: Operation, names: readonly string[] = []): string[] {
  return names.flatMap((name) => {
    const [first, ...rest] = name.split('/');
    const isElsewhere = first === COMMON || first!.includes('.');
    const [owner, place] = isElsewhere ? [first!, rest.shift()!] : [operation.id, first!];
    return stated(contract, owner, place, rest.join('/'));
  });
}
