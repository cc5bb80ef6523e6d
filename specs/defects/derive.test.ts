import { describe, expect, it } from 'vitest';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { badRequests } from './bad-requests.ts';
import { deriveDefects } from './derive.ts';

const contract = contractOf('openstack');
const derive = (message: string, version: string, base: unknown) =>
  deriveDefects(contract.schemas, message, version, base);
const ids = (message: string, version: string, base: unknown) => derive(message, version, base).map(({ id }) => id);

describe('deriveDefects', () => {
  const aggregate = { aggregate: { name: 'one' } };

  it('finds each keyword that a small message has', () => {
    expect(ids('aggregate.create.request', '2.1', aggregate)).toEqual([
      'required/aggregate',
      'additionalProperties/body',
      'type/aggregate',
      'null/aggregate',
      'required/aggregate.name',
      'additionalProperties/aggregate',
      'type/aggregate.name',
      'null/aggregate.name',
      'minLength/aggregate.name',
      'maxLength/aggregate.name',
      'pattern/aggregate.name',
      'type/aggregate.availability_zone',
      'minLength/aggregate.availability_zone',
      'maxLength/aggregate.availability_zone',
      'pattern/aggregate.availability_zone',
    ]);
  });

  it('says what to put in or to take out', () => {
    const defects = new Map(derive('aggregate.create.request', '2.1', aggregate).map((defect) => [defect.id, defect]));
    expect(defects.get('required/aggregate.name')).toMatchObject({ pointer: '/aggregate/name', status: 400 });
    expect(defects.get('required/aggregate.name')).not.toHaveProperty('value');
    expect(defects.get('maxLength/aggregate.name')?.value).toHaveLength(256);
    expect(defects.get('additionalProperties/aggregate')).toMatchObject({
      pointer: '/aggregate/conform_unknown',
      value: 'x',
    });
  });

  it('makes what the base does not have, to spoil it', () => {
    const server = { server: { name: 'one', flavorRef: '1' } };
    const found = derive('server.create.request', '2.1', server).find(
      ({ id }) => id === 'enum/server.block_device_mapping_v2[].source_type',
    );
    expect(found).toMatchObject({
      pointer: '/server/block_device_mapping_v2',
      value: [{ source_type: 'conform-unknown' }],
    });
  });

  it('follows the microversion', () => {
    const group = { server_group: { name: 'one', policies: ['affinity'] } };
    expect(ids('server-group.create.request', '2.1', group)).toContain('minItems/server_group.policies');
    expect(ids('server-group.create.request', '2.64', group)).toEqual([]);
    const later = { server_group: { name: 'one', policy: 'affinity' } };
    expect(ids('server-group.create.request', '2.64', later)).toContain(
      'minimum/server_group.rules.max_server_per_host',
    );
  });

  it('has none for a base that is wrong itself', () => {
    expect(ids('aggregate.create.request', '2.1', { aggregate: { name: '' } })).toEqual([]);
  });

  it('takes the code that the schema gives for a limit that is a quota', () => {
    const server = { server: { name: 'one', flavorRef: '1' } };
    const found = derive('server.create.request', '2.1', server);
    expect(found.find(({ id }) => id === 'maxLength/server.personality[].path')?.status).toBe(403);
    expect(found.find(({ id }) => id === 'maxLength/server.name')?.status).toBe(400);
  });
});

describe.each(PROFILES)('bad requests of %s', (profile) => {
  const own = contractOf(profile);
  const requests = [...own.operations.values()].filter(({ request, service }) => request && service !== 'identity');

  it('are there for each operation that has a body', () => {
    expect(requests.filter((operation) => badRequests(operation, own).length === 0).map(({ id }) => id)).toEqual([]);
  });

  it('have a name each', () => {
    for (const operation of requests) {
      const names = badRequests(operation, own).map(({ defect }) => defect.id);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
