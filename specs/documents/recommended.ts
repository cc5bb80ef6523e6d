import { BASE_VERSION } from '../../schemas/version.ts';
import type { DocumentedOperation, DocumentedRow, InventoryDocument } from './types.ts';

/** The microversion that a reader asks for: the one recommended for the operation, else what the document says is the default. */
export interface AskedVersion {
  version: string;
  /** The row that says so; none where the document says nothing and the API's lowest version holds. */
  row?: DocumentedRow;
}

/** The microversion that the document has its reader ask for in an operation. */
export function askedVersion(document: InventoryDocument, operation: DocumentedOperation): AskedVersion {
  const all = [operation, ...document.operations].flatMap(({ rows }) => rows);
  const stated = (rows: DocumentedRow[], name: string): DocumentedRow | undefined =>
    rows.find((row) => row.place === 'microversion' && row.name === name && row.value !== undefined);
  const row = stated(operation.rows, 'recommended') ?? stated(all, 'default');
  return row ? { version: String(row.value), row } : { version: BASE_VERSION };
}

/** What the document has its reader ask for, in words. */
export function askedInWords({ version, row }: AskedVersion): string {
  if (row?.name === 'recommended') return `recommends ${version}`;
  return `names no microversion, so ${version} is asked for`;
}
