import { matchesPattern } from '../../specs/contract/inventory.ts';

/** Something that is expected to be seen, and why. */
export interface Known {
  /** Id of a check, `*` standing for any run of characters. */
  check: string;
  reason: string;
}

/** What was seen without being expected, and what was expected without being seen. */
export interface Surprises<Seen, Expected> {
  unknown: Seen[];
  stale: Expected[];
}

/**
 * Holds what was seen against what is known of.
 * @param fits whether an entry whose pattern covers the id is about this; any is if left out
 */
export function surprises<Seen extends { id: string }, Expected extends Known>(
  seen: Seen[],
  known: Expected[],
  fits: (entry: Expected, one: Seen) => boolean = () => true,
): Surprises<Seen, Expected> {
  const covers = (entry: Expected, one: Seen): boolean => matchesPattern(entry.check, one.id) && fits(entry, one);
  return {
    unknown: seen.filter((one) => !known.some((entry) => covers(entry, one))),
    stale: known.filter((entry) => !seen.some((one) => covers(entry, one))),
  };
}
