import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { formatSchema, readYaml, validateInput } from '../../schemas/input.ts';
import type { RowEntry } from '../contract/document.ts';
import { yamlFiles } from '../contract/files.ts';
import type { Erratum } from '../contract/types.ts';
import type { DocumentedExample, DocumentedOperation, InventoryDocument, PlacedErratum, Reading } from './types.ts';

/** The inventory of the documents that the project knows. */
export const DOCUMENTS = path.resolve(import.meta.dirname, '../../fixtures/documents');

interface OperationFile {
  operation: string;
  where: string;
  method?: string;
  path?: string;
  editions?: string[];
  rows: Record<string, RowEntry[] | null>;
  examples?: Omit<DocumentedExample, 'index'>[] | null;
}

/**
 * Reads all documents of an inventory folder.
 * @throws InputError for a file that is not of its format
 */
export function readDocuments(directory: string = DOCUMENTS): InventoryDocument[] {
  return readdirSync(directory)
    .filter((id) => existsSync(path.join(directory, id, 'document.yaml')))
    .sort()
    .map((id) => readDocument(directory, id));
}

function readDocument(directory: string, id: string): InventoryDocument {
  const file = path.join(directory, id, 'document.yaml');
  const title = validateInput<{ vendor: string; date?: string; files?: Record<string, string> }>(
    readYaml(file),
    formatSchema('document'),
  );
  return {
    id,
    vendor: title.vendor,
    languages: Object.keys(title.files ?? {}).sort(),
    ...(title.date ? { date: String(title.date) } : {}),
    file,
    operations: yamlFiles(path.join(directory, id))
      .filter((candidate) => candidate !== file)
      .map((candidate) => readOperation(id, candidate)),
    readings: readList<Reading>(path.join(directory, 'readings', `${id}.yaml`), 'readings'),
    errata: readList<PlacedErratum>(path.join(directory, 'errata', `${id}.yaml`), 'errata').map((erratum) => ({
      ...erratum,
      rows: (erratum as Partial<Erratum>).rows ?? [],
    })),
  };
}

function readOperation(document: string, file: string): DocumentedOperation {
  const input = readYaml(file);
  const content = validateInput<OperationFile>(input, formatSchema('inventory'));
  const { operation, where, method, path: uri, editions } = content;
  const rows = Object.entries(content.rows).flatMap(([place, entries]) =>
    (entries ?? []).map((entry, index) => {
      const line = input.lineOf(['rows', place, index]);
      return { ...entry, place, id: `${document}#${operation}/${place}/${entry.name}`, ...(line ? { line } : {}) };
    }),
  );
  return {
    operation,
    where,
    ...(method ? { method } : {}),
    ...(uri ? { path: uri } : {}),
    ...(editions ? { editions } : {}),
    file,
    rows,
    examples: (content.examples ?? []).map((example, index) => ({ ...example, index })),
    lineOf: input.lineOf,
  };
}

/** A file that is a list, each entry with its file and line; none where there is no such file. */
function readList<Entry extends { file: string; line?: number }>(file: string, format: string): Entry[] {
  if (!existsSync(file)) return [];
  const input = readYaml(file);
  return validateInput<Entry[]>(input, formatSchema(format)).map((entry, index) => {
    const line = input.lineOf([index]);
    return { ...entry, file, ...(line ? { line } : {}) };
  });
}
