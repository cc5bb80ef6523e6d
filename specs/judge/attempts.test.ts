import { describe, expect, it } from 'vitest';
import type { Exchange, Recording } from '../recording/types.ts';
import { RULES } from '../rules/index.ts';
import { exchangeOf, recordingOf } from '../testing/recording.ts';
import { checkOf, contractOf } from '../testing/verdicts.ts';
import { failingScenarios } from './confirm.ts';
import type { Check } from './types.ts';

const contract = contractOf('openstack');
const ID = 'server.pause/success-status/202';

/** One pausing of a server: its scenario, what it was answered, and the attempt that it belongs to. */
type Pause = [scenario: string, status: number, attempt?: number];

function recorded(pauses: Pause[]): Recording {
  const exchanges = pauses.map(([scenario, status, attempt]): Exchange => {
    const exchange = exchangeOf(contract, 'server.pause', { status });
    return { ...exchange, scenario, ...(attempt ? { attempt } : {}) };
  });
  const scenarios = pauses.map(([id, , attempt]) => ({
    id,
    operation: 'server.pause',
    ...(attempt ? { attempt } : {}),
  }));
  return recordingOf(contract, exchanges, { scenarios });
}

const check = (pauses: Pause[]): Check => checkOf(contract, recorded(pauses), ID);

describe('a check of which some scenarios were repeated', () => {
  it('is as it was where there is no repeat', () => {
    expect(check([['a', 200]])).not.toHaveProperty('attempts');
    expect(check([['a', 202]])).not.toHaveProperty('attempts');
  });

  it('fails steadily where it fails again', () => {
    const again = check([
      ['a', 200],
      ['a', 200, 2],
    ]);
    expect(again).toMatchObject({ verdict: 'fail', attempts: ['fail', 'fail'] });
    expect(again).not.toHaveProperty('flaky');
  });

  it('is flaky, and fails, where it failed once and passed once, whichever came first', () => {
    const first = check([
      ['a', 200],
      ['a', 202, 2],
    ]);
    expect(first).toMatchObject({ verdict: 'fail', flaky: true, attempts: ['fail', 'pass'], exchanges: ['x1', 'x2'] });
    expect(first.finding).toMatchObject({ actual: 200 });
    const last = check([
      ['a', 202],
      ['a', 202, 2],
      ['a', 500, 3],
    ]);
    expect(last).toMatchObject({ verdict: 'fail', flaky: true, attempts: ['pass', 'pass', 'fail'] });
    expect(last.finding).toMatchObject({ actual: 500 });
  });

  it('is not flaky where another scenario, which was not repeated, shows the failure too', () => {
    const elsewhere = check([
      ['a', 200],
      ['b', 200],
      ['a', 202, 2],
    ]);
    expect(elsewhere).toMatchObject({ verdict: 'fail', attempts: ['fail', 'fail'] });
    expect(elsewhere).not.toHaveProperty('flaky');
  });

  it('hears nothing from a repeat that could not be carried out', () => {
    const blocked = recordingOf(
      contract,
      [{ ...exchangeOf(contract, 'server.pause', { status: 200 }), scenario: 'a' }],
      {
        scenarios: [
          { id: 'a', operation: 'server.pause' },
          { id: 'a', operation: 'server.pause', state: 'blocked', reason: 'precondition', attempt: 2 },
        ],
      },
    );
    expect(checkOf(contract, blocked, ID)).toMatchObject({ verdict: 'fail' });
    expect(checkOf(contract, blocked, ID)).not.toHaveProperty('attempts');
  });
});

describe('the scenarios to repeat', () => {
  const found = (recording: Recording): string[] => [...failingScenarios(contract, recording, RULES, [ID])];

  it('are all that show the failure, not only the first', () => {
    expect(
      found(
        recorded([
          ['a', 200],
          ['b', 202],
          ['c', 500],
        ]),
      ),
    ).toEqual(['a', 'c']);
  });

  it('are none where nothing failed, where it is known as flaky, and where a waiver covers it', () => {
    expect(found(recorded([['a', 202]]))).toEqual([]);
    expect(
      found(
        recorded([
          ['a', 200],
          ['a', 202, 2],
        ]),
      ),
    ).toEqual([]);
    const waived = recorded([['a', 200]]);
    waived.header.target.waivers = [{ check: ID, owner: 'a', reason: 'b', expires: '2030-01-01' }];
    expect(found(waived)).toEqual([]);
  });

  it('are none where scenario after scenario shows it: that has been confirmed', () => {
    expect(found(recorded(['a', 'b', 'c', 'd', 'e', 'f'].map((id): Pause => [id, 200])))).toEqual([]);
  });
});
