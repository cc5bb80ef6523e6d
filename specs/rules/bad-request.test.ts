import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { badRequest } from './bad-request.ts';

const contract = contractOf('easystack');
const id = 'aggregate.create/bad-request/maxLength/aggregate.name';
const right = exchangeOf(contract, 'aggregate.create');
const sent = (status: number, defect = 'maxLength/aggregate.name') =>
  exchangeOf(contract, 'aggregate.create', { intent: 'bad-request', defect, status, body: undefined });
const planned = (profile: 'openstack' | 'easystack' | 'huawei', operation: string) => {
  const own = contractOf(profile);
  return badRequest.plan(own.operations.get(operation)!, own);
};

describe('bad-request', () => {
  it('passes for 400, beside a request without the defect that was accepted', () => {
    expect(checkOn(contract, id, [right, sent(400)])).toMatchObject({ verdict: 'pass', exchanges: ['x2', 'x1'] });
  });

  it('proves nothing where that was refused too', () => {
    const refused = exchangeOf(contract, 'aggregate.create', { status: 400, body: undefined });
    expect(gist(checkOn(contract, id, [refused, sent(400)]))).toEqual({ verdict: 'inconclusive', reason: 'no-twin' });
  });

  it.each([
    [200, 'refusal-missing'],
    [404, 'refusal-status'],
    [500, 'refusal-status'],
  ])('fails for %i', (status, code) => {
    const check = checkOn(contract, id, [right, sent(status)]);
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer: '/status' });
    expect(check.finding).toMatchObject({ expected: 400, actual: status });
  });

  it('is no word of a target that is too busy, and judges its own defect alone', () => {
    expect(gist(checkOn(contract, id, [right, sent(503)]))).toEqual({ verdict: 'inconclusive', reason: 'target-busy' });
    expect(gist(checkOn(contract, id, [right, sent(200, 'minLength/aggregate.name')]))).toMatchObject({
      reason: 'not-observed',
    });
  });

  it('rests on the row of the field and of its limit', () => {
    const server = planned('easystack', 'server.create').find(({ detail }) => detail === 'maxLength/server.user_data');
    expect(server?.rows).toEqual([
      'easystack-compute-6.1.2#server.create/body/server.user_data',
      'easystack-compute-6.1.2#server.create/limit/server.user_data.maximum',
    ]);
    expect(planned('openstack', 'aggregate.create')[0]?.rows).toEqual(['nova#aggregate.create/body/aggregate']);
  });

  it('demands of a vendor only what its document names', () => {
    const details = planned('easystack', 'server.create').map(({ detail }) => detail);
    expect(details).not.toContain('type/server.min_count');
    expect(planned('openstack', 'server.create').map(({ detail }) => detail)).toContain('type/server.min_count');
  });
});
