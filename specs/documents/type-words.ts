import { isObject } from '../../schemas/fold.ts';

type Test = (value: unknown) => boolean;

/** The words that the documents have for types, the usual ones first. */
const TESTS: Record<string, Test> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: isObject,
  float: (value) => typeof value === 'number',
  number: (value) => typeof value === 'number',
  none: (value) => value === null,
  int: (value) => Number.isInteger(value),
  dict: isObject,
  body: isObject,
};

/** What an uncommon word stands for. */
export const SYNONYMS: Record<string, string> = { int: 'integer', dict: 'object', body: 'object', number: 'float' };

/**
 * Whether a value is of a documented type, which may be several (`boolean | string`).
 * @returns undefined for a word that is not known
 */
export function fitsType(type: string, value: unknown): boolean | undefined {
  const tests = type.split('|').map((word) => TESTS[word.trim().toLowerCase()]);
  if (tests.includes(undefined)) return undefined;
  return tests.some((test) => test!(value));
}

/** The type in its usual word. */
export function usualType(type: string): string {
  return SYNONYMS[type] ?? type;
}
