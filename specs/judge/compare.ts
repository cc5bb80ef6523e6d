import { isIPv4, isIPv6 } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../schemas/fold.ts';
import type { Comparison } from '../contract/consistency.ts';
import { parseMarker } from '../recording/redacted.ts';

/** Any value of an answer in words: an object need not be one that can be turned into a text. */
export function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Whether what is shown fits what was sent, or what is shown elsewhere. */
export function fits(how: Comparison, sent: unknown[], shown: unknown[]): boolean {
  return OPERATORS[how](sent, shown);
}

const OPERATORS: Record<Comparison, (sent: unknown[], shown: unknown[]) => boolean> = {
  equal: ([sent], [shown]) => same(sent, shown),
  text: ([sent], [shown]) => same(trimmed(sent), trimmed(shown)),
  number: ([sent], [shown]) => numeric(sent) === numeric(shown),
  time: ([sent], [shown]) => same(seconds(sent), seconds(shown)),
  address: ([sent], [shown]) => same(address(sent), address(shown)),
  set: ([sent], [shown]) => Array.isArray(sent) && Array.isArray(shown) && sameItems(sent, shown),
  subset: ([sent], [shown]) => isObject(sent) && isObject(shown) && has(shown, sent),
  among: (sent, shown) => sent.every((value) => shown.some((other) => same(value, other))),
  absent: (sent, shown) => !sent.some((value) => shown.some((other) => same(value, other))),
  key: (sent, [shown]) => isObject(shown) && sent.every((key) => typeof key === 'string' && Object.hasOwn(shown, key)),
  count: (sent, shown) => sent.length === shown.length,
};

/** Comparisons in which nothing in the list is an answer too. */
export const ABOUT_LISTS: readonly Comparison[] = ['among', 'absent', 'key', 'count'];

/** Equal as JSON; secrets are equal where their tags are. */
export function same(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') {
    const [first, second] = [parseMarker(one), parseMarker(other)];
    return first && second ? first.tag === second.tag : one === other;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (isObject(one) && isObject(other))
    return isDeepStrictEqual(Object.keys(one).sort(), Object.keys(other).sort()) && has(other, one);
  return one === other;
}

function has(whole: Record<string, unknown>, part: Record<string, unknown>): boolean {
  return Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && same(value, whole[key]));
}

function sameItems(one: unknown[], other: unknown[]): boolean {
  const rest = [...other];
  const isAll = one.every((item) => {
    const index = rest.findIndex((candidate) => same(item, candidate));
    if (index !== -1) rest.splice(index, 1);
    return index !== -1;
  });
  return isAll && rest.length === 0;
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** NaN, which equals nothing, for what is no number. */
function numeric(value: unknown): number {
  return typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN;
}

/** An address in its shortest form (RFC 5952). */
function address(value: unknown): unknown {
  if (typeof value !== 'string' || isIPv4(value) || !isIPv6(value)) return value;
  return new URL(`http://[${value}]`).hostname;
}

/** A time in milliseconds since 1970, UTC where it names no zone; undefined where it is none. */
export function millisecondsOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value)) return undefined;
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(value);
  const time = Date.parse(hasZone ? value : `${value}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function seconds(value: unknown): unknown {
  const time = millisecondsOf(value);
  return time === undefined ? value : Math.floor(time / 1000);
}
