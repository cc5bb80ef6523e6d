import type { ErrorObject, ValidateFunction } from 'ajv';
import { isObject, type Schema } from '../../schemas/fold.ts';
import type { SchemaRegistry } from '../../schemas/registry.ts';
import { readPointer, setPointer } from '../exercise/pointer.ts';
import { facetsOf, type LookUp, smallestValue } from './sample.ts';
import { type Attempt, attempts } from './wrong-values.ts';

/** One way to spoil a request: what it breaks, and the edit that does it. */
export interface Defect {
  /** `<keyword>/<path>`: `maxLength/server.name`; `*` for any key, `[]` for an item, `body` for the whole. */
  id: string;
  keyword: string;
  /** Path of the field that it is about, as the inventory writes it; '' for the whole body. */
  path: string;
  /** The code that it is refused with. */
  status: number;
  /** JSON pointer of the member that the edit puts in. */
  pointer: string;
  /** Left out where the member is taken out. */
  value?: unknown;
}

/** Keywords that may be broken along with another, because no value breaks the one alone. */
const ALONG: Record<string, string[]> = {
  type: ['enum', 'const', 'anyOf', 'oneOf', 'not', 'if'],
  minLength: ['pattern', 'format', 'anyOf'],
  minimum: ['pattern'],
};

const BAD_REQUEST = 400;

interface Spot {
  schema: Schema;
  pointer: string;
  path: string;
  /** The valid body that the spot stands in. */
  body: unknown;
  /** Pointer of the uppermost part that the base does not have; null where the base has the spot itself. */
  added: string | null;
}

/**
 * All requests with exactly one violation that the schema of a message lets one think of. Each is confirmed by the validator: the base
 * is valid, and the spoiled body breaks that keyword at that place and no other.
 * @param base a valid body
 * @returns none where the base itself is not valid
 */
export function deriveDefects(schemas: SchemaRegistry, message: string, version: string, base: unknown): Defect[] {
  const validate = schemas.validator(message, version);
  const lookUp: LookUp = (name) => schemas.folded(name, version);
  if (!validate(base)) return [];
  const defects = new Map<string, Defect>();
  const visit = (spot: Spot): void => {
    const value = readPointer(spot.body, spot.pointer);
    for (const facet of facetsAt(spot, value, lookUp)) {
      for (const attempt of attempts(facet, value, lookUp)) {
        const defect = confirmed(attempt, spot, statusOf(facet, attempt.keyword), validate);
        if (defect && !defects.has(defect.id)) defects.set(defect.id, defect);
      }
      for (const child of children(facet, value, spot, lookUp)) if (validate(child.body)) visit(child);
    }
  };
  visit({ schema: lookUp(message), pointer: '', path: '', body: base, added: null });
  return [...defects.values()];
}

/** The facets of a schema, with the branch of `anyOf` that the value is made by and the consequence of an `if` that it fulfils. */
function facetsAt({ schema }: Spot, value: unknown, lookUp: LookUp): Schema[] {
  return facetsOf(schema, lookUp).flatMap((facet) => {
    const branches = [facet.anyOf, facet.oneOf].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
    const branch = branches.find(
      ({ type }) => type === (Array.isArray(value) ? 'array' : isObject(value) ? 'object' : ''),
    );
    const then = isObject(facet.then) && facet.then.required !== undefined ? [facet.then] : [];
    return [facet, ...(branch ? [itemsAlone(branch)] : []), ...then];
  });
}

/** Of a branch only what lies below it counts: its own limits are alternatives. */
function itemsAlone({ items, properties }: Schema): Schema {
  return { ...(items ? { items } : {}), ...(properties ? { properties } : {}) };
}

function children(facet: Schema, value: unknown, spot: Spot, lookUp: LookUp): Spot[] {
  const found: Spot[] = [];
  const add = (schema: unknown, token: string, path: string): void => {
    if (!isObject(schema) || Object.keys(schema).length === 0) return;
    const pointer = `${spot.pointer}/${token.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    const isThere = readPointer(spot.body, pointer) !== undefined;
    const body = isThere ? spot.body : setPointer(spot.body, pointer, smallestValue(schema, lookUp));
    found.push({ schema, pointer, path, body, added: spot.added ?? (isThere ? null : pointer) });
  };
  const prefix = spot.path === '' ? '' : `${spot.path}.`;
  if (isObject(value)) {
    const properties = isObject(facet.properties) ? facet.properties : {};
    for (const [name, property] of Object.entries(properties)) add(property, name, prefix + name);
    add(facet.additionalProperties, 'conform', `${prefix}*`);
  }
  if (Array.isArray(value)) add(facet.items, '0', `${spot.path}[]`);
  return found;
}

function statusOf(facet: Schema, keyword: string): number {
  const codes = facet['x-refused-with'];
  return isObject(codes) && typeof codes[keyword] === 'number' ? codes[keyword] : BAD_REQUEST;
}

function confirmed(attempt: Attempt, spot: Spot, status: number, validate: ValidateFunction): Defect | undefined {
  const usable = attempt.values
    .map((value) => ({ value, strays: strays(value) }))
    .filter(({ strays: count }) => count !== null);
  const best = usable.find(({ strays: count }) => count === 0) ?? usable[0];
  if (!best || (spot.pointer === '' && !isObject(best.value))) return undefined;
  const path = [spot.path, attempt.member].filter(Boolean).join('.');
  return { id: `${attempt.keyword}/${path || 'body'}`, keyword: attempt.keyword, path, status, ...edit(best.value) };

  /** How many keywords beside the wanted one a value breaks; null where it breaks not the wanted one, or others that it must not. */
  function strays(value: unknown): number | null {
    const spoiled = spot.pointer === '' ? value : setPointer(spot.body, spot.pointer, value);
    if (validate(spoiled)) return null;
    const keyword = attempt.reported ?? attempt.keyword;
    const own = (validate.errors ?? []).filter((error) => !isBranch(error, spot.pointer));
    const wanted = own.filter(
      (error) => error.keyword === keyword && error.instancePath === spot.pointer && isAbout(error, attempt),
    );
    const others = own.filter((error) => !wanted.includes(error));
    if (wanted.length !== 1 || !others.every((error) => isAllowed(error, keyword))) return null;
    return others.length;
  }

  function isAllowed(error: ErrorObject, keyword: string): boolean {
    if (error.keyword === 'if') return true;
    if (keyword === 'anyOf' || keyword === 'oneOf') return error.schemaPath.includes(`/${keyword}/`);
    if (keyword === 'propertyNames') return error.propertyName !== undefined;
    return error.instancePath === spot.pointer && (ALONG[keyword] ?? []).includes(error.keyword);
  }

  /** The edit of the base: the whole of what the base does not have, or the member that is to go. */
  function edit(value: unknown): Pick<Defect, 'pointer' | 'value'> {
    if (spot.added !== null) {
      return { pointer: spot.added, value: readPointer(setPointer(spot.body, spot.pointer, value), spot.added) };
    }
    if (attempt.keyword === 'required')
      return { pointer: `${spot.pointer}/${attempt.member!.replace(/~/g, '~0').replace(/\//g, '~1')}` };
    const single = onlyAddition(readPointer(spot.body, spot.pointer), value);
    if (single)
      return { pointer: `${spot.pointer}/${single[0].replace(/~/g, '~0').replace(/\//g, '~1')}`, value: single[1] };
    return { pointer: spot.pointer, value };
  }
}

/** The one member that an object has more than another: the rest of it may hold facts that are filled in later. */
function onlyAddition(before: unknown, after: unknown): [string, unknown] | undefined {
  if (!isObject(before) || !isObject(after)) return undefined;
  const more = Object.entries(after).filter(([name]) => !(name in before));
  return more.length === 1 && Object.keys(before).every((name) => name in after) ? more[0] : undefined;
}

/** Whether an error only says that, of alternatives further up, none fits any more. */
function isBranch({ instancePath, schemaPath, keyword }: ErrorObject, pointer: string): boolean {
  const isAbove = pointer.startsWith(`${instancePath}/`);
  return (
    isAbove && (/\/(?:anyOf|oneOf|allOf|then|else)\//.test(schemaPath) || ['anyOf', 'oneOf', 'if'].includes(keyword))
  );
}

function isAbout({ params }: ErrorObject, { keyword, member }: Attempt): boolean {
  if (keyword === 'required') return params.missingProperty === member;
  if (keyword === 'dependentRequired') return params.property === member;
  return true;
}
