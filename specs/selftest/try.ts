import type { Check } from '../judge/types.ts';
import type { IncrementalJudge } from './incremental.ts';
import type { Expectation, Mutant, MutantKind } from './types.ts';

/** `killed`: for the right reason. `otherwise`: something failed, but not the check of the row. `survived`: nothing did. */
export type Fate = 'killed' | 'otherwise' | 'survived';

/** What became of a mutant. */
export interface Trial {
  kind: string;
  id: string;
  operation: string;
  rows: string[];
  fate: Fate;
  /** Ids of the checks that failed for the right reason, and of the others that failed because of it. */
  right: string[];
  others: string[];
  /** What the others found, in short; of a survivor only. */
  found?: string[];
  expected?: Expectation;
}

/** Judges a mutant. One that seems to have survived is judged as a whole once more, so that nothing is held against a rule wrongly. */
export function tryMutant(mutant: Mutant, kind: MutantKind, judge: IncrementalJudge): Trial {
  const first = sort(judge.failures(mutant.change), mutant, kind);
  const { right, others } = first.right.length > 0 ? first : sort(judge.allFailures(mutant.change), mutant, kind);
  const fate: Fate = right.length > 0 ? 'killed' : others.length > 0 ? 'otherwise' : 'survived';
  return {
    kind: mutant.kind,
    id: mutant.id,
    operation: mutant.operation,
    rows: mutant.expect.rows,
    fate,
    right: right.map(({ id }) => id),
    others: others.map(({ id }) => id),
    ...(fate === 'killed' ? {} : { expected: mutant.expect, found: others.slice(0, 5).map(gist) }),
  };
}

function sort(failures: Check[], { expect }: Mutant, { rule }: MutantKind): { right: Check[]; others: Check[] } {
  const right = failures.filter((check) => check.rule === rule && isAsExpected(check, expect));
  return { right, others: failures.filter((check) => !right.includes(check)) };
}

function isAsExpected({ verdict, rows, finding }: Check, expect: Expectation): boolean {
  if (verdict !== 'fail' || !finding) return false;
  if (!rows.some((row) => expect.rows.includes(row)) || !expect.codes.includes(finding.code)) return false;
  return expect.pointers === undefined || expect.pointers.includes(finding.pointer ?? '');
}

function gist({ id, finding, reason }: Check): string {
  return `${id}: ${finding ? `${finding.code} at ${finding.pointer ?? ''}` : reason}`;
}
