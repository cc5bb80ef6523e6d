import { describe, expect, it } from 'vitest';
import type { Waiver } from '../recording/types.ts';
import { RULES } from '../rules/index.ts';
import { exchangeOf, recordingOf } from '../testing/recording.ts';
import { checkOf, checkOn, contractOf, deepFreeze, PROFILES } from '../testing/verdicts.ts';
import { judge, planChecks } from './judge.ts';
import type { Rule } from './rule.ts';

const contract = contractOf('openstack');
const pause = 'server.pause/success-status/202';
const refused = exchangeOf(contract, 'server.pause', { status: 409 });

/** A recording of one right answer to each operation, of which two are then spoiled. */
function mixed(profile: (typeof PROFILES)[number]) {
  const own = contractOf(profile);
  const exchanges = [...own.operations.keys()].map((id) => exchangeOf(own, id));
  const [first, second] = exchanges;
  return recordingOf(own, [
    ...exchanges,
    { ...first!, response: { status: 500, headers: {} } },
    { ...second!, response: { status: 200, headers: {}, body: [] } },
  ]);
}

describe('planned checks', () => {
  it.each(PROFILES)('of %s have ids of their own, from the contract alone', (profile) => {
    const planned = planChecks(contractOf(profile), RULES);
    const ids = planned.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(judge(contractOf(profile), mixed(profile), RULES).map(({ id }) => id)).toEqual(ids);
    for (const { id, operation, rule, check } of planned) {
      expect(id).toBe([operation.id, rule.id, ...(check.detail === undefined ? [] : [check.detail])].join('/'));
      expect(check.rows.length, id).toBeGreaterThan(0);
    }
  });

  it('rest on rows that there are, or on upstream facts', () => {
    for (const profile of PROFILES) {
      const { rows } = contractOf(profile);
      const cited = planChecks(contractOf(profile), RULES).flatMap(({ check }) => check.rows);
      expect([...new Set(cited)].filter((id) => !rows.has(id) && !id.startsWith('nova#'))).toEqual([]);
    }
  });

  it('name every rule in both languages', () => {
    for (const { title } of RULES) expect([title.en, title.zh].every((text) => text.length > 0)).toBe(true);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });
});

describe('judging', () => {
  it.each(PROFILES)('a recording twice by %s gives the same, and leaves it alone', (profile) => {
    const recording = deepFreeze(mixed(profile));
    const first = judge(contractOf(profile), recording, RULES);
    expect(judge(contractOf(profile), recording, RULES)).toEqual(first);
    expect(new Set(first.map(({ verdict }) => verdict))).toContain('fail');
    expect(first.filter(({ verdict }) => verdict === 'error')).toEqual([]);
  });

  it('gives plain data, that comes back from JSON as it was', () => {
    const checks = judge(contract, mixed('openstack'), RULES);
    expect(JSON.parse(JSON.stringify(checks))).toEqual(checks);
  });

  it.each(PROFILES)('by %s does not go by the order of the exchanges', (profile) => {
    const own = contractOf(profile);
    const recording = mixed(profile);
    const turned = { ...recording, exchanges: recording.exchanges.toReversed() };
    const gists = (of: typeof recording) =>
      judge(own, of, RULES).map(({ id, verdict, reason, finding }) => [id, verdict, reason, finding?.code]);
    expect(gists(turned)).toEqual(gists(recording));
  });

  it.each(PROFILES)("by %s stands another profile's recording", (profile) => {
    for (const other of PROFILES) {
      const checks = judge(contractOf(profile), mixed(other), RULES);
      expect(checks.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    }
  });

  it('keeps the checks that patterns name', () => {
    const ids = (...patterns: string[]) =>
      judge(contract, recordingOf(contract, []), RULES, patterns).map(({ id }) => id);
    expect(ids(pause)).toEqual([pause]);
    expect(ids('server.pause/*')).toContain('server.pause/empty-body');
    expect(ids('*/success-status/204', pause)).toEqual(
      expect.arrayContaining([pause, 'server.delete/success-status/204']),
    );
    expect(ids('server.pause')).toEqual(ids('server.pause/*'));
    expect(ids('server.paus')).toEqual([]);
    expect(ids()).toEqual([]);
  });

  it('tells of a recording that broke off, and judges what is in it', () => {
    expect(checkOn(contract, pause, [], { incomplete: true })).toMatchObject({
      verdict: 'inconclusive',
      reason: 'incomplete-recording',
    });
    expect(checkOn(contract, pause, [refused], { incomplete: true })).toMatchObject({ verdict: 'fail' });
  });

  it('owns up to a rule that throws', () => {
    const broken: Rule = {
      id: 'broken',
      title: { en: 'x', zh: 'x' },
      plan: () => [{ level: 'must', rows: ['nova#common/note/x'] }],
      judge: () => {
        throw new Error('there is a mistake in it');
      },
    };
    const [check] = judge(contract, recordingOf(contract, []), [broken], ['server.pause/*']);
    expect(check).toMatchObject({
      id: 'server.pause/broken',
      verdict: 'error',
      reason: 'rule-threw',
      detail: { en: 'there is a mistake in it' },
      exchanges: [],
    });
  });

  it('names no more than twenty exchanges, each once', () => {
    const many = Array.from({ length: 30 }, () => exchangeOf(contract, 'server.pause'));
    const { exchanges } = checkOn(contract, pause, many);
    expect(exchanges).toEqual(Array.from({ length: 20 }, (_, index) => `x${index + 1}`));
  });
});

describe('a waiver', () => {
  const waiver: Waiver = { check: pause, owner: 'team', reason: 'known', expires: '2024-03-05' };
  const judged = (changes: Partial<Waiver>, startedAt = '2024-03-05T23:59:59.000Z', exchange = refused) =>
    checkOf(
      contract,
      recordingOf(contract, [exchange], { startedAt, target: { waivers: [{ ...waiver, ...changes }] } }),
      pause,
    );

  it('in force covers a failure, which stays one', () => {
    const { owner, reason, expires } = waiver;
    expect(judged({})).toMatchObject({ verdict: 'fail', waiver: { owner, reason, expires } });
  });

  it.each(['server.pause/*', '*', '*/success-status/*', 'server.*/202'])(
    'may name checks by a pattern: %s',
    (check) => {
      expect(judged({ check })).toHaveProperty('waiver');
    },
  );

  it.each([
    'server.pause',
    'server.paus?/*',
    'server.stop/*',
    'server.pause/success-status/20',
    'server.pause/success.status/202',
  ])('does not cover what it does not name: %s', (check) => {
    expect(judged({ check })).not.toHaveProperty('waiver');
  });

  it('may name a check by an id that it had before', () => {
    const renamed = {
      ...contract,
      aliases: [{ from: '*/success-code/*', to: '*/success-status/*', date: '2024-01-01' }],
    };
    const target = { waivers: [{ ...waiver, check: 'server.pause/success-code/*' }] };
    const recording = recordingOf(contract, [refused], { startedAt: '2024-03-05T00:00:00.000Z', target });
    expect(checkOf(renamed, recording, pause)).toHaveProperty('waiver');
    expect(checkOf(contract, recording, pause)).not.toHaveProperty('waiver');
  });

  it('ends with its last day', () => {
    expect(judged({}, '2024-03-06T00:00:00.000Z')).not.toHaveProperty('waiver');
    expect(judged({ expires: '2024-03-04' })).not.toHaveProperty('waiver');
  });

  it('covers a failure alone', () => {
    expect(judged({}, undefined, exchangeOf(contract, 'server.pause'))).not.toHaveProperty('waiver');
  });

  it('of several is the first in force', () => {
    const waivers = [
      { ...waiver, owner: 'a', expires: '2024-03-04' },
      { ...waiver, owner: 'b' },
      { ...waiver, owner: 'c' },
    ];
    const check = checkOf(contract, recordingOf(contract, [refused], { target: { waivers } }), pause);
    expect(check.waiver?.owner).toBe('b');
  });
});
