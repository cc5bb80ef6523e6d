import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('easystack');
const server = (members: object) => ({ server: { id: 'a', links: [], adminPass: 'x', ...members } });
const created = (body: object, request: object, more: object = {}) =>
  exchangeOf(contract, 'server.create', {
    status: 202,
    body,
    request: { method: 'POST', url: 'http://c/servers', headers: {}, body: { server: request } },
    ...more,
  });

describe('a statement', () => {
  const id = 'server.create/statement/password-generated';

  it('holds, and rests on the row that makes it', () => {
    expect(checkOn(contract, id, [created(server({}), { name: 'n' })])).toMatchObject({
      verdict: 'pass',
      rows: ['easystack-compute-6.1.2#server.create/limit/server.adminPass.generated'],
    });
  });

  it('does not hold where an answer breaks it', () => {
    expect(gist(checkOn(contract, id, [created(server({ adminPass: '' }), { name: 'n' })]))).toEqual({
      verdict: 'fail',
      code: 'statement-minLength',
      pointer: '/server/adminPass',
    });
  });

  it('is about the requests that fit it alone', () => {
    const check = checkOn(contract, id, [created(server({ adminPass: '' }), { name: 'n', adminPass: 'y' })]);
    expect(gist(check)).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('compares with the facts that the run noted, and says nothing where it noted none', () => {
    const zone = 'aggregate.create/statement/zone-of-the-aggregate';
    const sent = (shown: string, facts?: Record<string, string>) =>
      exchangeOf(contract, 'aggregate.create', {
        scenario: 'aggregate.create/documented@2.41',
        body: { aggregate: { id: 1, availability_zone: shown } },
        request: { method: 'POST', url: 'http://c', headers: {}, body: { aggregate: { availability_zone: 'z' } } },
        ...(facts ? { facts } : {}),
      });
    expect(gist(checkOn(contract, zone, [sent('z', { name: 'z' })]))).toEqual({ verdict: 'pass' });
    expect(gist(checkOn(contract, zone, [sent('other', { name: 'z' })]))).toMatchObject({ verdict: 'fail' });
    expect(gist(checkOn(contract, zone, [sent('z')]))).toMatchObject({ verdict: 'inconclusive' });
  });

  it('waits for what it takes for granted', () => {
    const platform = 'aggregate.list/statement/platform';
    const hypervisors = (state: string) =>
      exchangeOf(contract, 'hypervisor.list-details', { body: { hypervisors: [{ state, status: 'enabled' }] } });
    const asked = (status: number) => exchangeOf(contract, 'aggregate.list', { status });
    expect(gist(checkOn(contract, platform, [hypervisors('down'), asked(200)]))).toEqual({
      verdict: 'inconclusive',
      reason: 'precondition',
    });
    expect(gist(checkOn(contract, platform, [hypervisors('up'), asked(200)]))).toEqual({ verdict: 'pass' });
    expect(gist(checkOn(contract, platform, [hypervisors('up'), asked(500)]))).toMatchObject({ verdict: 'fail' });
  });

  it('says that nothing in a list fits, and not what is wrong with the first of it', () => {
    const catalog = [{ type: 'network', endpoints: [{ url: 'https://c' }] }];
    const issued = exchangeOf(contract, 'token.create', { status: 201, body: { token: { catalog } } });
    expect(gist(checkOn(contract, 'token.create/statement/compute-in-the-catalog', [issued]))).toEqual({
      verdict: 'fail',
      code: 'statement-contains',
      pointer: '/token/catalog',
    });
  });

  it('finds an error in disguise', () => {
    const body = { badRequest: { code: 400, message: 'no' } };
    const disguised = exchangeOf(contract, 'server.show', { status: 200, body });
    expect(gist(checkOn(contract, 'server.show/statement/failure', [disguised]))).toMatchObject({ verdict: 'fail' });
  });
});
