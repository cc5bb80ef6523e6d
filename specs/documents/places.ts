import { pointerOf } from './names.ts';
import type { DocumentedExample, DocumentedOperation, DocumentedRow, InventoryDocument, Place } from './types.ts';

/** Parts of a finding's places: where something stands in the document, and in the inventory. */

/** A row of a table. */
export function atRow(operation: DocumentedOperation, row: DocumentedRow, says: string): Place {
  const where = row.where ?? operation.where;
  return {
    where: `${where}, ${row.place} ${row.name}`,
    says,
    file: operation.file,
    ...(row.line ? { line: row.line } : {}),
  };
}

/** A value of an example, or all of it. */
export function atExample(
  operation: DocumentedOperation,
  example: DocumentedExample,
  says: string,
  keys: (string | number)[] = [],
): Place {
  const where = `${example.where ?? operation.where} (${example.name}${pointerOf(keys)})`;
  const member = example.url === undefined ? ['body', ...keys] : ['url'];
  return { where, says, file: operation.file, ...line(operation, ['examples', example.index, ...member]) };
}

/** A member of the operation's own entry, such as its path. */
export function atOperation(operation: DocumentedOperation, key: string, says: string): Place {
  return { where: `${operation.where}, ${operation.operation}`, says, file: operation.file, ...line(operation, [key]) };
}

/** The document as a whole. */
export function atDocument(document: InventoryDocument, says: string): Place {
  return { where: document.id, says, file: document.file, line: 1 };
}

/** The API that the document builds on. */
export function upstreamSays(says: string): Place {
  return { where: 'Nova API v2.1', says };
}

function line(operation: DocumentedOperation, keys: (string | number)[]): { line?: number } {
  const found = operation.lineOf(keys);
  return found === undefined ? {} : { line: found };
}
