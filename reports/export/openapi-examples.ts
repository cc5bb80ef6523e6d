/** The documents' own examples, as far as they fit the schemas that stand beside them; where none does, one that is made up. */
import type { ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/ajv.ts';
import type { Schema } from '../../schemas/fold.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import { valueAt } from '../../specs/judge/fields.ts';
import type { Language } from '../text.ts';
import { sampleOf } from './openapi-sample.ts';
import { say } from './words.ts';

const ROOT = 'openapi';

/** Finds examples. */
export class Examples {
  readonly #contract: Contract;
  readonly #language: Language;
  readonly #schemas: Record<string, Schema>;
  readonly #ajv = createAjv({ validateSchema: false, meta: false, strict: false, code: { optimize: false } });

  constructor(contract: Contract, schemas: Record<string, Schema>, language: Language) {
    this.#language = language;
    this.#contract = contract;
    this.#schemas = schemas;
    this.#ajv.addSchema({ $id: ROOT, components: { schemas } });
  }

  /** Examples of an operation's message as OpenAPI writes them: by name, those that fit it only. */
  of(operation: Operation, kind: 'request' | 'response', message: string): Record<string, Schema> {
    const candidates = this.#contract.examples.filter(
      (one) => one.operation === operation.id && one.kind === kind && one.body !== undefined,
    );
    const fitting = candidates.filter(({ body }) => this.#validator(message)(body));
    if (fitting.length === 0) return this.#madeUp(operation, message);
    return Object.fromEntries(
      fitting.map(({ document, name, where, body }) => [
        `${operation.id}.${name}`,
        { summary: [document, where].filter(Boolean).join(', '), value: body },
      ]),
    );
  }

  #madeUp(operation: Operation, message: string): Record<string, Schema> {
    const root = { components: { schemas: this.#schemas } };
    const value = sampleOf(this.#schemas[message], (reference) => valueAt(root, reference.slice(1)));
    if (!this.#validator(message)(value)) return {};
    return { [`${operation.id}.made-up`]: { summary: say(this.#language, 'madeUp'), value } };
  }

  #validator(message: string): ValidateFunction {
    return this.#ajv.getSchema(`${ROOT}#/components/schemas/${message}`)!;
  }
}
