import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { aServer, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { wrongParent } from './wrong-parent.ts';

const contract = contractOf('openstack');
const OTHER = '8a3f6f0e-55f2-4b0b-9a53-6c1b7a1a2f11';
const scenario = 'server.detach-volume/wrong-parent';

interface Told {
  operation?: string;
  status?: number;
  /** Whether the owner shows the part before, and after. */
  before?: boolean;
  after?: boolean;
  /** What a look at the server that the request names is answered with. */
  named?: number;
}

/** A part of one server is asked for by the address of another. */
function judged({
  operation = 'server.detach-volume',
  status = 404,
  before = true,
  after = true,
  named = 200,
}: Told = {}) {
  const isVolume = operation === 'server.detach-volume';
  const parameter = isVolume ? 'volume_id' : 'port_id';
  const answer = isVolume
    ? { volumeAttachment: { volumeId: 'v1' } }
    : { interfaceAttachment: { port_id: 'v1', mac_addr: 'fa:16:3e:00:00:01' } };
  const parts = isVolume
    ? { 'os-extended-volumes:volumes_attached': [{ id: 'v1' }] }
    : { addresses: { net: [{ 'OS-EXT-IPS-MAC:mac_addr': 'fa:16:3e:00:00:01' }] } };
  const none = isVolume ? { 'os-extended-volumes:volumes_attached': [] } : { addresses: {} };
  const look = (isThere: boolean) => ({ scenario, body: { server: aServer(isThere ? parts : none) } });
  const attach = isVolume ? 'server.attach-volume' : 'server.attach-interface';
  return checkOn(contract, `${operation}/wrong-parent`, [
    exchangeOf(contract, operation),
    ...story(contract, [
      [attach, { scenario, intent: 'setup', body: answer }],
      ['server.show', look(before)],
      [
        operation,
        {
          scenario,
          intent: 'wrong-parent',
          status,
          body: undefined,
          parameters: { server_id: OTHER, [parameter]: 'v1' },
        },
      ],
      ['server.show', { scenario, intent: 'look', follows: 'x4', status: named, parameters: { server_id: OTHER } }],
      ['server.show', { ...look(after), intent: 'look', follows: 'x4' }],
    ]),
  ]);
}

describe('wrong-parent', () => {
  it('passes where the part is not found, and stays', () => {
    expect(judged()).toMatchObject({ verdict: 'pass', level: 'must', exchanges: ['x4', 'x6', 'x1'] });
  });

  it('takes an accepted request only where the table says that a cloud may take it', () => {
    expect(gist(judged({ status: 202 }))).toEqual({ verdict: 'fail', code: 'refusal-missing', pointer: '/status' });
    expect(gist(judged({ status: 400 }))).toEqual({ verdict: 'fail', code: 'refusal-status', pointer: '/status' });
    expect(judged({ operation: 'server.detach-interface', status: 202 }).verdict).toBe('pass');
    expect(judged({ operation: 'server.detach-interface', status: 404 }).verdict).toBe('pass');
    expect(gist(judged({ operation: 'server.detach-interface', status: 500 }))).toMatchObject({
      code: 'refusal-status',
    });
  });

  it.each([
    ['server.detach-volume', 404],
    ['server.detach-interface', 202],
  ])('fails %s if the part is taken away after %i', (operation, status) => {
    expect(gist(judged({ operation, status, after: false }))).toMatchObject({ verdict: 'fail', code: 'part-taken' });
  });

  it('says nothing where the server that was named is not shown, or the part was not before', () => {
    const nothing = { verdict: 'inconclusive', reason: 'not-observed' };
    expect(gist(judged({ named: 404 }))).toEqual(nothing);
    expect(gist(judged({ before: false }))).toEqual(nothing);
  });

  it('is asked where something belongs to a server', () => {
    const { operations } = contract;
    expect(wrongParent.plan(operations.get('server.detach-volume')!, contract)).toHaveLength(1);
    expect(wrongParent.plan(operations.get('server.pause')!, contract)).toEqual([]);
  });
});
