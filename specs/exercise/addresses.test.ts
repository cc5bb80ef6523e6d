import { describe, expect, it } from 'vitest';
import { farAddress, freeAddress } from './addresses.ts';

const subnet = (...pools: unknown[]) => ({ ip_version: 4, allocation_pools: pools });
const port = (...addresses: string[]) => ({ fixed_ips: addresses.map((ip_address) => ({ ip_address })) });

describe('freeAddress', () => {
  it('is the last one of the pools that no port has', () => {
    const pool = { start: '10.0.0.2', end: '10.0.1.1' };
    expect(freeAddress(subnet(pool), [])).toBe('10.0.1.1');
    expect(freeAddress(subnet(pool), [port('10.0.1.1', '10.0.1.0'), port('10.0.0.254')])).toBe('10.0.0.255');
    expect(
      freeAddress(subnet({ start: '10.0.0.9', end: '10.0.0.9' }, { start: '10.0.2.9', end: '10.0.2.9' }), [
        port('10.0.2.9'),
      ]),
    ).toBe('10.0.0.9');
  });

  it('is none where all are taken, or the subnet is of another kind', () => {
    const one = { start: '10.0.0.9', end: '10.0.0.9' };
    expect(freeAddress(subnet(one), [port('10.0.0.9')])).toBeUndefined();
    expect(freeAddress({ ...subnet(one), ip_version: 6 }, [])).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    {},
    subnet(null, 'x', {}),
    subnet({ start: 'a', end: 1 }),
    { ip_version: 4, allocation_pools: 'x' },
  ])('is none in a subnet of another form: %j', (strange) => {
    expect(freeAddress(strange, [null, 'x', { fixed_ips: [null, 3] }, {}])).toBeUndefined();
  });
});

describe('farAddress', () => {
  it('is near the end of the subnet', () => {
    expect(farAddress('10.0.0.0/24')).toBe('10.0.0.236');
    expect(farAddress('172.16.0.0/16')).toBe('172.16.255.236');
  });
});
