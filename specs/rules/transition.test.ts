import { describe, expect, it } from 'vitest';
import { planChecks } from '../judge/judge.ts';
import type { Await } from '../recording/types.ts';
import { type Changes, exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { RULES } from './index.ts';

const easystack = contractOf('easystack');
const openstack = contractOf('openstack');
const PARAMETERS = { server_id: 's1' };

const shown = (status: string, changes: Record<string, unknown> = {}) =>
  exchangeOf(easystack, 'server.show', {
    intent: 'poll',
    parameters: PARAMETERS,
    body: { server: { id: 's1', status, 'OS-EXT-STS:task_state': null, ...changes } },
  });

describe('transition', () => {
  const id = 'server.pause/transition/ACTIVE';
  const tried = (changes: Changes = {}) =>
    exchangeOf(easystack, 'server.pause', { intent: 'transition', scenario: id, parameters: PARAMETERS, ...changes });
  const arrival: Await = {
    operation: 'server.pause',
    exchange: 'x1',
    resource: 'server s1',
    to: ['PAUSED'],
    reached: 'PAUSED',
    timedOut: false,
    interrupted: false,
  };

  it('passes where the action is accepted and leads there, and rests on the precondition', () => {
    expect(checkOn(easystack, id, [tried(), shown('PAUSED')], { awaits: [arrival] })).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['easystack-compute-6.1.2#server.pause/state/precondition.status'],
    });
  });

  it.each([
    [tried({ status: 409 }), arrival, { code: 'transition-refused', pointer: '/status' }],
    [tried(), { ...arrival, reached: 'ERROR' }, { code: 'state-unexpected', pointer: '/server/status' }],
    [
      tried(),
      { ...arrival, reached: 'ACTIVE', timedOut: true },
      { code: 'state-not-reached', pointer: '/server/status' },
    ],
  ])('fails otherwise: %#', (exchange, wait, finding) => {
    expect(gist(checkOn(easystack, id, [exchange], { awaits: [wait] }))).toEqual({ verdict: 'fail', ...finding });
  });

  it('fails where one of the tries was refused, if the server was in the status', () => {
    const verdict = (look: ReturnType<typeof shown>, status = 409, before: ReturnType<typeof shown>[] = []) => {
      const again = tried({ id: 'x3', parameters: { server_id: 's2' } });
      return gist(
        checkOn(easystack, id, [...before, tried({ status }), look, again], {
          awaits: [{ ...arrival, exchange: 'x3' }],
        }),
      );
    };
    expect(verdict(shown('ACTIVE'))).toMatchObject({ verdict: 'fail', code: 'transition-refused' });
    expect(verdict(shown('ERROR'))).toEqual({ verdict: 'pass' });
    expect(verdict(shown('ACTIVE', { 'OS-EXT-STS:task_state': 'rebooting' }))).toEqual({ verdict: 'pass' });
    expect(verdict(shown('ACTIVE'), 400)).toEqual({ verdict: 'pass' });
    const forced = exchangeOf(easystack, 'server.reset-state', { id: 'x0', parameters: PARAMETERS });
    expect(verdict(shown('ACTIVE'), 409, [forced])).toEqual({ verdict: 'pass' });
  });

  it('says why it was not tried', () => {
    const scenarios = [
      { id, operation: 'server.pause', intent: 'transition' as const, state: 'blocked' as const, reason: 'no-path' },
      { id: 'other', operation: 'server.pause', intent: 'transition' as const },
    ];
    expect(gist(checkOn(easystack, id, [], { scenarios }))).toEqual({ verdict: 'inconclusive', reason: 'no-path' });
  });

  it('is asked only where a document states the precondition, and of Nova for all', () => {
    const ids = (contract: typeof easystack, operation: string) =>
      checksFor(contract, operation).filter((one) => one.includes('/transition/'));
    expect(ids(easystack, 'server.rebuild')).toEqual([]);
    expect(ids(openstack, 'server.rebuild')).toEqual(
      ['ACTIVE', 'SHUTOFF', 'ERROR'].map((one) => `server.rebuild/transition/${one}`),
    );
  });
});

describe('transition-refused', () => {
  const id = 'server.pause/transition-refused/SHUTOFF';
  const CONFLICT = { conflictingRequest: { code: 409, message: 'not now' } };
  const tried = (changes: Changes = {}) =>
    exchangeOf(easystack, 'server.pause', {
      intent: 'transition-refused',
      scenario: id,
      parameters: PARAMETERS,
      status: 409,
      body: CONFLICT,
      ...changes,
    });
  const judged = (...exchanges: ReturnType<typeof tried>[]) => gist(checkOn(easystack, id, exchanges));

  it('passes where it is refused with a conflict and the server is as it was', () => {
    expect(judged(tried(), shown('SHUTOFF'))).toEqual({ verdict: 'pass' });
  });

  it.each([
    [{ status: 202 }, 'refusal-missing', '/status'],
    [{ status: 400 }, 'refusal-status', '/status'],
    [{ body: undefined }, 'conflict-body', ''],
    [{ body: { conflictingRequest: { code: 409, message: '' } } }, 'conflict-body', ''],
    [{ body: { conflictingRequest: { code: 400, message: 'no' } } }, 'conflict-body', ''],
  ])('fails for %j', (changes, code, pointer) => {
    expect(judged(tried(changes), shown('SHUTOFF'))).toEqual({ verdict: 'fail', code, pointer });
  });

  it('fails where the server changed, or began to', () => {
    const changed = { verdict: 'fail', code: 'state-changed', pointer: '/server/status' };
    expect(judged(tried(), shown('PAUSED'))).toEqual(changed);
    expect(judged(tried(), shown('SHUTOFF', { 'OS-EXT-STS:task_state': 'pausing' }))).toEqual(changed);
  });

  it('fails where one of the tries was let through', () => {
    expect(judged(tried({ status: 202 }), shown('PAUSED'), tried(), shown('SHUTOFF'))).toMatchObject({
      code: 'refusal-missing',
    });
  });

  it('goes by the last try, and by a look at the same server', () => {
    const other = { ...shown('PAUSED'), parameters: { server_id: 's2' } };
    expect(judged(tried(), shown('ERROR'), tried(), other, shown('SHUTOFF'))).toEqual({ verdict: 'pass' });
    expect(judged(tried(), other)).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('takes a locked server as one that stays ACTIVE', () => {
    const locked = 'server.pause/transition-refused/LOCKED';
    const look = { ...shown('ACTIVE') };
    const exchanges = [{ ...tried(), scenario: locked }, look];
    expect(gist(checkOn(openstack, locked, exchanges))).toEqual({ verdict: 'pass' });
  });
});

function checksFor(contract: typeof easystack, operation: string): string[] {
  return planChecks(contract, RULES)
    .map(({ id }) => id)
    .filter((id) => id.startsWith(`${operation}/`));
}
