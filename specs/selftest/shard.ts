import { loadContract } from '../contract/load.ts';
import { readRecording } from '../recording/read.ts';
import { RULES } from '../rules/index.ts';
import { CONTROLS } from './controls/index.ts';
import { IncrementalJudge } from './incremental.ts';
import { KINDS } from './kinds/index.ts';
import { Subject } from './subject.ts';
import { type Trial, tryMutant } from './try.ts';

/** A part of the mutants and controls of one recording; the parts together are all of them. */
export interface Shard {
  profile: string;
  recordingFile: string;
  seed: number;
  /** How many exchanges each fact is tried on. */
  depth: number;
  /** Kinds of mutants; all where left out. */
  kinds?: string[];
  /** Most mutants of each kind; all where left out. */
  most?: number;
  /** Part `index` of `of`, from 0. */
  index: number;
  of: number;
}

/** What became of a control's variation. */
export interface ControlTrial {
  control: string;
  id: string;
  /** Checks that were judged, and those that failed where they had not before. */
  checks: number;
  accused: { id: string; rule: string; code: string | null }[];
}

export interface ShardResult {
  profile: string;
  /** SHA-256 over the contract's data, and the run that was recorded. */
  contract: string;
  run: string;
  exchanges: number;
  trials: Trial[];
  controls: ControlTrial[];
  /** By rule: its checks that pass, on which a mutant can be seen. */
  passing: Record<string, number>;
}

/** Judges the mutants and controls of a shard. Pure but for reading the recording: the same shard gives the same result. */
export function judgeShard(shard: Shard): ShardResult {
  const { profile, seed, depth, index, of, most = Number.POSITIVE_INFINITY } = shard;
  const contract = loadContract(profile);
  const recording = readRecording(shard.recordingFile);
  const judge = new IncrementalJudge(contract, recording, RULES);
  const isMine = (number: number): boolean => number % of === index;
  // Each kind makes its own choices, so that a kind alone gives the mutants that it gives among all.
  const subjectFor = (id: string): Subject =>
    new Subject(contract, recording, { seed: seed + seedOf(id), base: judge.base, depth });
  const trials: Trial[] = [];
  let count = 0;
  for (const kind of KINDS.filter(({ id }) => !shard.kinds || shard.kinds.includes(id))) {
    const subject = subjectFor(kind.id);
    const mutants = subject.chance.some([...kind.mutants(subject)], most);
    for (const mutant of mutants)
      if (isMine(count++)) trials.push(tryMutant({ ...mutant, kind: kind.id }, kind, judge));
  }
  const controls: ControlTrial[] = [];
  for (const control of shard.kinds ? [] : CONTROLS) {
    for (const { id, recording: variation } of control.variations(subjectFor(control.id))) {
      if (!isMine(count++)) continue;
      const verdicts = judge.verdictsOn(variation);
      const accused = verdicts.filter((check) => judge.isNew(check));
      controls.push({
        control: control.id,
        id,
        checks: verdicts.length,
        accused: accused.map((check) => ({
          id: check.id,
          rule: check.rule,
          code: check.finding?.code ?? check.reason ?? null,
        })),
      });
    }
  }
  const passing: Record<string, number> = {};
  for (const { rule, verdict } of judge.base.values()) if (verdict === 'pass') passing[rule] = (passing[rule] ?? 0) + 1;
  return {
    profile,
    contract: contract.digest,
    run: recording.header.run.id,
    exchanges: recording.exchanges.length,
    trials,
    controls,
    passing,
  };
}

function seedOf(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
}
