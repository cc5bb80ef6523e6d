import { isObject, type Schema } from '../../schemas/fold.ts';
import { resolve } from '../../schemas/registry.ts';

/** Looks a message schema up, folded for the microversion in question. */
export type LookUp = (name: string) => Schema;

const BY_FORMAT: Record<string, string> = {
  uuid: '5d0f7c3e-8d3a-4a5b-9c1d-2f6e7a8b9c0d',
  uri: 'https://cloud.example.com/image',
  ipv4: '192.0.2.7',
  ipv6: '2001:db8::7',
  base64: 'c2FtcGxl',
};
const TEXTS = ['conform', '7', '/dev/vdb', 'Abcdef-123', '192.0.2.7'];

/** A schema's own keywords with those that `$ref` and `allOf` add; later parts do not hide earlier ones. */
export function facetsOf(schema: Schema, lookUp: LookUp): Schema[] {
  const own = resolve(schema, lookUp);
  const parts = Array.isArray(own.allOf) ? own.allOf.filter(isObject) : [];
  return [own, ...parts.flatMap((part) => facetsOf(part, lookUp))];
}

/** A value that a part of a request may have, with nothing in it that is not mandatory. Formats and patterns as far as they are known here. */
export function smallestValue(schema: Schema, lookUp: LookUp): unknown {
  const whole: Schema = Object.assign({}, ...facetsOf(schema, lookUp).reverse());
  if (Array.isArray(whole.examples)) return structuredClone(whole.examples[0]);
  if ('const' in whole) return whole.const;
  if (Array.isArray(whole.enum)) return whole.enum[0];
  const branches = [whole.anyOf, whole.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  if (branches[0] && whole.type !== 'object') return smallestValue({ ...without(whole), ...branches[0] }, lookUp);
  const type = [whole.type].flat()[0] ?? (isObject(whole.properties) ? 'object' : 'string');
  if (type === 'object') return smallestObject(whole, lookUp);
  if (type === 'array') {
    const least = typeof whole.minItems === 'number' ? whole.minItems : 1;
    return isObject(whole.items)
      ? Array.from({ length: least }, () => smallestValue(whole.items as Schema, lookUp))
      : [];
  }
  if (type === 'integer' || type === 'number') return typeof whole.minimum === 'number' ? whole.minimum : 1;
  if (type === 'boolean') return true;
  return type === 'null' ? null : smallestText(whole);
}

function without({ anyOf: _any, oneOf: _one, allOf: _all, $ref: _ref, ...rest }: Schema): Schema {
  return rest;
}

function smallestObject(schema: Schema, lookUp: LookUp): Schema {
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  const properties = isObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(required.map((name) => [name, smallestValue((properties[name] ?? {}) as Schema, lookUp)]));
}

function smallestText({ format, pattern, minLength, maxLength }: Schema): string {
  if (typeof format === 'string' && BY_FORMAT[format] !== undefined) return BY_FORMAT[format];
  const least = typeof minLength === 'number' ? minLength : 0;
  const most = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const fits = new RegExp(typeof pattern === 'string' ? pattern : '', 'u');
  return TEXTS.find((text) => text.length >= least && text.length <= most && fits.test(text)) ?? '';
}
