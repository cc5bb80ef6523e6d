import type { ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/ajv.ts';
import { isObject, type Schema } from '../../schemas/fold.ts';
import type { Occurrence } from '../judge/fields.ts';

const ajv = createAjv({ validateSchema: false, meta: false });
const conditions = new WeakMap<Schema, ValidateFunction>();

/** Whether a field is not where it is expected: `x-optional` and `x-when` say where it may be left out (docs/formats.md). */
export function isMissing({ present, field, parent }: Occurrence): boolean {
  if (present || field.schema['x-optional'] !== undefined) return false;
  const condition = field.schema['x-when'];
  return isObject(condition) ? holds(condition, parent) : true;
}

/** Whether a value fits a schema without references. */
function holds(condition: Schema, value: unknown): boolean {
  let validate = conditions.get(condition);
  if (!validate) {
    validate = ajv.compile(condition);
    conditions.set(condition, validate);
  }
  return validate(value) === true;
}
