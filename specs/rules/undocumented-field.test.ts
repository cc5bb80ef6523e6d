import { describe, expect, it } from 'vitest';
import type { Contract } from '../contract/types.ts';
import { setPointer } from '../exercise/pointer.ts';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { undocumentedField } from './undocumented-field.ts';

const contract = contractOf('openstack');
const id = 'server.show/undocumented-field';
const at = { microversion: '2.93' };

function shownWith(pointer: string, value: unknown) {
  const { body } = exchangeOf(contract, 'server.show', at).response!;
  return exchangeOf(contract, 'server.show', { ...at, body: setPointer(body, pointer, value) });
}

function withPolicy(undocumentedFields: Contract['profile']['undocumentedFields']): Contract {
  return { ...contract, profile: { ...contract.profile, undocumentedFields } };
}

describe('undocumented-field', () => {
  it('passes where every member is known', () => {
    const check = checkOn(contract, id, [exchangeOf(contract, 'server.show', at)]);
    expect(gist(check)).toEqual({ verdict: 'pass' });
  });

  it.each([
    ['/server/cell', 'x'],
    ['/cell', {}],
    ['/server/flavor/cell', null],
    ['/server/links/0/cell', 1],
    ['/server/addresses/entry/0/cell~1a', 1],
  ])('notes %s', (pointer, value) => {
    const check = checkOn(contract, id, [exchangeOf(contract, 'server.show', at), shownWith(pointer, value)]);
    expect(gist(check)).toEqual({ verdict: 'pass', code: 'field-undocumented', pointer });
    expect(check).toMatchObject({ level: 'may', exchanges: ['x2'], finding: { actual: value } });
  });

  it('names each unknown field once', () => {
    const body = {
      servers: [
        { id: 'a', x: 1 },
        { id: 'b', x: 2, y: 3 },
      ],
    };
    const check = checkOn(contract, 'server.list/undocumented-field', [
      exchangeOf(contract, 'server.list', { ...at, body }),
    ]);
    expect(check.finding?.message.en).toBe('The document does not know servers[].x, servers[].y.');
  });

  it.each([
    ['note', 'may', 'pass'],
    ['warn', 'should', 'fail'],
    ['fail', 'must', 'fail'],
  ] as const)('goes by the profile: %s', (policy, level, verdict) => {
    const check = checkOn(withPolicy(policy), id, [shownWith('/server/cell', 1)]);
    expect(check).toMatchObject({ level, verdict, finding: { code: 'field-undocumented' } });
  });

  it('takes a field of a later microversion for unknown', () => {
    const { body } = exchangeOf(contract, 'server.show', at).response!;
    const early = exchangeOf(contract, 'server.show', { microversion: '2.8', body });
    expect(checkOn(contract, id, [early]).finding?.message.en).toContain('server.locked');
  });

  it('leaves maps and open objects alone', () => {
    for (const pointer of ['/server/metadata/anything', '/server/flavor/extra_specs/anything']) {
      expect(gist(checkOn(contract, id, [shownWith(pointer, 'x')]))).toEqual({ verdict: 'pass' });
    }
  });

  it('is not asked where nothing is answered, and sees nothing in a refusal', () => {
    expect(undocumentedField.plan(contract.operations.get('server.pause')!, contract)).toEqual([]);
    const refused = exchangeOf(contract, 'server.show', { status: 404, body: { cell: 1 } });
    expect(gist(checkOn(contract, id, [refused]))).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });
});
