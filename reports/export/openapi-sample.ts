/** A value that fits a schema of a description, where no document shows one: the same one each time. */
import { isObject, type Schema } from '../../schemas/fold.ts';

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '4d84f09b-f41a-4dd8-9752-90adf8d709ea',
  uri: 'https://compute.cloud.invalid/v2.1',
  'uri-reference': '/v2.1',
  'date-time': '2022-04-27T13:03:56Z',
  ipv4: '192.0.2.10',
  ipv6: '2001:db8::a',
};

/** Tried one after the other where a pattern has to fit. */
const CANDIDATES = [
  'example',
  '1',
  '2.1',
  'req-4d84f09b-f41a-4dd8-9752-90adf8d709ea',
  'b'.repeat(32),
  'b'.repeat(56),
  '1f:2e:3d',
  '/dev/vda',
];

/** Schemas nest this deep at most before a value stays empty. */
const DEEPEST = 12;

/** Makes up a value; `lookUp` follows a `$ref`. It is likely to fit: whoever needs to know validates it. */
export function sampleOf(schema: unknown, lookUp: (reference: string) => unknown, depth = 0): unknown {
  if (!isObject(schema)) return 'example';
  if (depth > DEEPEST) return null;
  const below = (part: unknown): unknown => sampleOf(part, lookUp, depth + 1);
  const { $ref, ...rest } = schema;
  if (typeof $ref === 'string') return below(merged(lookUp($ref), rest));
  if ('const' in schema) return schema.const;
  for (const choices of [schema.enum, schema.examples]) if (Array.isArray(choices)) return choices[0];
  for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
    const { [keyword]: branches, ...beside } = schema;
    if (Array.isArray(branches)) {
      const chosen = keyword === 'allOf' ? branches : branches.slice(0, 1);
      return below(chosen.reduce((all, one) => merged(all, followed(one, lookUp)), beside));
    }
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  const make = OF_TYPE[String(types[0])] ?? untyped;
  return make(schema, below);
}

const untyped = (schema: Schema, below: (part: unknown) => unknown): unknown => {
  if (isObject(schema.properties)) return OF_TYPE.object!(schema, below);
  return isObject(schema.items) ? OF_TYPE.array!(schema, below) : 'example';
};

const OF_TYPE: Record<string, (schema: Schema, below: (part: unknown) => unknown) => unknown> = {
  object: ({ properties, additionalProperties, maxProperties }, below) => {
    const members = Object.entries(isObject(properties) ? properties : {}).slice(0, Number(maxProperties ?? 1000));
    const own = members.map(([name, part]) => [name, below(part)]);
    return Object.fromEntries(
      own.length === 0 && isObject(additionalProperties) ? [['example', below(additionalProperties)]] : own,
    );
  },
  array: ({ items, contains, prefixItems }, below) => {
    if (Array.isArray(prefixItems)) return prefixItems.map(below);
    return [below(merged(items, contains))];
  },
  string: ({ format, pattern, minLength, maxLength }) => {
    if (TEXTS[String(format)]) return TEXTS[String(format)];
    const fits = typeof pattern === 'string' ? new RegExp(pattern, 'u') : /^/;
    const text = CANDIDATES.find((one) => fits.test(one)) ?? 'example';
    return text.padEnd(Number(minLength ?? 0), 'e').slice(0, Number(maxLength ?? text.length + Number(minLength ?? 0)));
  },
  integer: ({ minimum }) => Number(minimum ?? 1),
  number: ({ minimum }) => Number(minimum ?? 1),
  boolean: () => false,
  null: () => null,
};

function followed(schema: unknown, lookUp: (reference: string) => unknown): unknown {
  return isObject(schema) && typeof schema.$ref === 'string' ? lookUp(schema.$ref) : schema;
}

/** One schema over another: members of both are joined. */
function merged(base: unknown, over: unknown): Schema {
  const [one, other] = [isObject(base) ? base : {}, isObject(over) ? over : {}];
  const both = isObject(one.properties) && isObject(other.properties);
  if (!both) return { ...one, ...other };
  const shared = Object.entries(other.properties as Schema).map(([name, part]) => [
    name,
    merged((one.properties as Schema)[name], part),
  ]);
  return { ...one, ...other, properties: { ...(one.properties as Schema), ...Object.fromEntries(shared) } };
}
