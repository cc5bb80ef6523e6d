import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { emptyBody } from './empty-body.ts';

const contract = contractOf('easystack');
const id = 'server.pause/empty-body';

describe('empty-body', () => {
  it('passes for an empty answer', () => {
    const check = checkOn(contract, id, [exchangeOf(contract, 'server.pause')]);
    expect(check).toMatchObject({ verdict: 'pass', level: 'must' });
    expect(check.rows).not.toEqual([]);
  });

  it.each([[{}], [''], ['OK'], [null], [{ server: {} }]])('fails for %j', (body) => {
    const check = checkOn(contract, id, [
      exchangeOf(contract, 'server.pause'),
      exchangeOf(contract, 'server.pause', { body }),
    ]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'body-unexpected', pointer: '' });
    expect(check).toMatchObject({ exchanges: ['x2'], finding: { actual: body } });
  });

  it('lets a refusal have a body', () => {
    const refused = exchangeOf(contract, 'server.pause', { status: 409, body: { conflictingRequest: {} } });
    expect(gist(checkOn(contract, id, [refused]))).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('judges the microversions that have no body, where others have one', () => {
    const openstack = contractOf('openstack');
    const at = (microversion: string, body: unknown) =>
      exchangeOf(openstack, 'server.evacuate', { microversion, body });
    expect(checkOn(openstack, 'server.evacuate/empty-body', [at('2.13', { adminPass: 'x' })])).toMatchObject({
      verdict: 'inconclusive',
    });
    expect(checkOn(openstack, 'server.evacuate/empty-body', [at('2.14', { adminPass: 'x' })])).toMatchObject({
      verdict: 'fail',
    });
    expect(checkOn(openstack, 'server.evacuate/empty-body', [at('2.14', undefined)])).toMatchObject({
      verdict: 'pass',
    });
  });

  it('is not asked of an operation that always answers with a body', () => {
    expect(emptyBody.plan(contract.operations.get('server.show')!, contract)).toEqual([]);
  });
});
