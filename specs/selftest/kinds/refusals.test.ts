import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../testing/recording.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import { acceptedRefusals, otherCodes } from './refusals.ts';

const contract = contractOf('openstack');
const kindOf = (kinds: typeof otherCodes, id: string) => kinds.find((kind) => kind.id === id)!;
const asked = (operation: string, status: number) => [
  exchangeOf(contract, operation),
  exchangeOf(contract, operation, { intent: 'wrong-parent', status, body: undefined }),
];
const statusesOf = (kinds: typeof otherCodes, id: string, operation: string, status: number) =>
  triedOn(contract, kindOf(kinds, id), asked(operation, status)).map(({ mutant, fate }) => [
    fate,
    mutant.change.exchanges?.[0]?.response?.status,
  ]);

describe('a request for what belongs to another server', () => {
  it('is accepted where it has to be refused, and only there', () => {
    expect(statusesOf(acceptedRefusals, 'accepted-wrong-parent', 'server.detach-volume', 404)).toEqual([
      ['killed', 202],
    ]);
    expect(statusesOf(acceptedRefusals, 'accepted-wrong-parent', 'server.detach-interface', 404)).toEqual([]);
  });

  it.each([404, 202])('is answered with another code than those of the table, where that had been %i', (status) => {
    const tried = statusesOf(otherCodes, 'other-code-wrong-parent', 'server.detach-interface', status);
    expect(tried).toEqual([['killed', expect.toSatisfy((code) => [400, 403, 409].includes(code as number))]]);
  });
});
