import { isObject, type Schema } from '../../schemas/fold.ts';
import { type LookUp, smallestValue } from './sample.ts';

/** A member that no request knows. */
const UNKNOWN_MEMBER = 'conform_unknown';

/** Values of each JSON type, the plainest first. */
const ANY_TYPE: unknown[] = [12, 'conform', {}, [], true, 1.5];

/** Base64 of a length that there is none of: a lenient decoder skips what is no letter of it. */
const WRONG_FORMAT: Record<string, string> = {
  uuid: 'conform-no-uuid',
  uri: 'no address',
  ipv4: '300.1.2.3',
  ipv6: '2001:::9',
  base64: 'conform',
};

/** Texts of which one does not fit each pattern that requests have; lengths that fit most. */
const ODD_TEXTS = [
  ' conform',
  'conform ',
  'con form',
  'conform,x',
  'conform/x',
  'conform:x',
  'conform!',
  'conform\t',
  'äöü-form',
  '12x',
];

/** A text that is too long: plain, in Base64, and as a password. */
const FILLINGS = ['a', 'QUFB', 'Aa1!', '7'];

/** An edit of a value that breaks one keyword of its schema, or tries to: whether it does is for a validator to say. */
export interface Attempt {
  keyword: string;
  /** Keyword that the validator reports, where the defect has a name of its own (`null` for `type`). */
  reported?: string;
  /** Member that the defect is about, where it is not the value itself. */
  member?: string;
  /** Values to put in its place; the first that breaks this keyword alone is taken. */
  values: unknown[];
}

/** Ways to break one facet of a schema. @param value what stands there rightly */
export function attempts(facet: Schema, value: unknown, lookUp: LookUp): Attempt[] {
  return [
    ...ofType(facet),
    ...ofText(facet, value),
    ...ofNumber(facet),
    ...ofArray(facet, value, lookUp),
    ...ofObject(facet, value, lookUp),
  ];
}

function ofType({ type, enum: values, const: only, anyOf, oneOf }: Schema): Attempt[] {
  const found: Attempt[] = [];
  if (type !== undefined) {
    found.push({ keyword: 'type', values: ANY_TYPE });
    if (![type].flat().includes('null')) found.push({ keyword: 'null', reported: 'type', values: [null] });
  }
  if (Array.isArray(values)) found.push({ keyword: 'enum', values: ['conform-unknown', 12] });
  if (only !== undefined) found.push({ keyword: 'const', values: ['conform-unknown'] });
  if (Array.isArray(anyOf)) found.push({ keyword: 'anyOf', values: ['conform unknown', 'conformconform', 12, {}] });
  if (Array.isArray(oneOf)) found.push({ keyword: 'oneOf', values: [{}, 'conform unknown', 12] });
  return found;
}

function ofText({ minLength, maxLength, pattern, format }: Schema, value: unknown): Attempt[] {
  const found: Attempt[] = [];
  if (typeof minLength === 'number' && minLength > 0)
    found.push({ keyword: 'minLength', values: ['a'.repeat(minLength - 1)] });
  if (typeof maxLength === 'number' && maxLength > 0) {
    const own = typeof value === 'string' && value !== '' ? [value] : [];
    const tooLong = (text: string): string => text.repeat(Math.ceil((maxLength + 1) / text.length));
    found.push({ keyword: 'maxLength', values: [...FILLINGS, ...own].map(tooLong) });
  }
  if (typeof pattern === 'string') found.push({ keyword: 'pattern', values: ODD_TEXTS });
  if (typeof format === 'string' && WRONG_FORMAT[format])
    found.push({ keyword: 'format', values: [WRONG_FORMAT[format]] });
  return found;
}

function ofNumber({ minimum, maximum, exclusiveMinimum }: Schema): Attempt[] {
  const found: Attempt[] = [];
  if (typeof minimum === 'number') found.push({ keyword: 'minimum', values: [minimum - 1] });
  if (typeof exclusiveMinimum === 'number') found.push({ keyword: 'exclusiveMinimum', values: [exclusiveMinimum] });
  if (typeof maximum === 'number') {
    found.push({ keyword: 'maximum', values: [Number.isSafeInteger(maximum) ? maximum + 1 : maximum * 10] });
  }
  return found;
}

function ofArray({ items, minItems, maxItems, uniqueItems }: Schema, value: unknown, lookUp: LookUp): Attempt[] {
  if (!isObject(items)) return [];
  const present = Array.isArray(value) ? value : [];
  const item = present[0] ?? smallestValue(items, lookUp);
  const found: Attempt[] = [];
  if (typeof minItems === 'number' && minItems > 0)
    found.push({ keyword: 'minItems', values: [present.slice(0, minItems - 1)] });
  if (typeof maxItems === 'number' && maxItems > 0) {
    const choices = Array.isArray(items.enum) ? items.enum : null;
    const another = (index: number): unknown =>
      choices ? choices[index] : typeof item === 'string' && !items.format ? `${item}${index}` : item;
    const many = Array.from({ length: maxItems + 1 }, (_one, index) => another(index));
    if (!many.includes(undefined)) found.push({ keyword: 'maxItems', values: [many] });
  }
  if (uniqueItems === true) found.push({ keyword: 'uniqueItems', values: [[item, item]] });
  return found;
}

function ofObject(facet: Schema, value: unknown, lookUp: LookUp): Attempt[] {
  const { required, additionalProperties, propertyNames, minProperties, maxProperties, dependentRequired } = facet;
  if (!isObject(value)) return [];
  const properties = isObject(facet.properties) ? facet.properties : {};
  const found: Attempt[] = [];
  for (const name of (Array.isArray(required) ? required : []) as string[]) {
    const { [name]: _left, ...rest } = value;
    found.push({ keyword: 'required', member: name, values: [rest] });
  }
  if (additionalProperties === false)
    found.push({ keyword: 'additionalProperties', values: [{ ...value, [UNKNOWN_MEMBER]: 'x' }] });
  if (isObject(propertyNames)) {
    const names = ['conform/*', 'k'.repeat(300)];
    found.push({ keyword: 'propertyNames', values: names.map((name) => ({ ...value, [name]: 'x' })) });
  }
  if (typeof minProperties === 'number' && minProperties > 0) found.push({ keyword: 'minProperties', values: [{}] });
  if (typeof maxProperties === 'number') {
    const many = Array.from({ length: maxProperties + 1 }, (_one, index) => [`conform${index}`, 'x']);
    found.push({ keyword: 'maxProperties', values: [Object.fromEntries(many)] });
  }
  for (const [name, needed] of Object.entries(isObject(dependentRequired) ? dependentRequired : {})) {
    const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !(needed as string[]).includes(key)));
    const alone = { ...rest, [name]: smallestValue((properties[name] ?? {}) as Schema, lookUp) };
    found.push({ keyword: 'dependentRequired', member: name, values: [alone] });
  }
  return found;
}
