import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { createAjv } from './ajv.ts';
import { foldSchema, isObject, mergePatch, type Schema } from './fold.ts';
import { readYaml } from './input.ts';

const SCHEMAS_DIRECTORY = import.meta.dirname;

/**
 * The messages of one profile, folded for any microversion. A vendor's files are merged over those of the profiles that
 * it extends, so that a `$ref` in a shared message leads to the vendor's part.
 */
export class SchemaRegistry {
  readonly #sources = new Map<string, Schema>();
  readonly #folded = new Map<string, Schema>();
  readonly #compilers = new Map<string, Ajv2020>();

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

  /** The schema as it stands at a microversion; its `$ref`s name other messages. */
  folded(name: string, version: string): Schema {
    const key = `${name} ${version}`;
    const known = this.#folded.get(key);
    if (known) return known;
    const schema = foldSchema(this.source(name), version);
    this.#folded.set(key, schema);
    return schema;
  }

  /** A compiled validator that reports all errors, made once for each message and microversion. */
  validator(name: string, version: string): ValidateFunction {
    const validate = this.#compiler(version).getSchema(name);
    if (!validate) throw new Error(`no message schema "${name}"; it belongs in schemas/<profile>/${name}.yaml`);
    return validate;
  }

  #compiler(version: string): Ajv2020 {
    const known = this.#compilers.get(version);
    if (known) return known;
    // Whether each file is a schema at all is a question for the tests: asking it here takes most of the time of judging.
    const ajv = createAjv({ validateSchema: false, meta: false });
    for (const name of this.#sources.keys()) ajv.addSchema({ ...this.folded(name, version), $id: name });
    this.#compilers.set(version, ajv);
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

function schemaFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => path.join(directory, file));
}
