import { describe, expect, it } from 'vitest';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { matchesPattern } from './inventory.ts';
import { loadContract, profileIds } from './load.ts';

describe('loading a contract', () => {
  it('knows the profiles that there are', () => {
    expect(profileIds()).toEqual([...PROFILES].sort());
    expect(() => loadContract('stackit')).toThrow(
      'there is no profile "stackit"; choose one of easystack, huawei, openstack',
    );
  });

  it('takes from the shared table what a vendor leaves out', () => {
    const [shared, vendor] = [contractOf('openstack'), contractOf('easystack')].map(
      ({ operations }) => operations.get('server.pause')!,
    );
    expect(vendor).toEqual(shared);
    const stop = contractOf('easystack').operations.get('server.stop')!;
    expect(stop.states).toMatchObject({ resource: 'server', from: ['ACTIVE'], to: ['SHUTOFF'] });
    expect(contractOf('openstack').operations.get('server.stop')!.states!.from).toContain('ERROR');
  });

  it("has a vendor's own operations alone, and keeps the shared ones for looking around", () => {
    const { operations, auxiliary } = contractOf('huawei');
    expect(operations.has('server.pause')).toBe(false);
    expect(auxiliary.has('server.pause')).toBe(true);
    expect([...operations.keys()].filter((id) => auxiliary.has(id))).toEqual([]);
    expect(contractOf('openstack').operations.has('server.live-resize')).toBe(false);
    expect([...contractOf('openstack').auxiliary.values()].every((operation) => operation.auxiliary)).toBe(true);
  });

  it('merges the conventions, a vendor over what is shared', () => {
    const { profile } = contractOf('huawei');
    expect(profile).toMatchObject({
      id: 'huawei',
      microversions: { min: '2.1', max: '2.1' },
      undocumentedFields: 'note',
    });
    expect(profile.errors).toMatchObject({ bms: { default: 'error.huawei' }, compute: { default: 'error.fault' } });
    expect(contractOf('openstack').profile.errors.image).toEqual({ default: null });
  });

  it('gives the rows their level by where they stand', () => {
    const { rows } = contractOf('easystack');
    const level = (name: string) => rows.get(`easystack-compute-6.1.2#server.show/${name}`)?.level;
    expect(level('response/server.accessIPv4')).toBe('must');
    expect(level('response/server.share_network')).toBe('should');
    expect(level('response/server.flavor.ram')).toBe('may');
    expect(level('status/200')).toBe('must');
  });

  it('has a digest that stays the same, and is its own', () => {
    const digests = PROFILES.map((profile) => contractOf(profile).digest);
    expect(new Set(digests).size).toBe(PROFILES.length);
    expect(digests.every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
    expect(loadContract('huawei').digest).toBe(contractOf('huawei').digest);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['a#b/c', 'a#b/c', true],
    ['a#b/c', 'a#b/cd', false],
    ['a#*', 'a#b/c', true],
    ['*', '', true],
    ['*/c', 'a#b/c', true],
    ['a*c*e', 'abcde', true],
    ['a*c*e', 'abde', false],
    ['servers[].id', 'servers[].id', true],
    ['servers[]*', 'servers[].id', true],
    ['servers[].*', 'serverss.id', false],
    ['a.c*', 'abc', false],
    ['(a|b)*', 'a', false],
    ['a*', 'a\nb', true],
  ])('%s on %j', (pattern, id, expected) => {
    expect(matchesPattern(pattern, id)).toBe(expected);
  });
});
