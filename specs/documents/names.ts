import { isObject } from '../../schemas/fold.ts';
import { escapePointer } from '../judge/fields.ts';
import type { DocumentedOperation, DocumentedRow } from './types.ts';

/** A value that stands in an example. */
export interface Shown {
  value: unknown;
  /** Keys that lead to it from the root of the body. */
  keys: (string | number)[];
}

/** A row's name without the marks of arrays: `servers[].id` and `servers.id` are the same here. */
export function plainName(name: string): string {
  return name.replaceAll('[]', '');
}

/** The object that a member stands in, and the member, both without marks and plurals: `servers[].flavor.id` is `flavor.id`. */
export function memberOf(name: string): { parent: string; member: string } {
  const members = plainName(name)
    .split('.')
    .filter((part, index, all) => part !== '*' || index === all.length - 1);
  const member = members.at(-1) ?? name;
  return { parent: singular(members.at(-2) ?? ''), member };
}

/** The last member of a row's name. */
export function lastMember(name: string): string {
  return memberOf(name).member;
}

function singular(word: string): string {
  return word
    .replace(/sses$/, 'ss')
    .replace(/ies$/, 'y')
    .replace(/(?<=[a-rt-z])s$/, '');
}

/** The name that the document itself writes, where that is a name and not a description: without a mark such as `(Optional)`. */
export function writtenName(row: { written?: string | undefined }): string | undefined {
  const written = row.written?.replace(/\s*[(（].*[)）]\s*$/, '').replace(/:\s.*$/, '');
  return written !== undefined && /^[\w:.-]+$/.test(written) ? written : undefined;
}

/** Rows of a message by their plain names, with the ways in which the document itself writes their last members. */
export class MessageRows {
  readonly byName = new Map<string, DocumentedRow>();
  readonly #known = new Set<string>();
  readonly #spelt = new Map<string, string>();

  constructor(rows: DocumentedRow[]) {
    for (const row of rows) {
      const name = plainName(row.name);
      this.byName.set(name, row);
      const members = name.split('.');
      for (let length = members.length; length > 0; length--) this.#known.add(members.slice(0, length).join('.'));
      const written = writtenName(row);
      if (written !== undefined) this.#spelt.set(this.#spelling(name, written), name);
    }
  }

  /** Name of the row (or parent of rows) that a member of an example belongs to; undefined where there is none. */
  find(parent: string, key: string): string | undefined {
    const name = parent === '' ? key : `${parent}.${key}`;
    if (this.#known.has(name)) return name;
    const meant = this.#spelt.get(name);
    if (meant !== undefined) return meant;
    const any = parent === '' ? '*' : `${parent}.*`;
    return this.#known.has(any) ? any : undefined;
  }

  /** Whether rows say what is inside this object. */
  hasMembers(name: string): boolean {
    const prefix = `${name}.`;
    return [...this.#known].some((known) => known.startsWith(prefix));
  }

  /** The values that a body shows for each row, by plain name, and the members that no row describes. */
  read(body: unknown): { shown: Map<string, Shown[]>; unlisted: { name: string; shown: Shown }[] } {
    const shown = new Map<string, Shown[]>();
    const unlisted: { name: string; shown: Shown }[] = [];
    const visit = (value: unknown, name: string, keys: (string | number)[]): void => {
      if (Array.isArray(value)) {
        for (const [index, item] of value.entries()) visit(item, name, [...keys, index]);
      } else if (isObject(value) && (name === '' || this.hasMembers(name))) {
        for (const [key, member] of Object.entries(value)) {
          const found = this.find(name, key);
          const place = { value: member, keys: [...keys, key] };
          if (found === undefined) unlisted.push({ name: name === '' ? key : `${name}.${key}`, shown: place });
          else {
            shown.set(found, [...(shown.get(found) ?? []), place]);
            visit(member, found, place.keys);
          }
        }
      }
    };
    visit(body, '', []);
    return { shown, unlisted };
  }

  /** Path as the document spells it: a written name with dots is one from the root. */
  #spelling(name: string, written: string): string {
    if (written.includes('.')) return written;
    const parent = name.split('.').slice(0, -1);
    return [...parent, written].join('.');
  }
}

/** Rows of the body that an example of this kind shows. */
export function rowsOf(operation: DocumentedOperation, kind: 'request' | 'response'): DocumentedRow[] {
  return operation.rows.filter((row) => row.place === (kind === 'request' ? 'body' : 'response'));
}

/** Whether the document's table has the row; one that stands in an example alone is not in the table. */
export function isInTable(row: DocumentedRow): boolean {
  return row.in === undefined || row.in.includes('table');
}

/** JSON pointer (RFC 6901) of a value. */
export function pointerOf(keys: (string | number)[]): string {
  return keys.map((key) => `/${escapePointer(String(key))}`).join('');
}

/** A value as one short piece of text. */
export function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A value's type in the documents' words. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return typeof value;
}
