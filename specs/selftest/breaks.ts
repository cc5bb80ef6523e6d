import { isObject, type Schema } from '../../schemas/fold.ts';
import { escapePointer } from '../judge/fields.ts';
import { other } from './other.ts';

/** One condition of a schema that a value keeps, and a value that does not. */
export interface Break {
  keyword: string;
  /** What the keyword says. */
  limit: unknown;
  /** JSON pointer of the value that is about, in the whole. */
  pointer: string;
  instead: unknown;
}

/** Whether a value keeps a schema; for conditions within it alone, never for what is to be broken. */
type Fits = (schema: Schema, value: unknown) => boolean;

/** Ways to break a schema that a value keeps, each in one condition: as JSON Schema explains its keywords. */
export function* breaksOf(schema: Schema, value: unknown, fits: Fits, pointer = ''): Iterable<Break> {
  for (const [keyword, limit] of Object.entries(schema)) {
    const wrong = WRONG[keyword]?.(limit as never, value, fits) ?? [];
    for (const instead of wrong) yield { keyword, limit, pointer, instead };
  }
  for (const [inner, part, token] of partsOf(schema, value, fits)) {
    yield* breaksOf(inner, part, fits, token === undefined ? pointer : `${pointer}/${escapePointer(token)}`);
  }
}

/** Texts of which one fits no pattern that a text usually has to, or fits one that none may. */
const ODD_TEXTS = ['', 'odd', 'application/json; charset=gbk'];

/** By keyword: values that do not keep what it says, made from one that does. */
const WRONG: Record<string, (limit: never, value: unknown, fits: Fits) => unknown[]> = {
  type: (limit: string, value) => (value === undefined ? [] : [limit === 'string' ? 7 : 'odd']),
  const: (limit: unknown) => [other(limit) ?? 'odd'],
  enum: (limit: unknown[]) => [`${limit[0]}x`],
  minimum: (limit: number, value) => (typeof value === 'number' ? [limit - 1] : []),
  maximum: (limit: number, value) => (typeof value === 'number' ? [limit + 1] : []),
  minLength: (limit: number, value) => (typeof value === 'string' ? [value.slice(0, limit - 1)] : []),
  pattern: (limit: string, value) =>
    typeof value === 'string' ? ODD_TEXTS.filter((text) => !new RegExp(limit, 'u').test(text)).slice(0, 1) : [],
  minItems: (limit: number, value) => (Array.isArray(value) ? [value.slice(0, limit - 1)] : []),
  contains: (limit: Schema, value, fits) => (Array.isArray(value) ? [value.filter((item) => !fits(limit, item))] : []),
  minProperties: (limit: number, value) =>
    isObject(value) ? [Object.fromEntries(Object.entries(value).slice(0, limit - 1))] : [],
  required: (limit: string[], value) =>
    isObject(value)
      ? limit.map((name) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)))
      : [],
  not: (limit: Schema, value, fits) => {
    const told = 'const' in limit ? [limit.const] : ((limit.enum as unknown[] | undefined) ?? []);
    if (told.length > 0 || typeof value !== 'string') return told;
    return ODD_TEXTS.filter((text) => fits(limit, text)).slice(0, 1);
  },
};

/** The parts of a value that parts of a schema speak of; without a token where that is the value itself. */
function* partsOf(schema: Schema, value: unknown, fits: Fits): Iterable<[Schema, unknown, token?: string]> {
  const { properties = {}, patternProperties = {}, items } = schema as Record<string, Record<string, Schema>>;
  if (isObject(value)) {
    for (const [name, inner] of Object.entries(properties)) if (name in value) yield [inner, value[name], name];
    for (const [pattern, inner] of Object.entries(patternProperties))
      for (const name of Object.keys(value)) if (new RegExp(pattern, 'u').test(name)) yield [inner, value[name], name];
  }
  if (Array.isArray(value) && isObject(items)) {
    // One item is as good as all; but not each one has what the conditions are about.
    const index = value.findIndex((item) => [...breaksOf(items, item, fits)].length > 0);
    if (index >= 0) yield [items, value[index], String(index)];
  }
  if (isObject(schema.if)) {
    const branch = fits(schema.if, value) ? schema.then : schema.else;
    if (isObject(branch)) yield [branch, value];
  }
}
