import { describe, expect, test } from 'vitest';
import type { Check } from '../judge/types.ts';
import type { KnownChecks } from './known-checks.ts';
import { stateOf } from './state.ts';
import type { LevelList } from './types.ts';

const text = { en: 'x', zh: 'x' };

const list: LevelList = {
  id: 'openstack/2026-01',
  profile: 'openstack',
  date: '2026-01-31',
  title: text,
  levels: [
    { id: 'low', title: text, capabilities: ['reading'] },
    { id: 'high', title: text, capabilities: ['writing'] },
  ],
  capabilities: [
    {
      id: 'reading',
      title: text,
      required: ['server.show/*'],
      advisory: ['server.show/links/*'],
      deprecated: ['server.show/old'],
      removed: ['server.show/gone'],
    },
    { id: 'writing', title: text, required: ['server.stop/*'] },
  ],
  advisory: [{ checks: ['*/error-body/403'], because: text }],
};

const known: KnownChecks = {
  '2026-01-01': {
    'server.show': { 'success-status': ['200'], links: ['self'], old: [], gone: [], 'error-body': ['403', '404'] },
    'server.stop': { 'success-status': ['202'] },
  },
  '2026-02-01': { 'server.show': { fresh: [] } },
};

const check = (id: string, change: Partial<Check> = {}): Check => ({
  id,
  operation: id.split('/')[0]!,
  rule: id.split('/')[1]!,
  level: 'must',
  verdict: 'pass',
  rows: [],
  exchanges: [],
  ...change,
});

const IDS = ['server.show/success-status/200', 'server.show/error-body/404', 'server.stop/success-status/202'] as const;

/** The state of a run in which all passes but for what is changed; null leaves a check out. */
function state(changes: Record<string, Partial<Check> | null> = {}, complete = true) {
  const ids = new Set([...IDS, ...Object.keys(changes)]);
  const checks = [...ids].flatMap((id) => (changes[id] === null ? [] : [check(id, changes[id] ?? {})]));
  return stateOf(list, checks, { known, aliases: [] }, complete);
}

const failed = { verdict: 'fail' as const };

describe('a level', () => {
  test('is reached when all that is required passes', () => {
    expect(state()).toMatchObject({ reached: 'high', next: null });
    expect(state().capabilities[0]).toMatchObject({ required: 2, passed: 2, waived: 0, missing: [], isMet: true });
  });

  test('takes in those before it', () => {
    expect(state({ [IDS[0]]: failed })).toMatchObject({ reached: null, next: 'low' });
    expect(state({ [IDS[2]]: failed })).toMatchObject({ reached: 'low', next: 'high' });
  });

  test.each(['fail', 'inconclusive', 'not-applicable', 'error'] as const)('is not reached with %s', (verdict) => {
    const { reached, capabilities } = state({ [IDS[1]]: { verdict } });
    expect(reached).toBeNull();
    expect(capabilities[0]).toMatchObject({ isMet: false, missing: [{ check: IDS[1], verdict }] });
  });

  test('is not reached where a check was not judged, or the run broke off', () => {
    expect(state({ [IDS[1]]: null }).capabilities[0]!.missing).toEqual([{ check: IDS[1], verdict: 'absent' }]);
    expect(state({}, false)).toMatchObject({ reached: null, next: 'low' });
  });

  test('is reached with a failure under a waiver', () => {
    const waiver = { owner: 'x', reason: 'x', expires: '2026-12-31' };
    const { reached, capabilities } = state({ [IDS[0]]: { ...failed, waiver } });
    expect(reached).toBe('high');
    expect(capabilities[0]).toMatchObject({ required: 2, passed: 1, waived: 1 });
  });

  test.each([
    ['advisory', 'server.show/links/self'],
    ['advisory everywhere', 'server.show/error-body/403'],
    ['deprecated', 'server.show/old'],
    ['newer than the list', 'server.show/fresh'],
    ['not known at all', 'server.show/unheard-of'],
  ])('is held up by no check that is %s', (_what, id) => {
    const { reached, capabilities } = state({ [id]: failed });
    expect(reached).toBe('high');
    expect(capabilities[0]).toMatchObject({ advisory: 1, advisoryFailed: 1 });
  });

  test('looks at must only, and not at what was removed', () => {
    expect(state({ [IDS[1]]: { ...failed, level: 'should' } }).reached).toBe('high');
    expect(state({ 'server.show/gone': failed }).capabilities[0]).toMatchObject({ advisory: 0, isMet: true });
  });

  test('knows checks by their new ids', () => {
    const aliases = [{ from: 'server.halt/*', to: 'server.stop/*', date: '2026-03-01' }];
    const old = {
      ...list,
      capabilities: [list.capabilities[0]!, { id: 'writing', title: text, required: ['server.halt/*'] }],
    };
    const older = { '2026-01-01': { 'server.halt': { 'success-status': ['202'] } } };
    const { capabilities } = stateOf(old, [check(IDS[2], failed)], { known: older, aliases });
    expect(capabilities[1]!.missing).toEqual([{ check: IDS[2], verdict: 'fail' }]);
  });
});
