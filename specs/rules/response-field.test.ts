import { describe, expect, it } from 'vitest';
import { setPointer, unsetPointer } from '../exercise/pointer.ts';
import type { Exchange } from '../recording/types.ts';
import { type Changes, exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { responseField } from './response-field.ts';

const openstack = contractOf('openstack');
const easystack = contractOf('easystack');

/** A shown server with one member changed (or, for `undefined`, taken out). */
function shown(pointer: string, value: unknown, changes: Changes = {}) {
  const exchange = exchangeOf(openstack, 'server.show', { microversion: '2.93', ...changes });
  const { body } = exchange.response!;
  const changed = value === undefined ? unsetPointer(body, pointer) : setPointer(body, pointer, value);
  return exchangeOf(openstack, 'server.show', { microversion: '2.93', ...changes, body: changed });
}

const fieldOf = (path: string) => `server.show/response-field/server.${path}`;
const judged = (path: string, pointer: string, value: unknown, changes?: Changes) =>
  gist(checkOn(openstack, fieldOf(path), [shown(pointer, value, changes)]));

describe('response-field', () => {
  it('passes where the field is there and right', () => {
    const check = checkOn(openstack, fieldOf('name'), [shown('/server/name', 'web')]);
    expect(check).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['nova#server.show/response/server.name'],
      exchanges: ['x1'],
    });
  });

  const wrong: [string, string, unknown, string][] = [
    ['name', '/server/name', undefined, 'field-missing'],
    ['name', '/server/name', 7, 'field-type'],
    ['name', '/server/name', '', 'field-minLength'],
    ['name', '/server/name', 'x'.repeat(256), 'field-maxLength'],
    ['id', '/server/id', '1', 'field-format'],
    ['created', '/server/created', '2024-03-05 07:09:11', 'field-format'],
    ['status', '/server/status', 'active', 'field-enumeration'],
    ['hostId', '/server/hostId', 'XYZ', 'field-format'],
    ['progress', '/server/progress', 101, 'field-maximum'],
    ['progress', '/server/progress', -1, 'field-minimum'],
    ['tags', '/server/tags', Array.from({ length: 51 }, (_, index) => `${index}`), 'field-maxItems'],
    ['tags', '/server/tags', null, 'field-type'],
    ['flavor', '/server/flavor', 'm1.tiny', 'field-type'],
    ['flavor.ram', '/server/flavor/ram', undefined, 'field-missing'],
    ['flavor.ram', '/server/flavor/ram', '512', 'field-type'],
    ['links[].href', '/server/links/0/href', undefined, 'field-missing'],
    ['links[].href', '/server/links/0/href', 5, 'field-type'],
    ['addresses.*[].addr', '/server/addresses/entry/0/addr', '192.0.2.300', 'field-format'],
    ['addresses.*[].OS-EXT-IPS:type', '/server/addresses/entry/0/OS-EXT-IPS:type', undefined, 'field-missing'],
    // An item belongs to its list, an entry to its map.
    ['tags', '/server/tags/0', 5, 'field-type'],
    ['tags', '/server/tags/0', 'a,b', 'field-format'],
    ['links', '/server/links/0', 'self', 'field-type'],
    ['metadata', '/server/metadata/entry', 5, 'field-type'],
    ['addresses', '/server/addresses/entry', {}, 'field-type'],
    ['addresses', '/server/addresses/entry/0', 'x', 'field-type'],
    ['flavor.extra_specs', '/server/flavor/extra_specs/hw:cpu~1', 5, 'field-type'],
  ];
  it.each(wrong)('fails for %s at %s being %j with %s', (path, pointer, value, code) => {
    expect(judged(path, pointer, value)).toEqual({ verdict: 'fail', code, pointer });
  });

  it('judges each field by itself', () => {
    const exchange = shown('/server/name', 7);
    const other = checkOn(openstack, fieldOf('status'), [exchange]);
    expect(other.verdict).toBe('pass');
    expect(checkOn(openstack, fieldOf('flavor.ram'), [shown('/server/flavor', 'm1.tiny')])).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
  });

  it('points at the first wrong place of several, and shows what is there', () => {
    const body = {
      servers: [
        { id: 'a', name: 'x', links: [] },
        { id: 'b', name: 7, links: [] },
      ],
    };
    const check = checkOn(openstack, 'server.list/response-field/servers[].name', [
      exchangeOf(openstack, 'server.list', { body }),
    ]);
    expect(check.finding).toMatchObject({
      code: 'field-type',
      pointer: '/servers/1/name',
      actual: 7,
      expected: { type: 'string' },
    });
  });

  it('shows a marker where something was taken out, and not what stood in for it', () => {
    const marker = '«redacted:user-data:text:14:0123abcd»';
    const huawei = contractOf('huawei');
    const id = 'cloudserver.list-details/response-field/servers[].OS-EXT-SRV-ATTR:user_data';
    const pointer = '/servers/0/OS-EXT-SRV-ATTR:user_data';
    const { body } = exchangeOf(huawei, 'cloudserver.list-details').response!;
    const exchange = exchangeOf(huawei, 'cloudserver.list-details', { body: setPointer(body, pointer, marker) });
    expect(checkOn(huawei, id, [exchange]).finding).toMatchObject({ code: 'field-format', pointer, actual: marker });
  });

  it('asks for a field at its microversions alone', () => {
    expect(judged('locked', '/server/locked', undefined, { microversion: '2.8' })).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    expect(judged('locked', '/server/locked', undefined, { microversion: '2.9' })).toMatchObject({
      code: 'field-missing',
    });
    expect(judged('locked', '/server/locked', 'no', { microversion: '2.8' })).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    const id = 'hypervisor.list-details/response-field/hypervisors[].id';
    const of = (microversion: string, body: unknown) =>
      checkOn(openstack, id, [exchangeOf(openstack, 'hypervisor.list-details', { microversion, body })]).verdict;
    expect(of('2.52', { hypervisors: [{ id: 1 }] })).toBe('pass');
    expect(of('2.53', { hypervisors: [{ id: 1 }] })).toBe('fail');
  });

  it('lets an optional field be missing, and judges it where it is there', () => {
    expect(judged('fault', '/server/fault', undefined)).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
    expect(judged('fault', '/server/fault', 'broken')).toMatchObject({ verdict: 'fail', code: 'field-type' });
    expect(judged('OS-EXT-SRV-ATTR:host', '/server/OS-EXT-SRV-ATTR:host', undefined)).toMatchObject({
      verdict: 'inconclusive',
    });
  });

  it('demands no field with a condition of a resource that is on its way out', () => {
    const without = shown('/server/progress', undefined, { id: 'x2', sentAt: '2024-03-05T07:09:12.000Z' });
    const { id } = (without.response!.body as { server: { id: string } }).server;
    const removal = (status: number) =>
      exchangeOf(openstack, 'server.delete', {
        parameters: { server_id: id },
        sentAt: '2024-03-05T07:09:11.000Z',
        status,
      });
    const restored = exchangeOf(openstack, 'recycle-bin.restore', {
      id: 'x3',
      parameters: { server_id: id },
      sentAt: '2024-03-05T07:09:11.500Z',
    });
    const verdict = (...before: Exchange[]) => checkOn(openstack, fieldOf('progress'), [...before, without]).verdict;
    expect(verdict()).toBe('fail');
    expect(verdict(removal(204))).toBe('inconclusive');
    expect(verdict(removal(409))).toBe('fail');
    expect(verdict(removal(204), restored)).toBe('fail');
  });

  it('expects a field with a condition where the object around it fulfils that', () => {
    const without = (status: string) => {
      const { body } = shown('/server/progress', undefined).response!;
      const exchange = exchangeOf(openstack, 'server.show', {
        microversion: '2.93',
        body: setPointer(body, '/server/status', status),
      });
      return checkOn(openstack, fieldOf('progress'), [exchange]).verdict;
    };
    expect(without('ACTIVE')).toBe('fail');
    expect(without('SHUTOFF')).toBe('inconclusive');
  });

  it('blames the list where one of its items had to fit', () => {
    const { body } = exchangeOf(openstack, 'token.create').response!;
    const exchange = exchangeOf(openstack, 'token.create', {
      body: setPointer(body, '/token/catalog/0/type', 'image'),
    });
    expect(gist(checkOn(openstack, 'token.create/response-field/token.catalog', [exchange]))).toEqual({
      verdict: 'fail',
      code: 'field-contains',
      pointer: '/token/catalog',
    });
    expect(checkOn(openstack, 'token.create/response-field/token.catalog[].type', [exchange]).verdict).toBe('pass');
  });

  it('has the level of its row: in table and example, in the table alone, in an example alone', () => {
    const level = (path: string) => checkOn(easystack, fieldOf(path), []).level;
    expect([level('accessIPv4'), level('share_network'), level('flavor.ram')]).toEqual(['must', 'should', 'may']);
  });

  it('looks at no refusal, and at no answer without a body', () => {
    for (const changes of [{ status: 404 }, { body: undefined }]) {
      const exchange = exchangeOf(openstack, 'server.show', changes);
      expect(gist(checkOn(openstack, fieldOf('name'), [exchange]))).toEqual({
        verdict: 'inconclusive',
        reason: 'not-observed',
      });
    }
    expect(responseField.plan(openstack.operations.get('server.pause')!, openstack)).toEqual([]);
  });

  it('excuses a missing field, or drops the check, as an erratum rules', () => {
    const row = easystack.rows.get('easystack-compute-6.1.2#server.show/response/server.name')!;
    const { body } = exchangeOf(easystack, 'server.show').response!;
    const without = exchangeOf(easystack, 'server.show', { body: unsetPointer(body, '/server/name') });
    const ruled = (effect: object) => {
      const erratum = { id: 'e', findings: ['f'], rows: [row.id], ruling: { en: 'r', zh: 'r' }, effect };
      return { ...easystack, rows: new Map(easystack.rows).set(row.id, { ...row, erratum } as typeof row) };
    };
    expect(checkOn(ruled({ level: 'may' }), fieldOf('name'), [without]).verdict).toBe('fail');
    expect(checkOn(ruled({ optional: true }), fieldOf('name'), [without]).verdict).toBe('inconclusive');
    expect(() => checkOn(ruled({ exclude: 'no sense in it' }), fieldOf('name'), [without])).toThrow('has no check');
  });
});
