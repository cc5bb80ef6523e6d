import { createHash } from 'node:crypto';
import type { Contract } from '../contract/types.ts';
import type { RecordedShard } from '../recording/types.ts';
import { isAlone } from './carry-out.ts';
import type { Scenario } from './scenario.ts';

/** How many requests a scenario takes, roughly: one on invented ids is sent alone, others need something, and wait for it. */
const OF_A_REFUSAL = 1;
const OF_A_CASE = 8;
const OF_A_PAIR = 3;
/** Making a population, and taking it away again. */
const OF_A_POPULATION = 40;

const TOUR = 'tour';

/**
 * What one of several parts of a run carries out, in the order of the plan. Each scenario is in one part, whoever divides; what shares
 * its evidence or its resources stays together: the tour, an operation, what makes and shows the same kind of resource. Pure.
 */
export function scenariosOfShard(
  scenarios: Scenario[],
  contract: Contract,
  { index, of }: Pick<RecordedShard, 'index' | 'of'>,
): Scenario[] {
  const unitOf = unitsOf(scenarios, contract);
  const shards = divide(scenarios, unitOf, of);
  return scenarios.filter((scenario) => shards.get(unitOf(scenario)) === index);
}

/** A digest of all that would be sent: parts of one run have the same. */
export function planDigest(scenarios: readonly Scenario[]): string {
  const lines = scenarios.map(({ id, ruledOut }) => `${id} ${ruledOut ? 'ruled out' : ''}`);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** The dearest unit first, each to the part that has least to do. */
function divide(
  scenarios: readonly Scenario[],
  unitOf: (scenario: Scenario) => string,
  of: number,
): Map<string, number> {
  const costs = new Map<string, number>();
  for (const scenario of scenarios) {
    const unit = unitOf(scenario);
    costs.set(unit, (costs.get(unit) ?? 0) + costOf(scenario));
  }
  for (const name of new Set(scenarios.flatMap(({ population }) => population ?? []))) {
    const unit = unitOf(scenarios.find(({ population }) => population === name)!);
    costs.set(unit, costs.get(unit)! + OF_A_POPULATION);
  }
  const loads: number[] = Array.from({ length: of }, () => 0);
  const shards = new Map<string, number>();
  for (const [unit, cost] of [...costs].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least]! += cost;
    shards.set(unit, least + 1);
  }
  return shards;
}

/**
 * Says what a scenario must stay together with. An operation that must be alone goes with the tour: it comes last there, when the other
 * parts are most likely done.
 */
function unitsOf(scenarios: readonly Scenario[], contract: Contract): (scenario: Scenario) => string {
  const joined = new Map<string, string>();
  const rootOf = (name: string): string => {
    const next = joined.get(name);
    return next === undefined ? name : rootOf(next);
  };
  const join = (one: string, other: string): void => {
    const [from, to] = [rootOf(one), rootOf(other)];
    if (from !== to) joined.set(from, to);
  };
  for (const { kind, views, echoes = {}, parameter } of contract.consistency.values()) {
    for (const id of Object.keys({ ...views, ...echoes })) {
      const { method, path } = contract.operations.get(id) ?? {};
      // What makes one is shown by what lists them all.
      if (method === 'GET' || (path && !path.includes(`{${parameter}}`))) join(id, `shows ${kind}`);
    }
  }
  for (const scenario of scenarios) {
    if (scenario.population !== undefined) join(scenario.operation.id, `population ${scenario.population}`);
    if (isAlone(scenario) && !scenario.pair) join(scenario.operation.id, TOUR);
  }
  return ({ pair, operation }) => rootOf(pair ? TOUR : operation.id);
}

function costOf({ ruledOut, pair, intent, requests }: Scenario): number {
  if (ruledOut) return 0;
  if (pair) return OF_A_PAIR;
  return requests ?? (intent === 'case' || intent === 'microversion' ? OF_A_CASE : OF_A_REFUSAL);
}
