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
  if (path === '') return [{ pointer, value }];
  const [first, ...rest] = path.split('.');
  const isList = first!.endsWith('[]');
  const name = isList ? first!.slice(0, -2) : first!;
  const members = membersOf(value, name).map(([key, member]) => ({
    pointer: `${pointer}/${escapePointer(key)}`,
    value: member,
  }));
  const inner = isList ? members.flatMap(itemsOf) : members;
  return inner.flatMap((place) => placesAt(place.value, rest.join('.'), place.pointer));
}

function membersOf(value: unknown, name: string): [string, unknown][] {
  if (!isObject(value)) return [];
  if (name === '*') return Object.entries(value);
  return Object.hasOwn(value, name) ? [[name, value[name]]] : [];
}

function itemsOf({ pointer, value }: Place): Place[] {
  return Array.isArray(value) ? value.map((item, index) => ({ pointer: `${pointer}/${index}`, value: item })) : [];
}

/** The first value at a path, or undefined. */
export function valueIn(value: unknown, path: string): unknown {
  return placesAt(value, path)[0]?.value;
}

/** Two paths, one within the other. */
export function joinPaths(outer: string, inner: string): string {
  return outer === '' || inner === '' ? outer + inner : `${outer}.${inner}`;
}
