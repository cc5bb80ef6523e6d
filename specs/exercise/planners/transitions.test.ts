import { describe, expect, it } from 'vitest';
import { loadContract } from '../../contract/load.ts';
import type { Possibilities } from '../versions.ts';
import { transitions } from './transitions.ts';

const contract = loadContract('openstack');
const target: Possibilities = {
  allow: { create: true, admin: true, destructive: true, billing: false },
  identities: ['member', 'admin'],
  microversions: { min: '2.1', max: '2.93' },
  services: ['compute'],
};
const planned = (id: string, possibilities = target) =>
  transitions(contract.operations.get(id.split('/')[0]!)!, contract, possibilities).find((one) => one.id === id);

describe('transitions', () => {
  it('leaves what any server will do for to the tour', () => {
    expect(planned('server.pause/transition/ACTIVE')).toMatchObject({ pair: { status: 'ACTIVE', to: ['PAUSED'] } });
    expect(planned('server.evacuate/transition-refused/PAUSED')).toMatchObject({ pair: { accepted: false } });
  });

  it('gives what is right on a server in a plight of its own a server, in the status and in the plight', () => {
    const evacuated = (status: string) => planned(`server.evacuate/transition/${status}`)!;
    expect(evacuated('SHUTOFF').pair).toBeUndefined();
    expect(evacuated('SHUTOFF').case).toMatchObject({
      alone: true,
      needs: { server: { hostDown: true, state: 'SHUTOFF' } },
      states: { to: ['SHUTOFF'] },
    });
    expect(evacuated('ERROR').case).toMatchObject({
      needs: { server: { hostDown: true } },
      before: [{ operation: 'server.reset-state', case: 'error' }],
      states: { to: ['ACTIVE'] },
    });
  });

  it('rules that out where nothing may be destroyed', () => {
    const cautious = { ...target, allow: { ...target.allow, destructive: false } };
    expect(planned('server.evacuate/transition/ACTIVE', cautious)!.ruledOut).toMatchObject({ reason: 'not-allowed' });
    expect(planned('server.evacuate/transition-refused/PAUSED', cautious)!.ruledOut).toBeUndefined();
  });
});
