import { isObject } from '../../schemas/fold.ts';
import { escapePointer } from '../judge/fields.ts';

/** A value in a body, and where it stands. */
export interface Place {
  /** JSON pointer (RFC 6901). */
  pointer: string;
  value: unknown;
}

/** The values at a path as the inventory writes it: `[]` is each item, `*` each member of a map, an empty path the value itself. */
export function placesAt(value: unknown, path: string, pointer = ''): Place[] {
  let places: Place[] = [{ pointer, value }];
  for (const step of stepsOf(path)) {
    const inner: Place[] = [];
    for (const place of places) takeStep(place, step, inner);
    if (inner.length === 0) return inner;
    places = inner;
  }
  return places;
}

/** One member of a path. */
interface Step {
  /** `*` for each. */
  name: string;
  token: string;
  /** Each item of the list that it is. */
  isList: boolean;
}

/** The same few paths are followed in every body. */
const known = new Map<string, Step[]>();

function stepsOf(path: string): Step[] {
  const steps = known.get(path);
  if (steps) return steps;
  const made = (path === '' ? [] : path.split('.')).map((part): Step => {
    const isList = part.endsWith('[]');
    const name = isList ? part.slice(0, -2) : part;
    return { name, token: escapePointer(name), isList };
  });
  known.set(path, made);
  return made;
}

function takeStep({ pointer, value }: Place, { name, token, isList }: Step, found: Place[]): void {
  if (!isObject(value)) return;
  if (name === '*') {
    for (const [key, member] of Object.entries(value)) {
      addMember(`${pointer}/${escapePointer(key)}`, member, isList, found);
    }
  } else if (Object.hasOwn(value, name)) {
    addMember(`${pointer}/${token}`, value[name], isList, found);
  }
}

function addMember(pointer: string, value: unknown, isList: boolean, found: Place[]): void {
  if (!isList) found.push({ pointer, value });
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) found.push({ pointer: `${pointer}/${index}`, value: item });
  }
}

/** The first value at a path, or undefined. */
export function valueIn(value: unknown, path: string): unknown {
  return placesAt(value, path)[0]?.value;
}

/** Two paths, one within the other. */
export function joinPaths(outer: string, inner: string): string {
  return outer === '' || inner === '' ? outer + inner : `${outer}.${inner}`;
}
