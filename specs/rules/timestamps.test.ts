import { describe, expect, it } from 'vitest';
import { aServer, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const judged = (member: string, members: Record<string, unknown>) =>
  checkOn(
    contract,
    `server.show/timestamps/server.${member}`,
    story(contract, [['server.show', { body: { server: aServer(members) } }]]),
  );

describe('timestamps', () => {
  const created = '2024-03-05T07:09:11Z';

  it.each([
    ['updated', '2024-03-05T07:09:11Z'],
    ['OS-SRV-USG:launched_at', '2024-03-05T07:09:12.000000'],
    ['OS-SRV-USG:launched_at', null],
    ['OS-SRV-USG:terminated_at', null],
  ])('passes for %s of %s', (member, value) => {
    expect(judged(member, { created, [member]: value }).verdict).toBe('pass');
  });

  it.each([
    ['updated', '2024-03-05T07:08:11Z', 'time-order'],
    ['OS-SRV-USG:launched_at', '2024-03-04T07:09:12.000000', 'time-order'],
    ['OS-SRV-USG:terminated_at', '2024-03-05T07:10:00.000000', 'time-too-early'],
  ])('fails for %s of %s', (member, value, code) => {
    expect(gist(judged(member, { created, [member]: value }))).toEqual({
      verdict: 'fail',
      code,
      pointer: `/server/${member}`,
    });
  });

  it('leaves a server that is gone its end', () => {
    const members = { status: 'DELETED', 'OS-SRV-USG:terminated_at': '2024-03-05T07:10:00.000000' };
    expect(judged('OS-SRV-USG:terminated_at', members).verdict).toBe('inconclusive');
  });
});
