import { isIPv4, isIPv6 } from 'node:net';
import { isObject } from '../../schemas/fold.ts';
import { parseMarker } from '../../specs/recording/redacted.ts';

/** How deep the shape of an error body is described. */
const SHAPE_DEPTH = 3;

/** JSON's name of a value's type; a whole number is a number too. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const PATTERNS: [string, RegExp][] = [
  ['UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['whole number', /^-?\d+$/],
  ['UUID without dashes', /^[0-9a-f]{32}$/],
  ['hexadecimal', /^[0-9a-f]{12,}$/],
  ['date-time, Z', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['date-time with fractions, Z', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/],
  ['date-time with an offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:?\d\d$/],
  ['date-time without a zone', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['MAC address', /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i],
  ['MD5 fingerprint', /^([0-9a-f]{2}:){15}[0-9a-f]{2}$/],
  ['http URL', /^http:\/\//],
  ['https URL', /^https:\/\//],
  ['true or false', /^(true|false)$/i],
];

/** The form of a string; undefined where it says nothing: it is empty, or was redacted. */
export function formOf(text: string): string | undefined {
  if (text === '' || parseMarker(text)) return undefined;
  if (isIPv4(text)) return 'IPv4';
  if (isIPv6(text)) return 'IPv6';
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

/** A body's members and types without its values: `{itemNotFound: {code: number, message: string}}`. */
export function shapeOf(body: unknown, depth = 0): string {
  if (body === undefined) return 'no body';
  if (typeof body === 'string' && depth === 0) return /^\s*<(!doctype|html)/i.test(body) ? 'HTML' : 'text';
  if (Array.isArray(body)) return depth < SHAPE_DEPTH && body.length > 0 ? `[${shapeOf(body[0], depth + 1)}]` : '[]';
  if (!isObject(body)) return typeOf(body);
  if (depth >= SHAPE_DEPTH) return '{…}';
  const members = Object.entries(body).map(([name, value]) => `${name}: ${shapeOf(value, depth + 1)}`);
  return `{${members.sort().join(', ')}}`;
}
