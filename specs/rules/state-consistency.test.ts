import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
type States = [status: string, vm: string, task: string | null, power: number];
const server = ([status, vm, task, power]: States) => ({
  id: 's1',
  status,
  'OS-EXT-STS:vm_state': vm,
  'OS-EXT-STS:task_state': task,
  'OS-EXT-STS:power_state': power,
});
const shown = (states: States) => exchangeOf(contract, 'server.show', { body: { server: server(states) } });
const of = (detail: string, states: States) =>
  gist(checkOn(contract, `server.show/state-consistency/${detail}`, [shown(states)]));

describe('state-consistency', () => {
  it.each<States>([
    ['ACTIVE', 'active', null, 1],
    ['ACTIVE', 'active', 'pausing', 1],
    ['RESIZE', 'stopped', 'resize_prep', 4],
    ['VERIFY_RESIZE', 'resized', null, 4],
    ['HARD_REBOOT', 'active', 'rebooting_hard', 1],
    ['ERROR', 'error', null, 3],
  ])('takes %s with %s, %s, %i', (...states) => {
    expect([of('status', states), of('power', states)]).toEqual([{ verdict: 'pass' }, { verdict: 'pass' }]);
  });

  it.each<[...States, string, string]>([
    ['ACTIVE', 'stopped', null, 4, 'status-inconsistent', 'status'],
    ['ACTIVE', 'active', 'resize_prep', 1, 'status-inconsistent', 'status'],
    ['ACTIVE', 'flying', null, 1, 'vm-state-unknown', 'OS-EXT-STS:vm_state'],
  ])('does not take %s with %s, %s', (status, vm, task, power, code, member) => {
    expect(of('status', [status, vm, task, power])).toEqual({ verdict: 'fail', code, pointer: `/server/${member}` });
  });

  it('asks for the power state only while nothing is under way, and not where the state was set by hand', () => {
    const off: States = ['ACTIVE', 'active', null, 4];
    expect(of('power', off)).toEqual({
      verdict: 'fail',
      code: 'power-state-inconsistent',
      pointer: '/server/OS-EXT-STS:power_state',
    });
    expect(of('power', ['ACTIVE', 'active', 'powering-off', 4])).toEqual({ verdict: 'pass' });
    const reset = exchangeOf(contract, 'server.reset-state', { parameters: { server_id: 's1' } });
    expect(checkOn(contract, 'server.show/state-consistency/power', [reset, shown(off)]).verdict).toBe('inconclusive');
  });

  it('knows nothing of what another run has set by hand', () => {
    const named = (name: string) => {
      const body = { server: { ...server(['ACTIVE', 'active', null, 4]), name } };
      return checkOn(contract, 'server.show/state-consistency/power', [exchangeOf(contract, 'server.show', { body })]);
    };
    expect(named('conform-0badcafe-3').verdict).toBe('inconclusive');
    expect(named('conform-run-3').verdict).toBe('fail');
    expect(named('conformal').verdict).toBe('fail');
  });

  it('looks at every server of a list, and goes by the document that says which statuses there are', () => {
    const huawei = contractOf('huawei');
    const list = exchangeOf(huawei, 'cloudserver.list-details', {
      body: { servers: [server(['ACTIVE', 'active', null, 1]), server(['SHUTOFF', 'active', null, 1])] },
    });
    const check = checkOn(huawei, 'cloudserver.list-details/state-consistency/status', [list]);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'status-inconsistent', pointer: '/servers/1/status' });
    expect(check.rows).toContain('huawei-ecs-v1#cloudserver.list-details/limit/status.ACTIVE');
  });
});
