import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { refused } from './refused.ts';

const contract = contractOf('easystack');
const OPERATION = 'flavor.add-access';
const id = `${OPERATION}/refused/access-twice`;
const right = exchangeOf(contract, OPERATION);
const sent = (status: number, defect = 'access-twice') =>
  exchangeOf(contract, OPERATION, { intent: 'refusal', defect, status, body: undefined });

describe('refused', () => {
  it('passes for the code of the table', () => {
    expect(checkOn(contract, id, [right, sent(409)])).toMatchObject({
      verdict: 'pass',
      rows: [`easystack-compute-6.1.2#${OPERATION}/error/409`],
    });
  });

  it('fails for another, and for success', () => {
    expect(gist(checkOn(contract, id, [right, sent(400)]))).toMatchObject({ verdict: 'fail', code: 'refusal-status' });
    expect(gist(checkOn(contract, id, [right, sent(200)]))).toMatchObject({ verdict: 'fail', code: 'refusal-missing' });
  });

  it('leaves the requests for other reasons alone', () => {
    expect(gist(checkOn(contract, id, [right, sent(200, 'another')]))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
  });

  it('asks nothing of documents that state no codes', () => {
    const huawei = contractOf('huawei');
    expect(refused.plan(huawei.operations.get('keypair.create')!, huawei)).toEqual([]);
  });
});
