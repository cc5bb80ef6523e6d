/** What the documents say of each place of a message, gathered over all operations that share the message. */
import { isObject } from '../../schemas/fold.ts';
import type { Contract, Operation, Row } from '../../specs/contract/types.ts';
import { escapePointer, valueAt } from '../../specs/judge/fields.ts';
import { planFact } from '../../specs/rules/facts.ts';
import type { Language } from '../text.ts';

/** What is known of one member of a message. */
export interface MemberFacts {
  /** Rows of the documents that it comes from. */
  rows: Set<string>;
  /** What it means, in our words. */
  meaning?: string;
  /** Whether a document (or, without one, the schema) promises it in every answer. */
  promised: boolean;
}

/** Where a walk stands: in which message and at which pointer of its schema, and at which path of the operation's body. */
interface Place {
  message: string;
  pointer: string;
  path: string;
  depth: number;
}

/** A message that refers to itself ends here. */
const DEEPEST = 16;

/** The key of a member: message and JSON pointer of its schema. */
export const memberKey = (message: string, pointer: string): string => `${message}#${pointer}`;

/** Facts by member. */
export class FactsOfMembers {
  readonly facts = new Map<string, MemberFacts>();
  readonly #contract: Contract;
  readonly #version: string;
  readonly #language: Language;

  constructor(contract: Contract, version: string, language: Language) {
    this.#contract = contract;
    this.#version = version;
    this.#language = language;
  }

  /** Walks through a message of an operation; `place` is that of its rows. */
  add(operation: Operation, place: 'body' | 'response', message: string): void {
    this.#visit(operation, place, { message, pointer: '', path: '', depth: 0 });
  }

  #visit(operation: Operation, place: 'body' | 'response', at: Place): void {
    if (at.depth > DEEPEST) return;
    const schema = valueAt(this.#contract.schemas.folded(at.message, this.#version), at.pointer);
    if (!isObject(schema)) return;
    const inside = (pointer: string, path: string): void =>
      this.#visit(operation, place, { ...at, pointer: at.pointer + pointer, path, depth: at.depth + 1 });
    if (typeof schema.$ref === 'string') {
      const [message, pointer = ''] = schema.$ref.split('#') as [string, string?];
      this.#visit(operation, place, { ...at, message: message || at.message, pointer, depth: at.depth + 1 });
    }
    for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      const path = at.path === '' ? name : `${at.path}.${name}`;
      const pointer = `/properties/${escapePointer(name)}`;
      this.#note(operation, place, path, memberKey(at.message, at.pointer + pointer), property);
      inside(pointer, path);
    }
    if (isObject(schema.items)) inside('/items', `${at.path}[]`);
    if (isObject(schema.additionalProperties)) inside('/additionalProperties', at.path === '' ? '*' : `${at.path}.*`);
    for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
      const branches = schema[keyword];
      const count = Array.isArray(branches) ? branches.length : 0;
      for (let index = 0; index < count; index++) inside(`/${keyword}/${index}`, at.path);
    }
  }

  #note(operation: Operation, place: string, path: string, key: string, property: unknown): void {
    const known = this.facts.get(key) ?? { rows: new Set<string>(), promised: false };
    this.facts.set(key, known);
    const fact = planFact(this.#contract, operation, place, path);
    const rows = (fact?.rows ?? []).flatMap((id) => this.#contract.rows.get(id) ?? []);
    for (const { id } of rows) known.rows.add(id);
    const meaning = rows.map((row) => meaningOf(row, this.#language)).find(Boolean) ?? this.#glossary(path);
    if (meaning && !known.meaning) known.meaning = meaning;
    const optional = isObject(property) && (property['x-optional'] !== undefined || property['x-when'] !== undefined);
    const excused = rows.some((row) => row.erratum?.effect?.optional);
    if (fact && fact.level !== 'may' && !optional && !excused) known.promised = true;
  }

  #glossary(path: string): string | undefined {
    const name = path
      .split('.')
      .at(-1)!
      .replace(/(\[\])+$/, '');
    return this.#contract.glossary.get(name)?.[this.#language];
  }
}

/** What a row means, without its place and facts: what its clause says behind the first colon. */
export function meaningOf(row: Row, language: Language): string | undefined {
  const clause = row.clause[language];
  const colon = language === 'en' ? ': ' : '：';
  const index = clause.indexOf(colon);
  return index < 0 ? undefined : clause.slice(index + colon.length);
}
