import { inRange } from './version.ts';

/** A JSON Schema as read from a file: an object with annotation keywords among the ordinary ones. */
export type Schema = { [keyword: string]: unknown };

interface Range {
  from?: string;
  until?: string;
}

const BRANCHES = new Set(['oneOf', 'anyOf', 'allOf', 'prefixItems']);
const MEMBERS = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
const SUBSCHEMAS = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'x-when']);

/**
 * The schema as it stands at one microversion: members and branches out of range are left out, `x-versions` is
 * replaced by its fitting entry, and `required` follows `x-required-from`/`x-required-until`.
 * @param version a microversion such as "2.25"
 */
export function foldSchema(schema: Schema, version: string): Schema {
  const chosen = chooseVersion(schema, version);
  const folded: Schema = {};
  for (const [keyword, value] of Object.entries(chosen)) {
    if (MEMBERS.has(keyword) && isObject(value)) folded[keyword] = foldMembers(value, version);
    else if (BRANCHES.has(keyword) && Array.isArray(value)) folded[keyword] = foldBranches(value, version);
    else if (SUBSCHEMAS.has(keyword) && isObject(value)) folded[keyword] = foldSchema(value, version);
    else folded[keyword] = value;
  }
  const required = foldRequired(chosen, folded, version);
  if (required.length > 0) folded.required = required;
  else delete folded.required;
  return folded;
}

/** A vendor's schema laid over the shared one: objects key by key, `null` removes, everything else replaces (RFC 7396). */
export function mergePatch(base: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(base) ? base : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function chooseVersion(schema: Schema, version: string): Schema {
  const { 'x-versions': entries, ...rest } = schema;
  if (!Array.isArray(entries)) return schema;
  const fitting = entries.find((entry: Range) => inRange(version, entry)) as { schema: Schema } | undefined;
  return chooseVersion({ ...rest, ...fitting?.schema }, version);
}

function exists(schema: unknown, version: string): boolean {
  if (!isObject(schema)) return true;
  return inRange(version, { from: schema['x-from'] as string, until: schema['x-until'] as string });
}

function foldMembers(members: Schema, version: string): Schema {
  const kept = Object.entries(members).filter(([, schema]) => exists(schema, version));
  return Object.fromEntries(
    kept.map(([name, schema]) => [name, isObject(schema) ? foldSchema(schema, version) : schema]),
  );
}

function foldBranches(branches: unknown[], version: string): unknown[] {
  return branches
    .filter((branch) => exists(branch, version))
    .map((branch) => (isObject(branch) ? foldSchema(branch, version) : branch));
}

function foldRequired(source: Schema, folded: Schema, version: string): string[] {
  const properties = isObject(folded.properties) ? folded.properties : {};
  const dropped = isObject(source.properties)
    ? Object.keys(source.properties).filter((name) => !(name in properties))
    : [];
  const names = new Set((Array.isArray(source.required) ? source.required : []) as string[]);
  for (const name of dropped) names.delete(name);
  for (const [name, property] of Object.entries(properties)) {
    if (!isObject(property)) continue;
    const range = { from: property['x-required-from'] as string, until: property['x-required-until'] as string };
    if (range.from === undefined && range.until === undefined) continue;
    if (inRange(version, range)) names.add(name);
    else names.delete(name);
  }
  return [...names];
}
