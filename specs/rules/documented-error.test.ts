import { describe, expect, it } from 'vitest';
import type { Intent } from '../recording/types.ts';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { documentedError } from './documented-error.ts';

const contract = contractOf('easystack');
const OPERATION = 'aggregate.create';
const right = exchangeOf(contract, OPERATION);
const sent = (intent: Intent, status: number, defect?: string) =>
  exchangeOf(contract, OPERATION, { intent, status, body: undefined, ...(defect ? { defect } : {}) });

describe('documented-error', () => {
  it.each([
    [400, sent('bad-request', 400, 'null/aggregate')],
    [401, sent('bad-token', 401)],
    [403, sent('forbidden', 403)],
    [409, sent('refusal', 409, 'name-twice')],
  ])('passes where %i was given for its cause', (code, exchange) => {
    const check = checkOn(contract, `${OPERATION}/documented-error/${code}`, [right, exchange]);
    expect(check).toMatchObject({ verdict: 'pass', exchanges: ['x2', 'x1'] });
    expect(check.rows).toEqual([`easystack-compute-6.1.2#${OPERATION}/error/${code}`]);
  });

  it('fails where no request that had to give the code gave it', () => {
    const check = checkOn(contract, `${OPERATION}/documented-error/409`, [right, sent('refusal', 200, 'name-twice')]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'error-code-missing', pointer: '/status' });
  });

  it('does not take a code for another cause, nor without an accepted request', () => {
    const id = `${OPERATION}/documented-error/409`;
    expect(gist(checkOn(contract, id, [right, sent('bad-request', 409, 'null/aggregate')]))).toMatchObject({
      verdict: 'inconclusive',
    });
    expect(gist(checkOn(contract, id, [sent('refusal', 409, 'name-twice')]))).toEqual({
      verdict: 'inconclusive',
      reason: 'no-twin',
    });
  });

  it('plans what a caller can bring about', () => {
    const codes = (id: string, own = contract) =>
      documentedError.plan(own.operations.get(id)!, own).map(({ detail }) => detail);
    expect(codes('server.create')).toEqual(['400', '401', '403', '409']);
    expect(codes('flavor.list')).toEqual(['401']);
    expect(codes('server.attach-interface', contractOf('openstack'))).toEqual(['400', '401', '404', '409']);
  });
});
