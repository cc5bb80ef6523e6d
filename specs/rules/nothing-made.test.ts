import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const id = 'keypair.create/nothing-made';
const refused = (status = 400, name: unknown = 'conform-1') =>
  exchangeOf(contract, 'keypair.create', {
    intent: 'bad-request',
    defect: 'additionalProperties/keypair',
    status,
    body: undefined,
    request: { method: 'POST', url: 'https://cloud.example.com/os-keypairs', headers: {}, body: { keypair: { name } } },
  });
const look = (names: string[]) =>
  exchangeOf(contract, 'keypair.list', {
    intent: 'look',
    follows: 'x1',
    absent: ['conform-1', 'conform-2'],
    body: { keypairs: names.map((name) => ({ keypair: { name } })) },
  });

describe('nothing-made', () => {
  it('passes where no refused name is in the list', () => {
    expect(gist(checkOn(contract, id, [refused(), look(['another'])]))).toEqual({ verdict: 'pass' });
  });

  it('fails where one is', () => {
    const check = checkOn(contract, id, [refused(), look(['another', 'conform-2'])]);
    expect(gist(check)).toMatchObject({ verdict: 'fail', code: 'left-behind' });
    expect(check).toMatchObject({ exchanges: ['x2', 'x1'], finding: { actual: 'conform-2' } });
  });

  it('leaves what was accepted to the rule on that', () => {
    expect(gist(checkOn(contract, id, [refused(200), look(['conform-1'])]))).toEqual({ verdict: 'pass' });
  });

  it('needs a look', () => {
    expect(gist(checkOn(contract, id, [refused()]))).toMatchObject({ verdict: 'inconclusive' });
  });
});
