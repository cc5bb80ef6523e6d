import { describe, expect, it } from 'vitest';
import { exchangeOf, withoutAnswer } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('easystack');
const id = 'server.show/no-server-error';
const answered = (status: number, changes = {}) => exchangeOf(contract, 'server.show', { status, ...changes });

describe('no-server-error', () => {
  it.each([200, 302, 404, 503, 504])('passes for %i', (status) => {
    expect(checkOn(contract, id, [answered(status)])).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['easystack-compute-6.1.2#common/error/500'],
    });
  });

  it.each([500, 501, 502, 505, 599])('fails for %i, whatever was asked', (status) => {
    for (const intent of ['case', 'poll', 'cleanup', 'bad-token'] as const) {
      const check = checkOn(contract, id, [answered(200), answered(status, { intent })]);
      expect(gist(check)).toEqual({ verdict: 'fail', code: 'server-error', pointer: '/status' });
      expect(check.exchanges).toEqual(['x2']);
    }
  });

  it.each(['reset', 'timeout', 'protocol'])('fails for a request without an answer (%s)', (kind) => {
    const check = checkOn(contract, id, [answered(200), withoutAnswer(answered(200), kind)]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'no-answer', pointer: '/status' });
    expect(check.finding?.actual).toBe(kind);
  });

  it.each(['refused', 'aborted', 'dns', 'tls', 'other'])('learns nothing of the service from %s', (kind) => {
    expect(gist(checkOn(contract, id, [withoutAnswer(answered(200), kind)]))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
  });

  it('rests on an upstream fact in a profile without documents', () => {
    const openstack = contractOf('openstack');
    expect(checkOn(openstack, id, []).rows).toEqual(['nova#common/error/500']);
  });
});
