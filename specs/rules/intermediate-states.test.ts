import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const id = 'server.resize/intermediate-states';
const resize = exchangeOf(contract, 'server.resize', {
  intent: 'transition',
  scenario: 'server.resize/transition/SHUTOFF',
});
const poll = (status: string) =>
  exchangeOf(contract, 'server.show', { intent: 'poll', follows: 'x1', body: { server: { status } } });
const judged = (seen: string[], reached = 'VERIFY_RESIZE') =>
  checkOn(contract, id, [resize, ...seen.map(poll)], {
    awaits: [
      {
        operation: 'server.resize',
        exchange: 'x1',
        resource: 'server s1',
        to: ['VERIFY_RESIZE'],
        reached,
        timedOut: false,
        interrupted: false,
      },
    ],
  });

describe('intermediate-states', () => {
  it('takes the status it started from, those on the way, and the one it leads to', () => {
    expect(gist(judged(['SHUTOFF', 'RESIZE', 'VERIFY_RESIZE']))).toEqual({ verdict: 'pass' });
  });

  it.each([['ACTIVE'], ['UNKNOWN'], ['REBUILD']])('does not take %s', (status) => {
    const check = judged(['RESIZE', status, 'VERIFY_RESIZE']);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'state-illegal', pointer: '/server/status' });
    expect(check.exchanges).toEqual(['x3', 'x1']);
  });

  it('leaves it to others to judge where it ends', () => {
    expect(judged(['RESIZE', 'ERROR'], 'ERROR').verdict).toBe('pass');
  });

  it('is asked of a creation too', () => {
    const huawei = contractOf('huawei');
    const create = exchangeOf(huawei, 'server.create');
    const of = (status: string) =>
      checkOn(huawei, 'server.create/intermediate-states', [create, poll(status), poll('ACTIVE')]).verdict;
    expect([of('BUILD'), of('SHUTOFF')]).toEqual(['pass', 'fail']);
  });
});
