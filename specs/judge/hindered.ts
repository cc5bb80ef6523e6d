import type { Check } from './types.ts';

/** Reasons of `inconclusive` that say no more than that a condition did not come up; they do not put the whole in doubt. */
const HARMLESS_REASONS = ['not-observed', 'not-exercised'];

/** Whether a check is a must that could not be judged because something stood in the way. */
export function isHindered(check: Check): boolean {
  if (check.verdict !== 'inconclusive' || check.level !== 'must') return false;
  return !HARMLESS_REASONS.includes(check.reason ?? '');
}
