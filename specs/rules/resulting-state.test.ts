import { describe, expect, it } from 'vitest';
import type { Await } from '../recording/types.ts';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { resultingState } from './resulting-state.ts';

const contract = contractOf('easystack');
const id = 'server.pause/resulting-state';
const request = exchangeOf(contract, 'server.pause');
const poll = exchangeOf(contract, 'server.show', { intent: 'poll', follows: 'x1' });

function wait(changes: Partial<Await>): Await {
  const right = { operation: 'server.pause', exchange: 'x1', resource: 'server', to: ['PAUSED'], reached: 'PAUSED' };
  return { ...right, timedOut: false, interrupted: false, ...changes };
}

const judged = (...awaits: Partial<Await>[]) =>
  checkOn(contract, id, [request, poll, poll], { awaits: awaits.map(wait) });

describe('resulting-state', () => {
  it('passes where the state was reached, and rests on the request and the last look', () => {
    const check = judged({});
    expect(check).toMatchObject({ verdict: 'pass', level: 'must', exchanges: ['x1', 'x3'] });
    expect(check.rows).toContain('easystack-compute-6.1.2#server.pause/state/result.status');
  });

  it.each([
    [{ reached: 'ERROR' }, 'state-unexpected'],
    [{ reached: 'gone' }, 'state-unexpected'],
    [{ reached: 'ACTIVE', timedOut: true }, 'state-not-reached'],
    [{ reached: null, timedOut: true }, 'state-not-reached'],
  ])('fails for %j', (changes, code) => {
    const check = judged({}, changes);
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer: '/status' });
    expect(check).toMatchObject({
      exchanges: ['x3', 'x1'],
      finding: { expected: ['PAUSED'], actual: changes.reached },
    });
  });

  it('says how long it was waited for', () => {
    expect(judged({ reached: 'ACTIVE', timedOut: true }).finding?.message.en).toBe(
      'PAUSED was not reached in 60 s; last seen: ACTIVE.',
    );
  });

  it('is not reached while a task never ends', () => {
    expect(judged({ reached: 'PAUSED', timedOut: true })).toMatchObject({
      verdict: 'fail',
      finding: {
        code: 'state-not-reached',
        message: { en: 'PAUSED was not reached in 60 s; last seen: PAUSED, with a task still under way.' },
      },
    });
  });

  it('takes each of several states', () => {
    const twice = exchangeOf(contract, 'server.rebuild');
    const { to } = contract.operations.get('server.rebuild')!.states!;
    const of = (reached: string) => {
      const awaits = [wait({ operation: 'server.rebuild', to: to!, reached })];
      return checkOn(contract, 'server.rebuild/resulting-state', [twice], { awaits }).verdict;
    };
    expect(to!.map(of)).toEqual(to!.map(() => 'pass'));
    expect(of('PAUSED')).toBe('fail');
  });

  it('is inconclusive where the run was interrupted before the state was reached', () => {
    expect(gist(judged({ reached: 'ACTIVE', interrupted: true }))).toEqual({
      verdict: 'inconclusive',
      reason: 'interrupted',
    });
    expect(judged({ reached: 'ACTIVE', interrupted: true }, {}).verdict).toBe('pass');
  });

  it('does not judge the wait for a request that was refused, nor that of another operation', () => {
    const refused = exchangeOf(contract, 'server.pause', { status: 409 });
    expect(gist(checkOn(contract, id, [refused], { awaits: [wait({ reached: 'ERROR' })] }))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    expect(gist(judged({ operation: 'server.stop', reached: 'ERROR' }))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    expect(gist(judged())).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('judges what else the table names, and not whether the server came to rest', () => {
    const imaged = exchangeOf(contract, 'server.create-image');
    const of = (resource: string, changes: Partial<Await>) => {
      const awaits = [wait({ operation: 'server.create-image', resource, to: ['active'], ...changes })];
      return gist(checkOn(contract, 'server.create-image/resulting-state', [imaged], { awaits }));
    };
    expect(of('snapshot s1', { reached: 'active' })).toEqual({ verdict: 'pass' });
    expect(of('snapshot s1', { reached: 'saving', timedOut: true })).toMatchObject({ code: 'state-not-reached' });
    expect(of('snapshot s1', { reached: 'killed' })).toMatchObject({ code: 'state-unexpected' });
    expect(of('server s1', { to: ['ACTIVE'], reached: 'ERROR' })).toMatchObject({ verdict: 'inconclusive' });
  });

  it('judges what a list has, where nothing shows a resource by itself', () => {
    const gone = exchangeOf(contract, 'keypair.delete');
    const of = (reached: string, timedOut: boolean) => {
      const awaits = [wait({ operation: 'keypair.delete', resource: 'keypair k', to: ['gone'], reached, timedOut })];
      return checkOn(contract, 'keypair.delete/resulting-state', [gone], { awaits }).verdict;
    };
    expect([of('gone', false), of('listed', true)]).toEqual(['pass', 'fail']);
  });

  it('is asked where the table names a state, and rests on an upstream fact where no document does', () => {
    expect(resultingState.plan(contract.operations.get('server.lock')!, contract)).toEqual([]);
    const openstack = contractOf('openstack');
    expect(resultingState.plan(openstack.operations.get('server.pause')!, openstack)).toEqual([
      { level: 'must', rows: ['nova#server.pause/state/result.status'] },
    ]);
  });
});
