import { expect, test } from 'vitest';
import { loadContract } from '../contract/load.ts';
import { planScenarios } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { planDigest, scenariosOfShard } from './shard.ts';
import type { Possibilities } from './versions.ts';

const contract = loadContract('easystack');
const { min, max } = contract.profile.microversions;
const everything: Possibilities = {
  allow: { create: true, admin: true, destructive: true, billing: true },
  identities: ['member', 'admin', 'other'],
  administrators: ['admin'],
  microversions: { min, max },
  services: ['compute', 'image', 'identity', 'network', 'block-storage'],
  known: new Set(['image', 'image2', 'flavor', 'flavor2', 'network', 'network2', 'host', 'zone']),
};
const scenarios = planScenarios(contract, everything);

function parts(of: number): Scenario[][] {
  return Array.from({ length: of }, (_, index) => scenariosOfShard(scenarios, contract, { index: index + 1, of }));
}

/** The parts in which some scenarios are. */
function placesOf(of: number, wanted: (scenario: Scenario) => unknown): Set<number> {
  return new Set(parts(of).flatMap((part, index) => (part.some(wanted) ? [index + 1] : [])));
}

test.each([1, 2, 3, 7])('each scenario is in one of %i parts, in the order of the plan, whoever divides', (of) => {
  const all = parts(of);
  expect(all.map((part) => part.map(({ id }) => id))).toEqual(parts(of).map((part) => part.map(({ id }) => id)));
  const order = new Map(scenarios.map((scenario, index) => [scenario, index]));
  for (const part of all) {
    const places = part.map((scenario) => order.get(scenario)!);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  }
  expect(all.flat().length).toBe(scenarios.length);
  expect(new Set(all.flat())).toEqual(new Set(scenarios));
});

test('the tour is in one part with what must be alone, and so is a list with its population and what shows its items', () => {
  expect(scenarios.filter(({ pair }) => pair).length).toBeGreaterThan(50);
  expect(placesOf(5, ({ pair, case: entry }) => pair || entry.alone).size).toBe(1);
  expect(placesOf(5, ({ operation }) => /^server\.(list|list-details|show)$/.test(operation.id)).size).toBe(1);
  for (const id of contract.operations.keys())
    expect(placesOf(5, ({ pair, operation }) => !pair && operation.id === id).size, id).toBeLessThanOrEqual(1);
});

test('no part of two has much more to do than the other', () => {
  const [one, other] = parts(2).map((part) => part.length) as [number, number];
  expect(Math.max(one, other) / Math.min(one, other)).toBeLessThan(2);
});

test('the digest is that of the whole plan, and another where the target offers other things', () => {
  const poorer = planScenarios(contract, { ...everything, identities: ['member', 'admin'] });
  expect(planDigest(scenarios)).toBe(planDigest(planScenarios(contract, everything)));
  expect(planDigest(poorer)).not.toBe(planDigest(scenarios));
});
