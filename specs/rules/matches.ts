import { createAjv } from '../../schemas/ajv.ts';
import type { Schema } from '../../schemas/fold.ts';

const ajv = createAjv();
const compiled = new WeakMap<Schema, ReturnType<typeof ajv.compile>>();

/** Whether a value fits a self-contained schema, such as the condition of `x-when`. */
export function matchesSchema(schema: Schema, value: unknown): boolean {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate(value) === true;
}
