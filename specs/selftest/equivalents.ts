import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';
import { matchesPattern } from '../contract/inventory.ts';
import type { Text } from '../judge/types.ts';
import type { Trial } from './try.ts';

/** Mutants that are no mistakes: what takes them for right is right, for a reason. */
export interface Equivalent {
  /** Kinds of mutants. */
  kinds: string[];
  /** Ids of the rows that are said to be broken; `*` stands for any run of characters. */
  rows: string[];
  reason: Text;
}

/** The project's own list. */
export const EQUIVALENTS = path.resolve(import.meta.dirname, '../../fixtures/selftest/equivalents.yaml');

/** Reads a list of equivalents (docs/formats.md). @throws {InputError} */
export function readEquivalents(file: string = EQUIVALENTS): Equivalent[] {
  return readValidated<Equivalent[]>(file, 'equivalents');
}

/** The entry that explains why a mutant was not caught, if one does. */
export function explanationOf({ kind, rows }: Trial, equivalents: readonly Equivalent[]): Equivalent | undefined {
  return equivalents.find(
    (one) => one.kinds.includes(kind) && rows.some((row) => one.rows.some((pattern) => matchesPattern(pattern, row))),
  );
}
