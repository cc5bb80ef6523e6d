import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { deleted, forbidden, foreign } from './who-may.ts';
import { wrongParent } from './wrong-parent.ts';

const contract = contractOf('easystack');

describe.each([
  ['forbidden', 'server.migrate', 403],
  ['foreign', 'server.pause', 404],
  ['deleted', 'server.pause', 404],
] as const)('%s', (intent, operation, status) => {
  const id = `${operation}/${intent}`;
  const right = exchangeOf(contract, operation);
  const sent = (answer: number) => exchangeOf(contract, operation, { intent, status: answer, body: undefined });

  it(`passes for ${status}`, () => {
    expect(checkOn(contract, id, [right, sent(status)])).toMatchObject({ verdict: 'pass', level: 'must' });
  });

  it.each([
    [202, 'refusal-missing'],
    [500, 'refusal-status'],
  ])('fails for %i', (answer, code) => {
    expect(gist(checkOn(contract, id, [right, sent(answer)]))).toEqual({ verdict: 'fail', code, pointer: '/status' });
  });

  it('needs an accepted request beside it', () => {
    expect(gist(checkOn(contract, id, [sent(status)]))).toEqual({ verdict: 'inconclusive', reason: 'no-twin' });
  });
});

describe('who may', () => {
  it('is asked where it fits', () => {
    const planned = (id: string) =>
      [forbidden, foreign, deleted, wrongParent].filter(
        (rule) => rule.plan(contract.operations.get(id)!, contract).length > 0,
      );
    expect(planned('server.list')).toEqual([]);
    expect(planned('aggregate.list')).toEqual([forbidden]);
    expect(planned('keypair.delete')).toEqual([foreign]);
    expect(planned('server.migrate')).toEqual([forbidden, deleted]);
    expect(planned('server.detach-interface')).toEqual([foreign, deleted, wrongParent]);
  });
});
