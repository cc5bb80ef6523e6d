import { describe, expect, it } from 'vitest';
import { operationOf } from '../testing/recording.ts';
import { contractOf } from '../testing/verdicts.ts';
import { requestThresholds, responseThresholds, statusThresholds } from './thresholds.ts';
import { parameterThresholds, trialsOf } from './trials.ts';
import { triedResponses } from './version-cases.ts';

const openstack = contractOf('openstack');
const easystack = contractOf('easystack');

describe('thresholds', () => {
  it('tells what a response shows from a microversion on, no more, or in another form', () => {
    const thresholds = responseThresholds(operationOf(openstack, 'hypervisor.list-details'), openstack);
    expect(thresholds.map(({ version }) => version)).toEqual(['2.28', '2.33', '2.53', '2.88']);
    expect(thresholds[2]).toMatchObject({
      below: '2.52',
      changes: [
        { path: 'hypervisors[].id', kind: 'changes' },
        { path: 'hypervisors[].service.id', kind: 'changes' },
        { path: 'hypervisors[].servers', kind: 'begins' },
      ],
    });
    expect(thresholds[3]!.changes).toContainEqual({ path: 'hypervisors[].vcpus', kind: 'ends' });
    expect(thresholds[3]!.changes).toContainEqual({ path: 'hypervisors[].uptime', kind: 'begins' });
  });

  it('leaves out what goes without saying: members of what begins', () => {
    const [first] = responseThresholds(operationOf(openstack, 'server-group.list'), openstack).slice(-1);
    expect(first!.changes.map(({ path }) => path)).not.toContain('server_groups[].rules.max_server_per_host');
  });

  it('knows where a body comes or goes', () => {
    const image = responseThresholds(operationOf(openstack, 'server.create-image'), openstack);
    expect(image).toEqual([{ version: '2.45', below: '2.44', changes: [{ path: '', kind: 'begins' }] }]);
  });

  it("takes a vendor's relaxations into account: what may be shown sooner does not begin", () => {
    const kinds = (contract: typeof openstack) =>
      responseThresholds(operationOf(contract, 'server.show'), contract)
        .flatMap(({ changes }) => changes)
        .filter(({ path }) => path === 'server.tags')
        .map(({ kind }) => kind);
    expect([kinds(openstack), kinds(easystack)]).toEqual([['begins'], ['settles']]);
  });

  it('tells request parameters that come, go, change or become mandatory', () => {
    const changes = requestThresholds(operationOf(openstack, 'keypair.create'), openstack);
    expect(changes.map(({ version }) => version)).toEqual(['2.2', '2.10', '2.92']);
    expect(changes[2]!.changes).toContainEqual({ path: 'keypair.public_key', kind: 'obliges' });
  });

  it('tells codes that change, and the end of an operation', () => {
    const statuses = (id: string) => statusThresholds(operationOf(openstack, id), openstack);
    expect([statuses('keypair.delete'), statuses('service.enable'), statuses('server.pause')]).toEqual([
      ['2.2'],
      ['2.53'],
      [],
    ]);
  });

  it('asks nothing of a profile without microversions', () => {
    const huawei = contractOf('huawei');
    for (const operation of huawei.operations.values()) {
      expect(responseThresholds(operation, huawei)).toEqual([]);
      expect(parameterThresholds(operation, huawei)).toEqual([]);
    }
  });

  it('has a trial of each request threshold that the shared profile holds', () => {
    const untried = [...openstack.operations.values()].flatMap((operation) => {
      const tried = trialsOf(operation, openstack).map((trial) => `${trial.threshold}/${trial.parameter}`);
      const promised = parameterThresholds(operation, openstack).map(
        ({ version, parameter }) => `${version}/${parameter}`,
      );
      return promised.filter((one) => !tried.includes(one)).map((one) => `${operation.id}/${one}`);
    });
    expect(untried).toEqual([]);
  });

  it('has no trial of a threshold that there is not', () => {
    const idle = [...openstack.operations.values()].flatMap((operation) => {
      const tried = trialsOf(operation, openstack);
      return (operation.trials ?? [])
        .filter((trial) => !tried.includes(trial))
        .map(({ parameter }) => `${operation.id}/${parameter}`);
    });
    expect(idle).toEqual([]);
  });

  it('names the rows that state a threshold of a vendor', () => {
    const [limit] = parameterThresholds(operationOf(easystack, 'hypervisor.list-details'), easystack);
    expect(limit).toMatchObject({ version: '2.33', parameter: 'query.limit' });
    expect(limit!.rows.map(({ id }) => id)).toEqual([
      'easystack-compute-6.1.2#hypervisor.list-details/microversion/limit',
    ]);
  });

  it('tries what costs little, and what a table names a case for, but of what must be alone only what its cases show', () => {
    const tried = (id: string, contract = openstack) =>
      triedResponses(operationOf(contract, id), contract).map(({ version }) => version);
    expect(tried('server.show').length).toBeGreaterThan(0);
    expect(tried('server.rename').length).toBeGreaterThan(0);
    expect(tried('server.attach-volume')).toEqual(['2.70', '2.79']);
    expect(tried('server.attach-volume', easystack)).toEqual([]);
    expect(tried('server.create')).toEqual([]);
    expect(tried('server.evacuate')).toEqual(['2.14']);
  });
});

describe('microversion rows', () => {
  it('are each named by a check', async () => {
    const { planChecks } = await import('../judge/judge.ts');
    const { RULES } = await import('../rules/index.ts');
    const named = new Set(planChecks(easystack, RULES).flatMap(({ check }) => check.rows));
    const rows = [...easystack.rows.values()].filter(({ place }) => place === 'microversion').map(({ id }) => id);
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter((id) => !named.has(id))).toEqual([]);
  });
});
