import { parseMarker } from '../recording/redacted.ts';

/** Another value of the same form: the last letter or digit of a text changed, a number one more. Undefined where none is known. */
export function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string' || value === '' || parseMarker(value)) return undefined;
  const end = value.search(/[a-zA-Z0-9](?=[^a-zA-Z0-9]*$)/);
  if (end < 0) return undefined;
  return value.slice(0, end) + neighbour(value.charAt(end)) + value.slice(end + 1);
}

/** Another letter or digit, which is as good in a hexadecimal number. */
function neighbour(character: string): string {
  if (/[0-9]/.test(character)) return String((Number(character) + 1) % 10);
  return character === 'a' ? 'b' : 'a';
}
