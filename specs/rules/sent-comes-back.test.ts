import { describe, expect, it } from 'vitest';
import { aServer, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');

/** A wait for the first exchange that ended well. */
const AWAIT = {
  ...{ operation: 'server.evacuate', exchange: 'x1', resource: 'server', to: ['ACTIVE'], reached: 'ACTIVE' },
  ...{ timedOut: false, interrupted: false },
};

function judged(
  row: string,
  sent: unknown,
  shown: Record<string, unknown>,
  operation = 'server.create',
  root = 'server',
) {
  const body = { [root]: { [row]: sent } };
  const request = {
    ...sending(contract, operation, body),
    body: { server: aServer({ 'OS-EXT-STS:task_state': 'busy' }) },
  };
  const steps = [
    [operation, request],
    ['server.show', { body: { server: aServer(shown) } }],
  ];
  return checkOn(contract, `${operation}/sent-comes-back/${root}.${row}`, story(contract, steps as never));
}

describe('sent-comes-back', () => {
  it.each([
    ['name', '云主机 1', { name: '云主机 1' }],
    ['flavorRef', '1', { flavor: { id: '1' } }],
    ['metadata', { a: '😀' }, { metadata: { b: '2', a: '😀' } }],
    ['tags', ['a', 'b'], { tags: ['b', 'a'] }],
    ['accessIPv6', '2001:DB8:0::1', { accessIPv6: '2001:db8::1' }],
    [
      'user_data',
      '«redacted:user-data:base64:8:0a»',
      { 'OS-EXT-SRV-ATTR:user_data': '«redacted:user-data:base64:8:0a»' },
    ],
    ['security_groups', [{ name: 'a' }], { security_groups: [{ name: 'b' }, { name: 'a' }] }],
    [
      'block_device_mapping_v2',
      [{ destination_type: 'volume' }, { no_device: true }],
      { 'os-extended-volumes:volumes_attached': [{ id: '1' }] },
    ],
  ])('passes where %s is shown', (row, sent, shown) => {
    expect(judged(row, sent, shown)).toMatchObject({ verdict: 'pass', exchanges: ['x1', 'x2'] });
  });

  it.each([
    ['name', 'long', { name: 'lon' }, '/server/name'],
    ['flavorRef', '1', { flavor: { id: '2' } }, '/server/flavor/id'],
    ['metadata', { a: '1' }, { metadata: {} }, '/server/metadata'],
    ['tags', ['a', 'b'], { tags: ['a'] }, '/server/tags'],
    [
      'user_data',
      '«redacted:user-data:base64:8:0a»',
      { 'OS-EXT-SRV-ATTR:user_data': '«redacted:user-data:base64:8:0b»' },
      '/server/OS-EXT-SRV-ATTR:user_data',
    ],
    ['security_groups', [{ name: 'a' }], { security_groups: [{ name: 'b' }] }, '/server/security_groups/0/name'],
    [
      'block_device_mapping_v2',
      [{ destination_type: 'volume' }],
      { 'os-extended-volumes:volumes_attached': [] },
      '/server',
    ],
  ])('fails where %s is not', (row, sent, shown, pointer) => {
    const check = judged(row, sent, shown);
    expect(gist(check)).toEqual({ verdict: 'fail', code: 'sent-not-shown', pointer });
    expect(check.exchanges).toEqual(['x2', 'x1']);
  });

  it('says nothing before it has come about, of what is left to the cloud, or where it is not shown', () => {
    const busy = { name: 'other', 'OS-EXT-STS:task_state': 'spawning' };
    expect(judged('name', 'name', busy).verdict).toBe('inconclusive');
    expect(judged('key_name', null, { key_name: 'a' }).verdict).toBe('inconclusive');
    expect(judged('name', 'name', {}).verdict).toBe('inconclusive');
  });

  it('takes a look that was sent as soon as another had been answered, to the millisecond that is recorded', () => {
    const settled = { 'OS-EXT-STS:task_state': null, status: 'ACTIVE' };
    const lookedAt = (milliseconds: number): string => {
      const look = { body: { server: aServer(settled) } };
      const exchanges = story(contract, [
        [
          'server.create',
          {
            ...sending(contract, 'server.create', { server: { description: 'a' } }),
            body: { server: aServer({ 'OS-EXT-STS:task_state': 'busy' }) },
          },
        ],
        ['server.show', look],
        ['server.show', { body: { server: aServer({ ...settled, description: 'a' }) } }],
      ]);
      const [, first, second] = exchanges;
      first!.durationMs = 21.2;
      second!.sentAt = new Date(Date.parse(first!.sentAt) + milliseconds).toISOString();
      return checkOn(contract, 'server.create/sent-comes-back/server.description', exchanges).verdict;
    };
    expect(lookedAt(21)).toBe('pass');
    expect(lookedAt(15)).toBe('inconclusive');
  });

  it('judges an update that takes effect at once by what is shown until the next one', () => {
    expect(judged('name', 'new', { name: 'new' }, 'server.rename').verdict).toBe('pass');
    expect(judged('name', 'new', { name: 'old' }, 'server.rename').verdict).toBe('fail');
  });

  it('judges what comes about in the background by the last look, and only where it was waited for', () => {
    const shown = (host: string) => ({ body: { server: aServer({ 'OS-EXT-SRV-ATTR:host': host }) } });
    const evacuated = (hosts: string[], changes: object = {}, waits: object[] = [{}]) =>
      checkOn(
        contract,
        'server.evacuate/sent-comes-back/evacuate.host',
        story(contract, [
          [
            'server.evacuate',
            { ...sending(contract, 'server.evacuate', { evacuate: { host: 'b' } }), body: undefined, ...changes },
          ],
          ...hosts.map((host): ['server.show', object] => ['server.show', shown(host)]),
          ['server.show', { body: { server: aServer() } }],
        ]),
        { awaits: waits.map((wait) => ({ ...AWAIT, ...wait })) },
      );
    expect(evacuated(['a', 'b']).verdict).toBe('pass');
    expect(gist(evacuated(['b', 'a']))).toMatchObject({ verdict: 'fail', code: 'sent-not-shown' });
    expect(evacuated(['a'], {}, []).verdict).toBe('inconclusive');
    expect(evacuated(['a'], { intent: 'transition' }).verdict).toBe('inconclusive');
    expect(evacuated(['a'], {}, [{}, { interrupted: true }]).verdict).toBe('inconclusive');
  });

  it('judges a resize where the server has the new flavor', () => {
    const resized = (status: string, flavor: string) =>
      judged('flavorRef', '2', { status, flavor: { id: flavor } }, 'server.resize', 'resize').verdict;
    expect(resized('VERIFY_RESIZE', '2')).toBe('pass');
    expect(resized('VERIFY_RESIZE', '1')).toBe('fail');
    expect(resized('ACTIVE', '1')).toBe('inconclusive');
  });
});
