import { isObject, mergePatch, type Schema } from '../../schemas/fold.ts';
import { resolve, type SchemaRegistry } from '../../schemas/registry.ts';

const BY_FORMAT: Record<string, string> = {
  uuid: '5d0f7c3e-8d3a-4a5b-9c1d-2f6e7a8b9c0d',
  uri: 'https://cloud.example.com/v2.1/servers/1',
  'uri-reference': '/v2.1/servers/1',
  'date-time': '2024-03-05T07:09:11Z',
  'nova-date-time': '2024-03-05T07:09:11.000000',
  ipv4: '192.0.2.7',
  ipv6: '2001:db8::7',
  base64: 'c2FtcGxl',
  'mac-address': 'fa:16:3e:00:00:07',
};

/** Texts of which one fits each pattern that the messages have. */
const TEXTS = ['sample', '', '7', 'r-sample', '/dev/vda', '74610f3a5ad941998e91f076297ecf27', 'Abcdef-123'];

/**
 * A body that a message schema is content with: every property is there, each list and each map has one entry.
 * @param version the microversion at which the message is taken
 * @throws Error where what was made does not fit after all: a form of schema that this does not know
 */
export function sampleBody(schemas: SchemaRegistry, name: string, version: string): unknown {
  const lookUp = (message: string): Schema => schemas.folded(message, version);
  const body = sample(lookUp(name), lookUp);
  const validate = schemas.validator(name, version);
  if (validate(body)) return body;
  const [error] = validate.errors ?? [];
  throw new Error(`no sample of ${name} at ${version}: ${error?.instancePath} ${error?.message}`);
}

type LookUp = (name: string) => Schema;

function sample(schema: Schema, lookUp: LookUp): unknown {
  const whole = flatten(schema, lookUp);
  if ('const' in whole) return whole.const;
  if (Array.isArray(whole.enum)) return whole.enum[0];
  const type = [whole.type].flat()[0] ?? (isObject(whole.properties) ? 'object' : 'string');
  if (type === 'object') return sampleObject(whole, lookUp);
  if (type === 'array') return sampleArray(whole, lookUp);
  if (type === 'integer' || type === 'number') return sampleNumber(whole);
  if (type === 'boolean') return true;
  return type === 'null' ? null : sampleText(whole);
}

/** The schema with all of `allOf`, and the first of `anyOf` and `oneOf`, put into it. */
function flatten(schema: Schema, lookUp: LookUp): Schema {
  const { allOf, anyOf, oneOf, ...rest } = resolve(schema, lookUp);
  const branches = [...asList(allOf), ...asList(anyOf).slice(0, 1), ...asList(oneOf).slice(0, 1)].filter(isObject);
  return branches.reduce<Schema>((whole, branch) => mergePatch(whole, flatten(branch, lookUp)) as Schema, rest);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function sampleObject(schema: Schema, lookUp: LookUp): Schema {
  const properties = Object.entries(isObject(schema.properties) ? schema.properties : {});
  const most = typeof schema.maxProperties === 'number' ? schema.maxProperties : properties.length;
  const members = properties.slice(0, most).map(([name, property]) => [name, sample(property as Schema, lookUp)]);
  if (isObject(schema.additionalProperties)) members.push(['entry', sample(schema.additionalProperties, lookUp)]);
  return Object.fromEntries(members);
}

function sampleArray({ items, contains, maxItems }: Schema, lookUp: LookUp): unknown[] {
  if (!isObject(items) || maxItems === 0) return [];
  return [sample(isObject(contains) ? { allOf: [items, contains] } : items, lookUp)];
}

function sampleNumber({ minimum, exclusiveMinimum }: Schema): number {
  if (typeof minimum === 'number') return minimum;
  return typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 1;
}

function sampleText({ format, pattern, minLength, maxLength }: Schema): string {
  if (typeof format === 'string') return BY_FORMAT[format]!;
  const shortest = typeof minLength === 'number' ? minLength : 0;
  const longest = typeof maxLength === 'number' ? maxLength : Number.POSITIVE_INFINITY;
  const fits = new RegExp(typeof pattern === 'string' ? pattern : '', 'u');
  return TEXTS.find((text) => text.length >= shortest && text.length <= longest && fits.test(text))!;
}
