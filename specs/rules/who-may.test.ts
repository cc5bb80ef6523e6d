import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { deleted, forbidden, foreign, wrongParent } from './who-may.ts';

const contract = contractOf('easystack');

describe.each([
  ['forbidden', 'server.migrate', 403],
  ['foreign', 'server.pause', 404],
  ['deleted', 'server.pause', 404],
  ['wrong-parent', 'server.detach-volume', 404],
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

describe('a conflict', () => {
  const right = exchangeOf(contract, 'server.detach-volume');
  const sent = (status: number) =>
    exchangeOf(contract, 'server.detach-volume', {
      ...{ intent: 'wrong-parent', scenario: 'server.detach-volume/wrong-parent', status, body: undefined },
    });
  const judged = (...answers: number[]) =>
    checkOn(contract, 'server.detach-volume/wrong-parent', [right, ...answers.map(sent)]).verdict;

  it('says that the other server was in use, where another one was asked after it', () => {
    expect(judged(409, 404)).toBe('pass');
    expect(judged(404, 409)).toBe('fail');
    expect(judged(409, 409)).toBe('fail');
    expect(judged(202, 404)).toBe('fail');
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
