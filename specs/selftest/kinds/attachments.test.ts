import { describe, expect, it } from 'vitest';
import type { Changes } from '../../testing/recording.ts';
import { aServer, SERVER, story } from '../../testing/servers.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import { attachmentMissing, attachmentStays, partTaken } from './attachments.ts';

const contract = contractOf('openstack');
const OTHER = '8a3f6f0e-55f2-4b0b-9a53-6c1b7a1a2f11';
const attach = { body: { volumeAttachment: { volumeId: 'v1' } } };
const detach = { body: undefined, parameters: { volume_id: 'v1' } };
const show = (...ids: string[]) => ({
  body: { server: aServer({ 'os-extended-volumes:volumes_attached': ids.map((id) => ({ id })) }) },
});
const plugged = { body: { interfaceAttachment: { port_id: 'p1', mac_addr: 'm1' } } };
const ports = (...marks: string[]) => ({
  body: { server: aServer({ addresses: { net: marks.map((mark) => ({ 'OS-EXT-IPS-MAC:mac_addr': mark })) } }) },
});

function fates(kind: typeof partTaken, steps: [string, Changes][]) {
  const awaits = steps.map(([operation], index) => ({
    ...{ operation, exchange: `x${index + 1}`, resource: `server ${SERVER}`, to: ['ACTIVE'], reached: 'ACTIVE' },
    ...{ timedOut: false, interrupted: false },
  }));
  return triedOn(contract, kind, story(contract, steps), { awaits }).map(({ mutant, fate }) => ({
    fate,
    bodies: mutant.change.exchanges?.map(({ response }) => (response?.body as { server?: unknown })?.server),
  }));
}

describe('what is attached', () => {
  it.each<[string, [string, Changes][], object]>([
    [
      'a volume',
      [
        ['server.attach-volume', attach],
        ['server.show', show()],
        ['server.show', show('v0', 'v1')],
      ],
      { 'os-extended-volumes:volumes_attached': [{ id: 'v0' }] },
    ],
    [
      'the only port',
      [
        ['server.attach-interface', plugged],
        ['server.show', ports('m1')],
      ],
      { addresses: {} },
    ],
  ])('never appears, as %s', (_name, steps, shown) => {
    expect(fates(attachmentMissing, steps)).toEqual([{ fate: 'killed', bodies: [expect.objectContaining(shown)] }]);
  });

  it('never disappears', () => {
    const steps: [string, Changes][] = [
      ['server.attach-volume', attach],
      ['server.show', show('v1')],
      ['server.detach-volume', detach],
      ['server.show', show('v1')],
      ['server.show', show()],
    ];
    expect(fates(attachmentStays, steps)).toEqual([
      {
        fate: 'killed',
        bodies: [expect.objectContaining({ 'os-extended-volumes:volumes_attached': [{ id: 'v1' }] })],
      },
    ]);
  });
});

describe("another server's part", () => {
  it('is taken away, at once or later', () => {
    const scenario = 'server.detach-interface/wrong-parent';
    const looks = (parameters: Record<string, string> = {}) => ({
      intent: 'look' as const,
      scenario,
      follows: 'x3',
      parameters,
    });
    const steps: [string, Changes][] = [
      ['server.attach-interface', { ...plugged, intent: 'setup', scenario }],
      ['server.show', { ...ports('m1'), scenario }],
      [
        'server.detach-interface',
        {
          ...{ scenario, intent: 'wrong-parent', status: 202, body: undefined },
          parameters: { server_id: OTHER, port_id: 'p1' },
        },
      ],
      ['server.show', { body: { server: aServer({ id: OTHER }) }, ...looks({ server_id: OTHER }) }],
      ['server.show', { ...ports('m1'), ...looks() }],
      ['server.show', { ...ports('m1'), ...looks() }],
      ['server.detach-interface', { body: undefined, parameters: { port_id: 'p1' } }],
    ];
    const tried = fates(partTaken, steps);
    expect(tried.map(({ fate }) => fate)).toEqual(['killed', 'killed']);
    expect(tried.map(({ bodies }) => bodies?.length)).toEqual([2, 1]);
  });
});
