/** The messages of a contract as `components.schemas` of an OpenAPI description (JSON Schema 2020-12, which OpenAPI 3.1 takes as it is). */
import { isObject, type Schema } from '../../schemas/fold.ts';
import { references } from '../../schemas/registry.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { escapePointer } from '../../specs/judge/fields.ts';
import { type FactsOfMembers, memberKey } from './openapi-facts.ts';

/** Formats of the suite's own, in terms that every tool knows. */
const FORMATS: Readonly<Record<string, Schema>> = {
  'nova-date-time': {
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?$',
    examples: ['2022-04-27T13:03:56.000000'],
  },
  'mac-address': { pattern: '^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$', examples: ['fa:16:3e:4c:2c:30'] },
  base64: { contentEncoding: 'base64', examples: ['IyEvYmluL3NoCg=='] },
};

const BRANCHES = new Set(['oneOf', 'anyOf', 'allOf', 'prefixItems']);
const MEMBERS = new Set(['patternProperties', '$defs', 'dependentSchemas']);
const SUBSCHEMAS = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames']);

/** Which side a message is on: what a server sends has each promised member, what a client sends those that are demanded. */
type Side = 'request' | 'response' | 'error';

/** Collects the messages of a description. */
export class SchemaComponents {
  readonly #contract: Contract;
  readonly #version: string;
  readonly #facts: FactsOfMembers;
  readonly #sides = new Map<string, Set<Side>>();

  constructor(contract: Contract, version: string, facts: FactsOfMembers) {
    this.#contract = contract;
    this.#version = version;
    this.#facts = facts;
  }

  /** Takes a message in, with all that it refers to. */
  add(message: string, side: Side): void {
    const sides = this.#sides.get(message) ?? new Set();
    if (sides.has(side)) return;
    this.#sides.set(message, sides.add(side));
    for (const target of references(this.#folded(message))) this.add(target || message, side);
  }

  /** All messages that were taken in, by name. */
  schemas(): Record<string, Schema> {
    const names = [...this.#sides.keys()].sort();
    return Object.fromEntries(names.map((name) => [name, this.#convert(this.#folded(name), name, '') as Schema]));
  }

  #folded(message: string): Schema {
    return this.#contract.schemas.folded(message, this.#version);
  }

  #convert(schema: unknown, message: string, pointer: string): unknown {
    if (!isObject(schema)) return schema;
    const converted: Schema = {};
    const below = (part: unknown, steps: string): unknown => this.#convert(part, message, `${pointer}/${steps}`);
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword.startsWith('x-')) continue;
      if (keyword === '$ref' && typeof value === 'string') converted.$ref = pointerTo(value, message);
      else if (keyword === 'properties' && isObject(value)) {
        converted.properties = mapValues(value, (part, name) =>
          this.#member(part, message, `${pointer}/properties/${escapePointer(name)}`),
        );
      } else if (MEMBERS.has(keyword) && isObject(value)) {
        converted[keyword] = mapValues(value, (part, name) => below(part, `${keyword}/${escapePointer(name)}`));
      } else if (BRANCHES.has(keyword) && Array.isArray(value)) {
        converted[keyword] = value.map((part, index) => below(part, `${keyword}/${index}`));
      } else if (SUBSCHEMAS.has(keyword)) converted[keyword] = below(value, keyword);
      else if (keyword === 'format' && FORMATS[String(value)]) Object.assign(converted, FORMATS[String(value)]);
      else converted[keyword] = value;
    }
    const required = this.#required(schema, message, pointer);
    if (required.length > 0) converted.required = required;
    return converted;
  }

  #member(part: unknown, message: string, pointer: string): unknown {
    const converted = this.#convert(part, message, pointer);
    const facts = this.#facts.facts.get(memberKey(message, pointer));
    if (!facts || !isObject(converted)) return converted;
    const rows = [...facts.rows].sort();
    return {
      ...converted,
      ...(facts.meaning && converted.description === undefined ? { description: facts.meaning } : {}),
      ...(rows.length > 0 ? { 'x-rows': rows } : {}),
    };
  }

  #required(schema: Schema, message: string, pointer: string): string[] {
    const own = Array.isArray(schema.required) ? (schema.required as string[]) : [];
    const sides = this.#sides.get(message) ?? new Set();
    if (sides.has('request') || !isObject(schema.properties)) return own;
    const promised = Object.entries(schema.properties).filter(([name, property]) => {
      const facts = this.#facts.facts.get(memberKey(message, `${pointer}/properties/${escapePointer(name)}`));
      if (facts) return facts.promised;
      return sides.has('error') && isObject(property) && property['x-optional'] === undefined;
    });
    return [...new Set([...own, ...promised.map(([name]) => name)])];
  }
}

function pointerTo(reference: string, message = ''): string {
  const [name, pointer = ''] = reference.split('#') as [string, string?];
  return `#/components/schemas/${name || message}${pointer}`;
}

function mapValues(members: Schema, change: (value: unknown, name: string) => unknown): Schema {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, change(value, name)]));
}
