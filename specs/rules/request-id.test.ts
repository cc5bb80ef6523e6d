import { describe, expect, it } from 'vitest';
import { exchangeOf, withoutAnswer } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { requestId } from './request-id.ts';

const openstack = contractOf('openstack');
const id = 'server.show/request-id';
const shown = (headers: Record<string, string>, changes = {}) =>
  exchangeOf(openstack, 'server.show', { headers, ...changes });

describe('request-id', () => {
  it.each(['x-openstack-request-id', 'x-compute-request-id'])('passes for %s', (name) => {
    expect(checkOn(openstack, id, [shown({ [name]: 'req-1' })])).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['nova#common/response/x-openstack-request-id'],
    });
  });

  it.each([[{}], [{ 'x-openstack-request-id': '' }], [{ requestid: 'req-1' }]])(
    'fails for %j, be the answer good or bad',
    (headers: Record<string, string>) => {
      for (const changes of [{}, { status: 404 }, { intent: 'no-token', status: 401 }]) {
        const check = checkOn(openstack, id, [shown({ 'x-compute-request-id': 'req-1' }), shown(headers, changes)]);
        expect(gist(check)).toEqual({
          verdict: 'fail',
          code: 'request-id-missing',
          pointer: '/headers/x-openstack-request-id',
        });
        expect(check.exchanges).toEqual(['x2']);
      }
    },
  );

  it('takes the header that a vendor promises, by its row', () => {
    const easystack = contractOf('easystack');
    const exchange = exchangeOf(easystack, 'server.show', { headers: { requestid: 'req-1' } });
    expect(checkOn(easystack, id, [exchange])).toMatchObject({
      verdict: 'pass',
      rows: ['easystack-compute-6.1.2#common/response/RequestId'],
    });
  });

  it('does not ask for it with the codes that come without', () => {
    const refused = exchangeOf(openstack, 'snapshot.list', { status: 401, headers: {} });
    expect(gist(checkOn(openstack, 'snapshot.list/request-id', [refused]))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    const easystack = contractOf('easystack');
    expect(checkOn(easystack, 'snapshot.list/request-id', [{ ...refused }]).verdict).toBe('fail');
  });

  it('is not asked where nobody promises it, and learns nothing without an answer', () => {
    const huawei = contractOf('huawei');
    expect(requestId.plan(huawei.operations.get('cloudserver.list-details')!, huawei)).toEqual([]);
    const lost = withoutAnswer(shown({}), 'reset');
    expect(gist(checkOn(openstack, id, [lost]))).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });
});
