import { describe, expect, test } from 'vitest';
import type { Exchange, Recording } from '../recording/types.ts';
import { RULES } from '../rules/index.ts';
import { exchangeOf, recordingOf } from '../testing/recording.ts';
import { aServer, SERVER, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf } from '../testing/verdicts.ts';
import { judge } from './judge.ts';

const contract = contractOf('openstack');

describe('exchanges of parts of a run, which go by clocks of their own', () => {
  const exchanges = story(contract, [
    ['server.create', { ...sending(contract, 'server.create', {}), body: { server: { id: SERVER } } }],
    ['server.rename', { ...sending(contract, 'server.rename', {}), body: { server: { id: SERVER } } }],
    ['server.show', { body: { server: aServer({ name: 'a' }) } }],
    ['server.list', { body: { servers: [{ id: SERVER, status: 'ACTIVE', name: 'b' }] } }],
  ] as never);
  const verdict = (of: number): string => {
    const all = exchanges.map((exchange, index) => ({ ...exchange, shard: index < 3 ? 1 : of }));
    return checkOn(contract, 'server.list/list-show-agree/servers[].name', all).verdict;
  };

  test('are held against each other within a part alone', () => {
    expect([verdict(1), verdict(2)]).toEqual(['fail', 'inconclusive']);
  });
});

test('what was cut off and carried out anew is no evidence, whatever came of it', () => {
  const wrong = exchangeOf(contract, 'keypair.list', { status: 500, body: {} });
  const right = exchangeOf(contract, 'keypair.list');
  const verdict = (...all: Exchange[]): string => checkOn(contract, 'keypair.list/success-status/200', all).verdict;
  expect(verdict(wrong, right)).toBe('fail');
  expect(verdict({ ...wrong, cutOff: true }, right)).toBe('pass');
  expect(verdict({ ...right, cutOff: true })).toBe('inconclusive');
});

describe('the recording of one part', () => {
  const scenario = 'keypair.list/documented';
  const recording = recordingOf(contract, [exchangeOf(contract, 'keypair.list', { scenario })], {
    scenarios: [
      { id: scenario, operation: 'keypair.list', exchange: 'x1' },
      {
        id: 'zone.list/documented',
        operation: 'zone.list',
        state: 'blocked',
        reason: 'target-down',
        detail: 'It is down.',
      },
    ],
  });
  const part: Recording = {
    ...recording,
    header: { ...recording.header, run: { ...recording.header.run, shard: { index: 1, of: 2, plan: 'p' } } },
  };
  const checks = judge(contract, part, RULES);

  test('is judged on what it has something to say of', () => {
    const told = (id: string): string | undefined => checks.find((check) => check.id === id)?.verdict;
    expect(told('keypair.list/success-status/200')).toBe('pass');
    expect(told('zone.list/success-status/200')).toBe('inconclusive');
    expect(new Set(checks.map(({ operation }) => operation))).toEqual(new Set(['keypair.list', 'zone.list']));
  });

  test('says nothing of an operation that the tour alone came by, but what it saw', () => {
    const refused = exchangeOf(contract, 'server.pause', {
      ...{ intent: 'transition-refused', scenario: 'server.pause/transition-refused/PAUSED', status: 409 },
      body: { conflictingRequest: { code: 409, message: 'It is paused.' } },
    });
    const toured = recordingOf(contract, [refused], {
      scenarios: [{ id: refused.scenario, operation: 'server.pause', intent: 'transition-refused', exchange: 'x1' }],
    });
    const open = (one: Recording): string[] =>
      judge(contract, one, RULES, ['server.pause'])
        .filter(({ verdict, exchanges }) => verdict === 'inconclusive' && exchanges.length > 0)
        .map(({ id }) => id);
    expect(open(toured)).toContain('server.pause/documented-error/409');
    expect(open({ ...toured, header: part.header })).toEqual([]);
  });

  test('has the verdicts that the whole has', () => {
    const whole = new Map(judge(contract, recording, RULES).map((check) => [check.id, check]));
    expect(whole.size).toBeGreaterThan(checks.length);
    for (const check of checks) expect(check).toEqual(whole.get(check.id));
  });
});
