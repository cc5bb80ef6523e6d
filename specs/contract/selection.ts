import { isObject } from '../../schemas/fold.ts';
import type { Comparison, ListFilter } from './list.ts';

/**
 * The values at a JSON pointer in an item, in which `*` stands for every key or index.
 * @returns undefined where the item does not show the member; null is a value
 */
export function valuesAt(item: unknown, pointer: string): unknown[] | undefined {
  let parts: unknown[] = [item];
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replace(/~1/g, '/').replace(/~0/g, '~');
    if (name === '*') {
      parts = parts.flatMap((part) => (typeof part === 'object' && part !== null ? Object.values(part) : []));
    } else {
      const holders = parts.filter((part): part is Record<string, unknown> => isObject(part) || Array.isArray(part));
      const found = holders.filter((holder) => Object.hasOwn(holder, name)).map((holder) => holder[name]);
      if (found.length === 0 && parts.length > 0) return undefined;
      parts = found;
    }
  }
  return parts;
}

/** Whether the values of an item are what a query parameter asks for. */
export function fits(filter: Pick<ListFilter, 'how' | 'groups'>, values: readonly unknown[], wanted: string): boolean {
  const test = tests[filter.how ?? 'equals'];
  const isOpposite = filter.how === 'lacks';
  return isOpposite
    ? values.every((value) => test(value, wanted))
    : values.some((value) => test(value, wanted, filter));
}

type Test = (value: unknown, wanted: string, filter?: Pick<ListFilter, 'groups'>) => boolean;

const tests: Record<Exclude<Comparison, never>, Test> = {
  equals: (value, wanted) => String(value) === wanted,
  contains: (value, wanted) => typeof value === 'string' && value.includes(wanted),
  matches: (value, wanted) => typeof value === 'string' && new RegExp(wanted, 'i').test(value),
  like: (value, wanted) => typeof value === 'string' && fuzzy(wanted).test(value),
  lacks: (value, wanted) => !(typeof value === 'string' && value.includes(wanted)),
  'at-least': (value, wanted) => typeof value !== 'object' && Number(value) >= Number(wanted),
  'same-time': (value, wanted) => secondsOf(value) === secondsOf(wanted),
  since: (value, wanted) => secondsOf(value) >= secondsOf(wanted),
  until: (value, wanted) => secondsOf(value) <= secondsOf(wanted),
  group: (value, wanted, filter) => (filter?.groups?.[wanted] ?? [wanted]).includes(String(value)),
  deleted: (value, wanted) => value === (wanted.toLowerCase() === 'true'),
};

/** Part of a text in which a period stands for any one character but the ends of lines. */
function fuzzy(wanted: string): RegExp {
  const pieces = wanted.split('.').map((piece) => piece.replace(/[\\^$*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(pieces.join('[^\\n\\r]'), 'iu');
}

/** Seconds since 1970 of a time with or without a zone, to the second as Nova's database keeps them; NaN for none. */
function secondsOf(value: unknown): number {
  if (typeof value !== 'string') return Number.NaN;
  const text = value.trim().replace(' ', 'T');
  return Math.floor(Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`) / 1000);
}
