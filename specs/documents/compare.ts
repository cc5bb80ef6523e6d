import { memberOf } from './names.ts';
import { atRow } from './places.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow, InventoryDocument } from './types.ts';

/** A row with the operation in whose table it stands. */
export interface TableRow {
  operation: DocumentedOperation;
  row: DocumentedRow;
}

/** Entries by a key, in the order of their first appearance. */
export function groupBy<Entry>(entries: Iterable<Entry>, keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

/** Rows of the same member of the same object, by `object.member`: `servers[].flavor.id` and `server.flavor.id` are one. */
export function byMember(
  documents: InventoryDocument[],
  keep: (row: DocumentedRow) => boolean,
): Map<string, TableRow[]> {
  const rows = documents.flatMap(({ operations }) =>
    operations.flatMap((operation) => operation.rows.filter(keep).map((row) => ({ operation, row }))),
  );
  return groupBy(rows, ({ row }) => {
    const { parent, member } = memberOf(row.name);
    return parent === '' ? member : `${parent}.${member}`;
  });
}

/** A contradiction for each member of which rows say different things. */
export function disagreements(members: Map<string, TableRow[]>, say: (row: DocumentedRow) => string): Contradiction[] {
  return [...members].flatMap(([key, entries]): Contradiction[] => {
    const opinions = groupBy(entries, ({ row }) => say(row));
    if (opinions.size < 2) return [];
    const places = [...opinions].map(([says, [first, ...more]]) =>
      atRow(first!.operation, first!.row, more.length > 0 ? `${says} (and in ${more.length} more)` : says),
    );
    return [{ subject: `*/${key}`, places, rows: entries.map(({ row }) => row.id) }];
  });
}
