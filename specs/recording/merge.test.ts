import { describe, expect, test } from 'vitest';
import { loadContract } from '../contract/load.ts';
import { exchangeOf } from '../testing/recording.ts';
import { mergeRecordings, type Part } from './merge.ts';
import type { Recording, RecordingFooter, RecordingHeader } from './types.ts';

const contract = loadContract('openstack');

/** Shard `index` of two: a request, and a look at what came of it. */
function part(index: number, change: (recording: Recording & { footer: RecordingFooter }) => void = () => {}): Part {
  const header: RecordingHeader = {
    type: 'header',
    formatVersion: 1,
    suite: { name: 'compute-conformance', version: '0.1.0' },
    run: { id: `run${index}`, startedAt: `2026-01-01T00:0${index}:00.000Z`, shard: { index, of: 2, plan: 'p' } },
    contract: contract.digest,
    target: {
      name: 'cloud',
      profile: 'openstack',
      microversions: { min: '2.1', max: '2.93' },
      allow: { create: true, admin: false, destructive: false, billing: false },
      endpoints: { compute: 'https://cloud.example.com/v2.1' },
      limits: { timeoutSeconds: 60 },
      waivers: [],
    },
  };
  const scenario = `server.pause/part-${index}`;
  const recording = {
    header,
    exchanges: [
      exchangeOf(contract, 'server.pause', { id: 'x1', scenario }),
      exchangeOf(contract, 'server.show', { id: 'x3', intent: 'poll', follows: 'x1', scenario }),
    ],
    footer: {
      type: 'footer' as const,
      finishedAt: `2026-01-01T01:0${index}:00.000Z`,
      exchanges: 2,
      interrupted: false,
      scenarios: [
        { id: scenario, operation: 'server.pause', intent: 'case' as const, state: 'done' as const, exchange: 'x1' },
      ],
      awaits: [
        {
          ...{ operation: 'server.pause', exchange: 'x1', resource: 'server s', to: ['PAUSED'], reached: 'PAUSED' },
          ...{ timedOut: false, interrupted: false },
        },
      ],
      leftovers: index === 2 ? [{ kind: 'server', id: 's', name: 'conform-run2-s' }] : [],
    },
  };
  change(recording);
  return { file: `part-${index}/recording.jsonl`, recording };
}

test('exchanges stand part by part, under new ids that everything that names them follows', () => {
  const merged = mergeRecordings([part(2), part(1)]);
  expect(merged.exchanges.map(({ id, follows, shard }) => [id, follows, shard])).toEqual([
    ['x1', undefined, 1],
    ['x3', 'x1', 1],
    ['x4', undefined, 2],
    ['x6', 'x4', 2],
  ]);
  expect(merged.footer.scenarios.map(({ id, exchange }) => [id, exchange])).toEqual([
    ['server.pause/part-1', 'x1'],
    ['server.pause/part-2', 'x4'],
  ]);
  expect(merged.footer.awaits.map(({ exchange }) => exchange)).toEqual(['x1', 'x4']);
  expect(merged.footer).toMatchObject({ exchanges: 4, interrupted: false, finishedAt: '2026-01-01T01:02:00.000Z' });
  expect(merged.footer.leftovers).toHaveLength(1);
});

test('the run is that of the parts, in whatever order they were given', () => {
  const { run } = mergeRecordings([part(1), part(2)]).header;
  expect(run).toEqual(mergeRecordings([part(2), part(1)]).header.run);
  expect(run).not.toHaveProperty('shard');
  expect(run.startedAt).toBe('2026-01-01T00:01:00.000Z');
  expect(run.shards?.map(({ id }) => id)).toEqual(['run1', 'run2']);
});

describe('what does not belong together is refused in one sentence', () => {
  const second = (change: Parameters<typeof part>[1]): Part[] => [part(1), part(2, change)];
  test.each<[string, Part[], string]>([
    [
      'another contract',
      second(({ header }) => Object.assign(header, { contract: 'f'.repeat(64) })),
      'another contract',
    ],
    [
      'another target',
      second(({ header }) => Object.assign(header.target, { name: 'b' })),
      'another target than in part-1/recording.jsonl (b, and cloud there)',
    ],
    [
      'another address',
      second(({ header }) => Object.assign(header.target, { endpoints: {} })),
      'another address of the target',
    ],
    [
      'another suite',
      second(({ header }) => Object.assign(header.suite, { version: '9.9.9' })),
      'another version of the suite than in part-1/recording.jsonl (compute-conformance 9.9.9,',
    ],
    [
      'another plan',
      second(({ header }) => Object.assign(header.run.shard!, { plan: 'q' })),
      'another plan of the run (what the target offered)',
    ],
    [
      'other checks',
      second(({ header }) => Object.assign(header.run, { only: ['server.*'] })),
      'another choice of checks (--only)',
    ],
    [
      'another division',
      second(({ header }) => Object.assign(header.run.shard!, { of: 3 })),
      'this is a part of 3, and part-1/recording.jsonl is one of 2',
    ],
    ['a whole run', second(({ header }) => delete header.run.shard), 'this is the recording of a whole run'],
    ['a missing part', [part(1)], 'shard 2 of 2 is missing; add its folder, or run "conform run --shard 2/2"'],
    ['a part twice', [part(1), part(2), part(2)], 'this is shard 2 of 2, and so is part-2/recording.jsonl'],
    [
      'a truncated recording',
      second((recording) => Reflect.deleteProperty(recording, 'footer')),
      'the recording breaks off; go on with it by "conform run --resume"',
    ],
    [
      'an interrupted run',
      second(({ footer }) => Object.assign(footer, { interrupted: true })),
      'the run was interrupted',
    ],
    ['a lost line', second(({ exchanges }) => exchanges.pop()), '2 exchanges were recorded, and 1 are here'],
  ])('%s', (_, parts, sentence) => {
    expect(() => mergeRecordings(parts)).toThrow(sentence);
  });
});
