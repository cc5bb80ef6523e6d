import { describe, expect, it } from 'vitest';
import { type Changes, exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { requestParameter } from './request-parameter.ts';

const contract = contractOf('easystack');
const of = (name: string) => `server.create/request-parameter/body/server.${name}`;

/** A creation that was sent with a body. */
function created(server: unknown, changes: Changes = {}) {
  const exchange = exchangeOf(contract, 'server.create', changes);
  return { ...exchange, request: { ...exchange.request, body: { server } } };
}

describe('request-parameter', () => {
  it('passes where a request that has it was accepted, by its row', () => {
    const check = checkOn(contract, of('key_name'), [
      created({ key_name: 'k' }, { status: 400 }),
      created({ key_name: 'k' }),
    ]);
    expect(check).toMatchObject({ verdict: 'pass', exchanges: ['x2'] });
    expect(check.rows).toEqual(['easystack-compute-6.1.2#server.create/body/server.key_name']);
  });

  it.each([
    ['networks[].uuid', { networks: [{ port: 'p' }, { uuid: 'n' }] }, true],
    ['networks[].uuid', { networks: [{ port: 'p' }] }, false],
    ['networks[].uuid', { networks: { uuid: 'n' } }, false],
    ['networks', { networks: null }, true],
    ['key_name', {}, false],
    ['key_name', null, false],
    ['key_name', [{ key_name: 'k' }], false],
  ])('looks for %s in %j', (name, server, isThere) => {
    const check = checkOn(contract, of(name), [created(server)]);
    expect(gist(check)).toEqual(isThere ? { verdict: 'pass' } : { verdict: 'inconclusive', reason: 'not-observed' });
  });

  it.each([400, 404, 422, 302])('fails where each request that has it was refused, say with %i', (status) => {
    const check = checkOn(contract, of('key_name'), [created({}), created({ key_name: 'k' }, { status })]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'parameter-refused', pointer: '/status' });
    expect(check).toMatchObject({ exchanges: ['x2'], finding: { actual: status } });
  });

  it.each([401, 403, 409, 429, 500, 503])('learns nothing from a %i', (status) => {
    const check = checkOn(contract, of('key_name'), [created({ key_name: 'k' }, { status })]);
    expect(gist(check)).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('takes a request of set-up for a proof, but not for a refusal', () => {
    const setup = (status: number) => created({ key_name: 'k' }, { intent: 'setup', status });
    expect(checkOn(contract, of('key_name'), [setup(202)]).verdict).toBe('pass');
    expect(checkOn(contract, of('key_name'), [setup(400)]).verdict).toBe('inconclusive');
    expect(checkOn(contract, of('key_name'), [created({ key_name: 'k' }, { intent: 'no-token' })]).verdict).toBe(
      'inconclusive',
    );
  });

  it('takes a parameter of the path for there in every request', () => {
    const shown = exchangeOf(contract, 'server.show');
    expect(checkOn(contract, 'server.show/request-parameter/path/server_id', [shown]).verdict).toBe('pass');
    const huawei = contractOf('huawei');
    const inProject = exchangeOf(huawei, 'server.show');
    expect(checkOn(huawei, 'server.show/request-parameter/path/project_id', [inProject]).verdict).toBe('pass');
  });

  it('is asked only for what a document of the profile describes', () => {
    const openstack = contractOf('openstack');
    expect(requestParameter.plan(openstack.operations.get('server.create')!, openstack)).toEqual([]);
    const details = requestParameter
      .plan(contract.operations.get('server.pause')!, contract)
      .map(({ detail }) => detail);
    expect(details.toSorted()).toEqual(['body/pause', 'path/server_id']);
  });
});
