import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { badToken, noToken, unknownId } from './refusal.ts';

const contract = contractOf('easystack');
const TOKEN = 'easystack-compute-6.1.2#common/header/X-Auth-Token';

describe.each([
  ['no-token', noToken, 401],
  ['bad-token', badToken, 401],
  ['unknown-id', unknownId, 404],
] as const)('%s', (intent, rule, status) => {
  const id = `server.show/${intent}`;
  const header = status === 401 ? [TOKEN] : [];
  const sent = (answer: number) => exchangeOf(contract, 'server.show', { intent, status: answer });

  it(`passes for ${status}, by the row of the operation`, () => {
    expect(checkOn(contract, id, [sent(status)])).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: [`easystack-compute-6.1.2#server.show/error/${status}`, ...header],
    });
  });

  it.each([
    [200, 'refusal-missing'],
    [202, 'refusal-missing'],
    [300, 'refusal-missing'],
    [400, 'refusal-status'],
    [403, 'refusal-status'],
    [500, 'refusal-status'],
  ])('fails for %i', (answer, code) => {
    const check = checkOn(contract, id, [sent(status), sent(answer)]);
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer: '/status' });
    expect(check).toMatchObject({ exchanges: ['x2'], finding: { expected: status, actual: answer } });
  });

  it.each([429, 503])('is inconclusive where the target was too busy (%i)', (answer) => {
    expect(gist(checkOn(contract, id, [sent(answer)]))).toEqual({ verdict: 'inconclusive', reason: 'target-busy' });
    expect(checkOn(contract, id, [sent(answer), sent(status)])).toMatchObject({ verdict: 'pass', exchanges: ['x2'] });
  });

  it('judges its own requests alone', () => {
    const others = (['case', 'poll', 'no-token', 'bad-token', 'unknown-id'] as const).filter(
      (other) => other !== intent,
    );
    const exchanges = others.map((other) => exchangeOf(contract, 'server.show', { intent: other, status: 418 }));
    expect(gist(checkOn(contract, id, exchanges))).toEqual({ verdict: 'inconclusive', reason: 'not-exercised' });
  });

  it('says why its request was not sent', () => {
    const scenarios = [
      { operation: 'server.show', intent, state: 'not-allowed' as const, reason: 'not-allowed', detail: 'No.' },
    ];
    expect(gist(checkOn(contract, id, [], { scenarios }))).toEqual({
      verdict: 'not-applicable',
      reason: 'not-allowed',
    });
  });

  it('rests on the common codes of a document, or on an upstream fact', () => {
    const group = contract.operations.get('server-group.delete')!;
    const [check] = rule.plan(group, contract);
    const own = contract.rows.has(`easystack-compute-6.1.2#server-group.delete/error/${status}`);
    expect(check?.rows).toEqual([
      `easystack-compute-6.1.2#${own ? 'server-group.delete' : 'common'}/error/${status}`,
      ...header,
    ]);
    const openstack = contractOf('openstack');
    expect(rule.plan(openstack.operations.get('server.pause')!, openstack)[0]?.rows).toEqual([
      `nova#server.pause/error/${status}`,
    ]);
  });
});

describe('a refusal', () => {
  it('is asked only of what can be refused for that', () => {
    const planned = (id: string) =>
      [noToken, badToken, unknownId].filter((rule) => rule.plan(contract.operations.get(id)!, contract).length > 0);
    expect(planned('token.create')).toEqual([]);
    expect(planned('server.list')).toEqual([noToken, badToken]);
    expect(planned('server.show')).toEqual([noToken, badToken, unknownId]);
    const inProject = { ...contract.operations.get('server.list')!, path: '/{project_id}/servers' };
    expect(unknownId.plan(inProject, contract)).toEqual([]);
  });
});
