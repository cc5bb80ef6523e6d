import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Ajv2020, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from './ajv.ts';
import { foldSchema, isObject, mergePatch, type Schema } from './fold.ts';
import { readYaml } from './input.ts';
import { BASE_VERSION, compareVersions, nextVersion } from './version.ts';

const SCHEMAS_DIRECTORY = import.meta.dirname;

/**
 * Compiling takes most of the time of judging. Whether each file is a schema at all is a question for the tests, and each
 * validator is used too seldom for optimized code to pay.
 */
const QUICK = { validateSchema: false, meta: false, code: { optimize: false } } as const;

/**
 * The messages of one profile, folded for any microversion. A vendor's files are merged over those of the profiles that
 * it extends, so that a `$ref` in a shared message leads to the vendor's part.
 */
export class SchemaRegistry {
  readonly #sources = new Map<string, Schema>();
  readonly #boundaries = new Map<string, string[]>();
  readonly #folded = new Map<string, Schema>();
  readonly #compilers = new Map<string, Ajv2020>();
  readonly #conditions = new Map<string, ValidateFunction>();
  readonly #plain = createAjv({ ...QUICK, verbose: true });

  /**
   * @param profiles the chain of profiles, the shared one first: `['openstack', 'easystack']`
   * @throws InputError for a file that is no YAML mapping
   */
  constructor(profiles: string[], directory: string = SCHEMAS_DIRECTORY) {
    for (const profile of profiles) {
      for (const file of schemaFiles(path.join(directory, profile))) {
        const name = path.basename(file, '.yaml');
        const shared = this.#sources.get(name);
        const data = readYaml(file).data as Schema;
        this.#sources.set(name, shared ? (mergePatch(shared, data) as Schema) : data);
      }
    }
  }

  names(): string[] {
    return [...this.#sources.keys()].sort();
  }

  has(name: string): boolean {
    return this.#sources.has(name);
  }

  /** The merged schema with its annotations, before folding. @throws Error for an unknown message */
  source(name: string): Schema {
    const schema = this.#sources.get(name);
    if (!schema) throw new Error(`no message schema "${name}"; it belongs in schemas/<profile>/${name}.yaml`);
    return schema;
  }

  /**
   * The microversions from which on a message, or anything that it refers to, is another than before: the lowest first,
   * `BASE_VERSION` among them. From one to the next the message stays the same.
   */
  boundaries(name: string): string[] {
    const known = this.#boundaries.get(name);
    if (known) return known;
    const versions = new Set([BASE_VERSION]);
    for (const message of this.#reachable(name)) addBoundaries(this.source(message), versions);
    const sorted = [...versions].sort(compareVersions);
    this.#boundaries.set(name, sorted);
    return sorted;
  }

  /** The schema as it stands at a microversion; its `$ref`s name other messages. */
  folded(name: string, version: string): Schema {
    const key = `${name} ${this.#boundary(name, version)}`;
    const known = this.#folded.get(key);
    if (known) return known;
    const schema = foldSchema(this.source(name), version);
    this.#folded.set(key, schema);
    return schema;
  }

  /** A compiled validator that reports all errors, made once for each form of a message. */
  validator(name: string, version: string): ValidateFunction {
    const boundary = this.#boundary(name, version);
    const ajv = this.#compiler(boundary);
    const missing = ajv.schemas[name] ? [] : [...this.#reachable(name)].filter((message) => !ajv.schemas[message]);
    for (const message of missing) ajv.addSchema({ ...this.folded(message, boundary), $id: message });
    return ajv.getSchema(name)!;
  }

  /** What is wrong with a value by a schema that is no message and refers to none: the conditions of a table. */
  errors(schema: Schema, value: unknown): ErrorObject[] {
    const key = JSON.stringify(schema);
    const validate = this.#conditions.get(key) ?? this.#plain.compile(schema);
    this.#conditions.set(key, validate);
    return validate(value) ? [] : [...(validate.errors ?? [])];
  }

  /** The boundary of a message that a microversion lies behind. */
  #boundary(name: string, version: string): string {
    return this.boundaries(name).findLast((boundary) => compareVersions(boundary, version) <= 0) ?? BASE_VERSION;
  }

  /** The message and all that it refers to. */
  #reachable(name: string, reached: Set<string> = new Set()): Set<string> {
    if (reached.has(name)) return reached;
    reached.add(name);
    for (const target of references(this.source(name))) this.#reachable(target || name, reached);
    return reached;
  }

  #compiler(boundary: string): Ajv2020 {
    const known = this.#compilers.get(boundary);
    if (known) return known;
    const ajv = createAjv(QUICK);
    this.#compilers.set(boundary, ajv);
    return ajv;
  }
}

/** A `$ref` followed to its schema; other keywords beside it are kept. Folded schemas only. */
export function resolve(schema: Schema, lookUp: (name: string) => Schema): Schema {
  if (typeof schema.$ref !== 'string') return schema;
  const { $ref, ...beside } = schema;
  const [name, pointer] = ($ref as string).split('#');
  let target: unknown = lookUp(name as string);
  for (const part of (pointer ?? '').split('/').filter(Boolean)) target = isObject(target) ? target[part] : undefined;
  if (!isObject(target)) throw new Error(`$ref "${schema.$ref}" leads nowhere`);
  return { ...resolve(target, lookUp), ...beside };
}

const BEGINNINGS = new Set(['x-from', 'x-required-from', 'from']);
const ENDS = new Set(['x-until', 'x-required-until', 'until']);

function addBoundaries(part: unknown, versions: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (typeof value !== 'string') addBoundaries(value, versions);
    else if (BEGINNINGS.has(key)) versions.add(value);
    else if (ENDS.has(key)) versions.add(nextVersion(value));
  }
}

/** Names of the messages that a schema refers to; empty for itself. */
export function references(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value.split('#')[0]!] : references(value),
  );
}

function schemaFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => path.join(directory, file));
}
