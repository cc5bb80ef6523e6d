import { isIPv4 } from 'node:net';
import { readPointer } from './pointer.ts';

/** How far from the end of a subnet it is taken for free: clouds keep the very last addresses for themselves. */
const FROM_THE_END = 20n;

/** An IPv4 address of a subnet (CIDR) that is most likely free: addresses are given out from the beginning. */
export function farAddress(cidr: string): string {
  const [base = '', length = '32'] = cidr.split('/');
  return textOf(numberOf(base) + 2n ** BigInt(32 - Number(length)) - FROM_THE_END);
}

/**
 * The last IPv4 address that a subnet gives out and no port has.
 * @param subnet as the network service lists it: `{ip_version, allocation_pools: [{start, end}]}`
 * @param ports all that there are on the network, as an administrator sees them: `{fixed_ips: [{ip_address}]}`
 * @returns undefined where there is none, or the subnet is not of IPv4
 */
export function freeAddress(subnet: unknown, ports: readonly unknown[]): string | undefined {
  const pools = readPointer(subnet, '/allocation_pools');
  if (readPointer(subnet, '/ip_version') !== 4 || !Array.isArray(pools)) return undefined;
  const taken = new Set(ports.flatMap((port) => addressesOf(port)));
  for (const pool of pools.toReversed()) {
    const [start, end] = [readPointer(pool, '/start'), readPointer(pool, '/end')].map(String) as [string, string];
    if (!isIPv4(start) || !isIPv4(end)) continue;
    for (let number = numberOf(end); number >= numberOf(start); number -= 1n)
      if (!taken.has(textOf(number))) return textOf(number);
  }
  return undefined;
}

function addressesOf(port: unknown): string[] {
  const fixed = readPointer(port, '/fixed_ips');
  return Array.isArray(fixed) ? fixed.map((one) => String(readPointer(one, '/ip_address'))) : [];
}

function numberOf(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function textOf(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
}
