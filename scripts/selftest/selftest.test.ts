import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { loadContract } from '../../specs/contract/load.ts';
import type { Check } from '../../specs/judge/types.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { RULES } from '../../specs/rules/index.ts';
import { Chance } from '../../specs/selftest/chance.ts';
import { readEquivalents } from '../../specs/selftest/equivalents.ts';
import { IncrementalJudge } from '../../specs/selftest/incremental.ts';
import { KINDS } from '../../specs/selftest/kinds/index.ts';
import { resultOf } from '../../specs/selftest/result.ts';
import { judgeShard, type ShardResult } from '../../specs/selftest/shard.ts';
import { Subject } from '../../specs/selftest/subject.ts';
import { tryMutant } from '../../specs/selftest/try.ts';
import { runTarget } from '../run-target.ts';

/** A part of the operations: enough for most rules to have evidence, and exercised in a second or two. */
const ONLY = ['keypair.*', 'server-group.*', 'server.pause'];
const SEED = 7;
/** Mutants of each kind. */
const MOST = 3;
/** Some ten seconds of work, and a multiple of that where others share the machine. */
const HOOK_TIMEOUT_MS = 300_000;
/** Kinds of which a mutant is judged in both ways. */
const COMPARED = 30;

const folder = temporaryFolder();
const contract = loadContract('openstack');
let recordingFile: string;
let shard: ShardResult;

beforeAll(async () => {
  ({ recordingFile } = await runTarget({
    target: 'embedded:openstack',
    out: folder,
    only: ONLY,
    quiet: true,
  }));
  shard = judgeShard({ profile: 'openstack', recordingFile, seed: SEED, depth: 1, most: MOST, index: 0, of: 1 });
}, HOOK_TIMEOUT_MS);

const result = (shards: ShardResult[]) =>
  resultOf(shards, {
    suite: { name: 'suite', version: '1' },
    seed: SEED,
    seconds: 1,
    cpuSeconds: 1,
    workers: 1,
    contracts: new Map([['openstack', contract]]),
    equivalents: readEquivalents(),
    behaviour: [],
    complete: false,
  });

describe('a seeded sample of mutants', () => {
  it('is killed for the right reason, each one', () => {
    const { total, survivors } = result([shard]);
    expect(survivors.filter(({ reason }) => !reason)).toEqual([]);
    expect(total.mutants).toBeGreaterThan(150);
  });

  it('has mutants for most rules', () => {
    const rules = new Set(
      KINDS.filter(({ id }) => shard.trials.some(({ kind }) => kind === id)).map(({ rule }) => rule),
    );
    expect(rules.size).toBeGreaterThan(20);
  });

  it('accuses no control', () => {
    expect(shard.controls.filter(({ accused }) => accused.length > 0)).toEqual([]);
    expect(shard.controls.length).toBeGreaterThan(15);
  });

  it('is the same again for the same seed', () => {
    const recording = readRecording(recordingFile);
    const kind = KINDS.find(({ id }) => id === 'field-type')!;
    const idsFor = (seed: number): string[] => {
      const subject = new Subject(contract, recording, { seed, base: new Map(), depth: 1 });
      return [...kind.mutants(subject)].map(({ id }) => id);
    };
    expect(idsFor(SEED)).toEqual(idsFor(SEED));
    expect(idsFor(SEED + 1)).not.toEqual(idsFor(SEED));
  });
});

describe('judging a change by its part of the recording', () => {
  it('fails the checks that judging the whole fails', () => {
    const recording = readRecording(recordingFile);
    const judge = new IncrementalJudge(contract, recording, RULES);
    const differing = new Chance(SEED).some(KINDS, COMPARED).flatMap((kind) => {
      const subject = new Subject(contract, recording, { seed: SEED, base: judge.base, depth: 1 });
      const mutants = subject.chance.some([...kind.mutants(subject)], 1);
      return mutants.flatMap(({ id, change }) => {
        const [part, whole] = [gists(judge.failures(change)), gists(judge.allFailures(change))];
        return String(part) === String(whole) ? [] : [{ kind: kind.id, id, part, whole }];
      });
    });
    expect(differing).toEqual([]);
  });
});

describe('a suite that lacks a rule', () => {
  it('lets mutants survive, and says so', () => {
    const recording = readRecording(recordingFile);
    const blind = RULES.filter(({ id }) => id === 'success-status');
    const judge = new IncrementalJudge(contract, recording, blind);
    const kind = KINDS.find(({ id }) => id === 'request-id-dropped')!;
    const subject = new Subject(contract, recording, { seed: SEED, base: judge.base, depth: 1 });
    const trials = [...kind.mutants(subject)]
      .slice(0, 2)
      .map((mutant) => tryMutant({ ...mutant, kind: kind.id }, kind, judge));
    expect(trials.map(({ fate }) => fate)).toEqual(['survived', 'survived']);
    const { ok, survivors, rules } = result([{ ...shard, trials }]);
    expect([ok, survivors.length]).toEqual([false, 2]);
    expect(rules.find(({ id }) => id === 'request-id')).toMatchObject({ mutants: 2, killed: 0, survived: 2 });
  });
});

function gists(checks: Check[]): string[] {
  return checks.map(({ id, finding }) => `${id} ${finding?.code} ${finding?.pointer}`).sort();
}
