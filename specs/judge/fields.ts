import { isObject, type Schema } from '../../schemas/fold.ts';
import { resolve } from '../../schemas/registry.ts';

/** A member that a schema describes, by its path from the root: `servers[].flavor.id`; `*` is any key of a map. */
export interface Field {
  path: string;
  schema: Schema;
}

/** A place in a body at which a field may stand. */
export interface Occurrence {
  field: Field;
  /** JSON pointer (RFC 6901) of the member. */
  pointer: string;
  parent: Schema;
  present: boolean;
}

/** What a walk through a body along its schema saw. */
export interface Walk {
  /** By field path. */
  occurrences: Map<string, Occurrence[]>;
  /** Members that the schema does not know. */
  unknown: { pointer: string; path: string; value: unknown }[];
  /** Field path by JSON pointer, for every value on the way. */
  paths: Map<string, string>;
}

type LookUp = (name: string) => Schema;

/** How deep a schema may nest; a schema that refers to itself ends here. */
const DEEPEST = 24;

/** All fields of a schema, each path once; of one not folded, those of every microversion. */
export function fieldsOf(schema: Schema, lookUp: LookUp): Field[] {
  const fields = new Map<string, Field>();
  collect(schema, '', lookUp, fields, 0);
  return [...fields.values()];
}

/**
 * The field that a value belongs to: an item belongs to its list, an entry to its map; what no schema knows, to the nearest
 * field around it. Empty for the body itself.
 * @param pointer JSON pointer of the value
 */
export function fieldAt(walk: Walk, pointer: string): string {
  let known = pointer;
  while (!walk.paths.has(known)) known = known.slice(0, Math.max(known.lastIndexOf('/'), 0));
  return walk.paths.get(known)!.replace(/(\[\]|(^|\.)\*)+$/, '');
}

/** Follows a body along a folded schema. */
export function walkBody(schema: Schema, body: unknown, lookUp: LookUp): Walk {
  const walk: Walk = { occurrences: new Map(), unknown: [], paths: new Map() };
  visit(schema, body, { pointer: '', path: '', depth: 0 }, lookUp, walk);
  return walk;
}

function collect(schema: Schema, path: string, lookUp: LookUp, fields: Map<string, Field>, depth: number): void {
  if (depth > DEEPEST) return;
  for (const part of alternatives(schema, lookUp)) {
    for (const [name, property] of members(part)) {
      const memberPath = path === '' ? name : `${path}.${name}`;
      if (!fields.has(memberPath)) fields.set(memberPath, { path: memberPath, schema: property });
      collect(property, memberPath, lookUp, fields, depth + 1);
    }
    if (isObject(part.items)) collect(part.items, `${path}[]`, lookUp, fields, depth + 1);
    if (isObject(part.additionalProperties)) {
      const memberPath = path === '' ? '*' : `${path}.*`;
      if (!fields.has(memberPath)) fields.set(memberPath, { path: memberPath, schema: part.additionalProperties });
      collect(part.additionalProperties, memberPath, lookUp, fields, depth + 1);
    }
  }
}

/** Where a walk stands in body and schema. */
interface Place {
  pointer: string;
  path: string;
  depth: number;
}

function visit(schema: Schema, value: unknown, place: Place, lookUp: LookUp, walk: Walk): void {
  const { pointer, path } = place;
  if (place.depth > DEEPEST) return;
  if (!walk.paths.has(pointer)) walk.paths.set(pointer, path);
  const depth = place.depth + 1;
  if (Array.isArray(value)) {
    const { items } = shapeOf(schema, lookUp);
    value.forEach((item, index) => {
      const inner = { pointer: `${pointer}/${index}`, path: `${path}[]`, depth };
      for (const part of items) visit(part, item, inner, lookUp, walk);
    });
  } else if (isObject(value)) {
    visitObject(shapeOf(schema, lookUp), value, place, lookUp, walk);
  }
}

function visitObject(shape: Shape, value: Schema, place: Place, lookUp: LookUp, walk: Walk): void {
  const { members: known, maps, isOpen } = shape;
  const prefix = place.path === '' ? '' : `${place.path}.`;
  const depth = place.depth + 1;
  for (const [name, property] of known) {
    const path = prefix + name;
    const pointer = `${place.pointer}/${escapePointer(name)}`;
    const present = Object.hasOwn(value, name);
    push(walk.occurrences, path, { field: { path, schema: property }, pointer, parent: value, present });
    if (present) visit(property, value[name], { pointer, path, depth }, lookUp, walk);
  }
  for (const [name, member] of Object.entries(value)) {
    if (known.has(name)) continue;
    const pointer = `${place.pointer}/${escapePointer(name)}`;
    for (const map of maps) visit(map, member, { pointer, path: `${prefix}*`, depth }, lookUp, walk);
    if (!isOpen) walk.unknown.push({ pointer, path: prefix + name, value: member });
  }
}

/** What a schema says about the parts of a value, its branches and references taken together. */
interface Shape {
  members: Map<string, Schema>;
  items: Schema[];
  maps: Schema[];
  /** Whether members that it does not name are nothing to remark on: it has entries of a map, or says nothing at all. */
  isOpen: boolean;
}

/** A folded schema belongs to one registry and one form of its message, so that its references always lead to the same place. */
const shapes = new WeakMap<Schema, Shape>();

function shapeOf(schema: Schema, lookUp: LookUp): Shape {
  const made = shapes.get(schema);
  if (made) return made;
  const parts = alternatives(schema, lookUp);
  const named = new Map(parts.flatMap(members).map(([name, property]) => [name, resolve(property, lookUp)]));
  const shape = {
    members: named,
    items: parts.map((part) => part.items).filter(isObject),
    maps: parts.map((part) => part.additionalProperties).filter(isObject),
    isOpen: named.size === 0 || parts.some(({ additionalProperties: rest }) => rest === true || isObject(rest)),
  };
  shapes.set(schema, shape);
  return shape;
}

/** The schema and its branches, references followed: every part that may say something about the value. */
function alternatives(schema: Schema, lookUp: LookUp): Schema[] {
  const resolved = resolve(schema, lookUp);
  const parts: Schema[] = [resolved];
  for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
    const branches = resolved[keyword];
    if (!Array.isArray(branches)) continue;
    for (const branch of branches) if (isObject(branch)) parts.push(...alternatives(branch, lookUp));
  }
  const versions = resolved['x-versions'];
  if (Array.isArray(versions)) for (const entry of versions) parts.push(...alternatives(entry.schema, lookUp));
  return parts;
}

function members(schema: Schema): [string, Schema][] {
  if (!isObject(schema.properties)) return [];
  return Object.entries(schema.properties).filter((entry): entry is [string, Schema] => isObject(entry[1]));
}

/** Puts a value into the list under a key. */
export function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The value at a JSON pointer (RFC 6901), or undefined. */
export function valueAt(root: unknown, pointer: string): unknown {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce<unknown>((value, token) => {
    const name = token.replace(/~1/g, '/').replace(/~0/g, '~');
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Schema)[name]
      : undefined;
  }, root);
}

/** One reference token of a JSON pointer (RFC 6901, section 3). */
export function escapePointer(token: string): string {
  return token.replace(/~/g, '~0').replace(/\//g, '~1');
}
