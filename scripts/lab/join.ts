import type { Check } from '../../specs/judge/types.ts';
import type { Known } from './known.ts';

/** A check that did not end in the same way on both clouds. */
export interface Difference {
  id: string;
  lab: string;
  embedded: string;
}

/** An entry of fixtures/targets/lab-parity.yaml. */
export interface Explanation extends Known {
  lab: string;
  embedded: string;
}

type Judged = Pick<Check, 'id' | 'verdict' | 'reason' | 'finding'>;

/** Verdict and, where it is no pass, why: `inconclusive not-observed`, `fail field-missing`. */
export function outcomeOf(check: Judged | undefined): string {
  if (!check) return 'absent';
  const why = check.verdict === 'fail' ? check.finding?.code : check.reason;
  return check.verdict === 'pass' || why === undefined ? check.verdict : `${check.verdict} ${why}`;
}

/** The checks that ended differently, by id. */
export function joinOutcomes(lab: Judged[], embedded: Judged[]): Difference[] {
  const there = new Map(lab.map((check) => [check.id, check]));
  const here = new Map(embedded.map((check) => [check.id, check]));
  return [...new Set([...there.keys(), ...here.keys()])]
    .sort()
    .map((id) => ({ id, lab: outcomeOf(there.get(id)), embedded: outcomeOf(here.get(id)) }))
    .filter((difference) => difference.lab !== difference.embedded);
}

/** Whether an explanation is about a difference whose id its pattern covers. */
export function explains(entry: Explanation, difference: Difference): boolean {
  return entry.lab === difference.lab && entry.embedded === difference.embedded;
}
