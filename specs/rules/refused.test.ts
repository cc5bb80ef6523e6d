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

  it('takes either where the documents leave it open, but nothing else', () => {
    const huawei = contractOf('huawei');
    const defect = 'batch-public-ip';
    const plain = exchangeOf(huawei, 'baremetal.create');
    const judged = (status: number) =>
      gist(
        checkOn(huawei, `baremetal.create/refused/${defect}`, [
          plain,
          exchangeOf(huawei, 'baremetal.create', { intent: 'refusal', defect, status }),
        ]),
      );
    expect(judged(200)).toEqual({ verdict: 'pass' });
    expect(judged(400)).toEqual({ verdict: 'pass' });
    expect(judged(500)).toMatchObject({ verdict: 'fail', code: 'refusal-status' });
  });

  it('rests on the row that states the condition, where no code is documented', () => {
    const huawei = contractOf('huawei');
    const planned = refused.plan(huawei.operations.get('baremetal.create')!, huawei);
    expect(planned.find(({ detail }) => detail === 'two-vpcs')).toEqual({
      ...{ detail: 'two-vpcs', level: 'must' },
      rows: ['huawei-bms-v1#baremetal.create/limit/server.nics.vpc'],
    });
    expect(planned.find(({ detail }) => detail === 'bandwidth-between-ends')).toMatchObject({ level: 'may' });
  });

  it('asks nothing of documents that state no codes', () => {
    const huawei = contractOf('huawei');
    expect(refused.plan(huawei.operations.get('keypair.create')!, huawei)).toEqual([]);
  });
});
