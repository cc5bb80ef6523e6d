import type { Contract } from '../contract/types.ts';
import type { Exchange } from '../recording/types.ts';
import { RULES } from '../rules/index.ts';
import { type RecordingChanges, recordingOf } from '../testing/recording.ts';
import { IncrementalJudge } from './incremental.ts';
import { Subject } from './subject.ts';
import { type Trial, tryMutant } from './try.ts';
import type { Mutant, MutantKind } from './types.ts';

/** The mutants of one kind that a few exchanges give, each with what becomes of it. */
export function triedOn(
  contract: Contract,
  kind: MutantKind,
  exchanges: Exchange[],
  changes?: RecordingChanges,
): { mutant: Omit<Mutant, 'kind'>; fate: Trial['fate'] }[] {
  const recording = recordingOf(contract, exchanges, changes);
  const rules = RULES.filter(({ id }) => id === kind.rule);
  const judge = new IncrementalJudge(contract, recording, rules);
  const subject = new Subject(contract, recording, { seed: 1, base: judge.base, depth: 1 });
  return [...kind.mutants(subject)].map((mutant) => ({
    mutant,
    fate: tryMutant({ ...mutant, kind: kind.id }, kind, judge).fate,
  }));
}
