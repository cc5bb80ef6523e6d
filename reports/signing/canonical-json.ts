import { createHash } from 'node:crypto';
import { wellFormed } from '../visible.ts';

/**
 * A value as canonical JSON (RFC 8785): no space, members sorted by UTF-16 code units, numbers and texts as ECMAScript writes them.
 * @throws {TypeError} for what is no JSON: NaN, infinities, halves of surrogate pairs, undefined
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    // The default order of sort() is that of UTF-16 code units.
    const sorted = members.map(([name]) => name).sort();
    const byName = new Map(members);
    return `{${sorted.map((name) => `${canonicalJson(name)}:${canonicalJson(byName.get(name))}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no form in JSON`);
  if (typeof value === 'string' && wellFormed(value) !== value)
    throw new TypeError(`${JSON.stringify(value)} holds half of a surrogate pair`);
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} has no form in JSON`);
  return text;
}

/** SHA-256 (hex) over the canonical JSON of a value; halves of surrogate pairs, which a hostile target may send, are replaced. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(repaired(value)));
}

/** SHA-256 of a text (UTF-8) or bytes, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function repaired(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(repaired);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [wellFormed(name), repaired(member)]));
}
