import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { exampleAccepted } from './example-accepted.ts';

const contract = contractOf('easystack');
const id = 'server.create/example-accepted/request-1';
const sent = (changes = {}) => exchangeOf(contract, 'server.create', { example: 'request-1', ...changes });

describe('example-accepted', () => {
  it('passes where the example was answered with success, and rests on the code of the same document', () => {
    expect(checkOn(contract, id, [sent()])).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['easystack-compute-6.1.2#server.create/status/202'],
    });
  });

  it.each([400, 403, 500])('fails where it was refused with %i', (status) => {
    const check = checkOn(contract, id, [sent(), sent({ status })]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'example-refused', pointer: '/status' });
    expect(check).toMatchObject({ exchanges: ['x2'], finding: { actual: status } });
  });

  it.each([429, 503])('is inconclusive where the target was too busy (%i)', (status) => {
    expect(gist(checkOn(contract, id, [sent({ status })]))).toEqual({ verdict: 'inconclusive', reason: 'target-busy' });
    expect(checkOn(contract, id, [sent({ status }), sent()])).toMatchObject({ verdict: 'pass', exchanges: ['x2'] });
  });

  it('does not judge another example, a spoiled request, or one of set-up', () => {
    const others = [
      sent({ example: 'request-3', status: 400 }),
      sent({ intent: 'no-token', status: 401 }),
      sent({ intent: 'setup', status: 400 }),
    ];
    expect(gist(checkOn(contract, id, others))).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });

  it('plans each example that a case uses once, and of several the first that there is', () => {
    const operation = contract.operations.get('server.create')!;
    const details = (...names: (string | string[])[]) =>
      exampleAccepted
        .plan({ ...operation, exercise: names.map((example) => ({ example })) }, contract)
        .map(({ detail }) => detail);
    expect(details('request-1', 'request-1', 'request-3')).toEqual(['request-1', 'request-3']);
    expect(details(['request-9', 'request-2', 'request-1'])).toEqual(['request-2']);
    expect(details('request-9')).toEqual([]);
    expect(
      exampleAccepted.plan(contractOf('openstack').operations.get('server.create')!, contractOf('openstack')),
    ).toEqual([]);
  });

  it('rests on an upstream fact where the document gives no code', () => {
    const huawei = contractOf('huawei');
    const [check] = exampleAccepted.plan(huawei.operations.get('server.create')!, huawei);
    expect(check?.rows).toEqual(['nova#server.create/body/request-1']);
  });
});
