import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';
import { yamlFiles } from '../contract/files.ts';
import { matchesPattern } from '../contract/inventory.ts';

export const DOCUMENTS = path.resolve(import.meta.dirname, '../../fixtures/documents');

/** What an inventory file says of its operation as a whole. */
export interface InventoryFile {
  file: string;
  document: string;
  operation: string;
  title?: { en: string; zh: string };
  method?: string;
  path?: string;
}

/** The inventory files of a document, that of the common conventions left out. */
export function inventoryOf(document: string): InventoryFile[] {
  return yamlFiles(path.join(DOCUMENTS, document))
    .filter((file) => !['document.yaml', 'common.yaml'].includes(path.basename(file)))
    .map((file) => ({
      ...readValidated<Omit<InventoryFile, 'file' | 'document'>>(file, 'inventory'),
      file: path.relative(path.resolve(DOCUMENTS, '../..'), file),
      document,
    }));
}

/** Where an operation is, the service's version and project taken off, and whatever parameters are called. */
export function bareAddress(address: string): string {
  return address
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/^\/?v\d+(\.\d+)?(?=\/)/, '')
    .replace(/^\/(\{(project|tenant)[-_]id\}|[0-9a-f]{32})(?=\/)/, '')
    .replace(/\?.*$/, '')
    .replace(/(?<=.)\/$/, '')
    .replace(/\{[^}]*\}/g, '{}');
}

/** One entry of `fixtures/documents/exceptions.yaml`. */
interface Exception {
  ids: string[];
  reason: string;
}

/** A list of exceptions that knows which of its patterns were needed. */
export class Exceptions {
  readonly #unused: Set<string>;
  readonly #patterns: string[];

  constructor(entries: Exception[]) {
    this.#patterns = entries.flatMap(({ ids }) => ids);
    this.#unused = new Set(this.#patterns);
  }

  covers(id: string): boolean {
    const fitting = this.#patterns.filter((pattern) => matchesPattern(pattern, id));
    for (const pattern of fitting) this.#unused.delete(pattern);
    return fitting.length > 0;
  }

  unused(): string[] {
    return [...this.#unused];
  }
}

/** The exceptions of one kind. @throws InputError for a file that is not of its format */
export function exceptionsOf(kind: 'rows' | 'properties' | 'paths'): Exceptions {
  const file = path.join(DOCUMENTS, 'exceptions.yaml');
  return new Exceptions(readValidated<Record<typeof kind, Exception[]>>(file, 'exceptions')[kind]);
}
