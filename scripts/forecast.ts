import type { Case, Contract, Operation } from '../specs/contract/types.ts';
import { Facts } from '../specs/exercise/facts.ts';
import { fillCase } from '../specs/exercise/fill.ts';
import { loadPopulations } from '../specs/exercise/population-table.ts';
import type { ResourceKind, Resources } from '../specs/exercise/resources.ts';
import type { Scenario } from '../specs/exercise/scenario.ts';
import type { Intent } from '../specs/recording/types.ts';

/** Aliases that every run has, whatever the target. */
const OF_THE_RUN = ['name', 'uuid', 'public_key', 'password', 'user_data', 'project', 'user', 'time'];

/** How often a resource that is waited for is looked at, on the average; seen in runs against real clouds. */
const LOOKS_PER_WAIT = 4;

/** The kind that scenarios share where they leave it as it was. */
const SHARED = 'server';

/** Kinds of requests that are sent alone: whatever they name is invented. */
const SENT_ALONE: ReadonlySet<Intent> = new Set([
  'no-token',
  'bad-token',
  'unknown-id',
  'bad-request',
  'bad-query',
  'unsupported-version',
  'malformed-version',
]);
/** Kinds of requests that are made rightly; all others are to be refused, and make do with invented facts. */
const CARRIED_OUT: ReadonlySet<Intent> = new Set(['case', 'microversion', 'locking', 'recycling']);
/** A step of the tour through the states: the request, and the way there and the waiting that it shares with others. */
const REQUESTS_OF_A_STEP = 2;
/** A query parameter of a list: with it, and often without it or once more. */
const REQUESTS_OF_A_QUERY = 2;

/** What a run would do, as far as the tables tell. */
export interface Forecast {
  /** Scenarios that would be carried out, by operation. */
  operations: { id: string; scenarios: number; ruledOut: number }[];
  planned: Scenario[];
  ruledOut: { reason: string; detail: string; scenarios: Scenario[] }[];
  /** Aliases (`image2`, `network`) that scenarios build with and that the target has nothing for. */
  unprovided: { alias: string; reason?: string; scenarios: Scenario[] }[];
  /** Resources that would be made, by kind; an upper bound, as more may be shared. */
  creates: Record<string, number>;
  /** Rough: set-up, waits and cleaning up depend on how quick the target is. */
  requests: number;
}

/**
 * Counts what scenarios need, make and send. Pure.
 * @param target.known aliases that the target file or discovery gave
 * @param target.servers how many servers there may be at once
 * @param target.has whether a service has an address
 */
export function forecast(
  contract: Contract,
  resources: Resources,
  scenarios: Scenario[],
  target: { known: Iterable<string>; servers: number; has(service: string): boolean },
): Forecast {
  const planned = scenarios.filter((scenario) => !scenario.ruledOut);
  const estimator = new Estimator(contract, resources, target.has);
  const creates: Record<string, number> = {};
  let requests = 0;
  let shared = 0;
  const populations = new Set(planned.flatMap(({ population }) => population ?? []));
  for (const cost of [
    ...planned.map((scenario) => estimator.costOf(scenario)),
    estimator.costOfPopulations(populations),
  ]) {
    requests += cost.requests;
    shared += cost.shares;
    for (const kind of cost.makes) creates[kind] = (creates[kind] ?? 0) + 1;
  }
  if (shared > 0) creates[SHARED] = (creates[SHARED] ?? 0) + Math.min(shared, target.servers);
  return {
    operations: byOperation(scenarios),
    planned,
    ruledOut: byReason(scenarios),
    unprovided: estimator.unprovided(planned, new Set([...target.known, ...OF_THE_RUN])),
    creates,
    requests,
  };
}

function byOperation(scenarios: Scenario[]): Forecast['operations'] {
  const groups = groupBy(scenarios, (scenario) => scenario.operation.id);
  return [...groups].map(([id, all]) => {
    const ruledOut = all.filter((scenario) => scenario.ruledOut).length;
    return { id, scenarios: all.length - ruledOut, ruledOut };
  });
}

function byReason(scenarios: Scenario[]): Forecast['ruledOut'] {
  const groups = groupBy(
    scenarios.filter((scenario) => scenario.ruledOut),
    (scenario) => scenario.ruledOut!.detail,
  );
  return [...groups]
    .map(([detail, all]) => ({ reason: all[0]!.ruledOut!.reason, detail, scenarios: all }))
    .sort((a, b) => b.scenarios.length - a.scenarios.length);
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

interface Cost {
  requests: number;
  /** Kinds of what is made, one entry for each. */
  makes: string[];
  /** How many shared servers it borrows. */
  shares: number;
  /** Aliases that must be known of the target. */
  uses: Set<string>;
}

class Estimator {
  readonly #contract: Contract;
  readonly #resources: Resources;
  readonly #has: (service: string) => boolean;
  /** Why something cannot be made, by kind. */
  readonly #reasons = new Map<string, string>();

  constructor(contract: Contract, resources: Resources, has: (service: string) => boolean) {
    this.#contract = contract;
    this.#resources = resources;
    this.#has = has;
  }

  costOf(scenario: Scenario): Cost {
    const { operation, case: entry, intent, pair, population, requests = 1 } = scenario;
    if (SENT_ALONE.has(intent)) return { ...nothing(), requests };
    if (pair) return { ...this.#lease(SHARED, {}, []), requests: REQUESTS_OF_A_STEP };
    if (population !== undefined) return { ...nothing(), requests: REQUESTS_OF_A_QUERY };
    const cost = CARRIED_OUT.has(intent) ? this.#send(operation, entry, []) : this.#leases(entry, [], 1);
    if (entry.undo) cost.requests += 1;
    return cost;
  }

  /** What the resources of some populations take, which are made once a run. */
  costOfPopulations(names: Iterable<string>): Cost {
    const recipes = loadPopulations();
    const all = new Set(names);
    for (const name of all) for (const other of recipes[name]?.with ?? []) all.add(other);
    const cost = nothing();
    for (const recipe of [...all].map((name) => recipes[name])) {
      if (!recipe?.kind) continue;
      for (const member of Object.values(recipe.members)) {
        add(cost, this.#lease(recipe.kind, { ...member.lease, fresh: true }, [recipe.kind]));
        if (member.then) cost.requests += 1 + LOOKS_PER_WAIT;
      }
      for (const [kind, wish] of Object.entries(recipe.needs ?? {}))
        add(cost, this.#lease(kind, wish, [recipe.kind, kind]));
    }
    return cost;
  }

  unprovided(planned: Scenario[], known: Set<string>): Forecast['unprovided'] {
    const missing = new Map<string, Scenario[]>();
    for (const scenario of planned) {
      for (const alias of this.costOf(scenario).uses) {
        if (!known.has(alias)) missing.set(alias, [...(missing.get(alias) ?? []), scenario]);
      }
    }
    return [...missing].map(([alias, scenarios]) => {
      const reason = this.#reasons.get(alias);
      return { alias, scenarios, ...(reason ? { reason } : {}) };
    });
  }

  /** One call with all that has to be there for it, and what it makes taken away again. */
  #send(operation: Operation, entry: Case, making: string[]): Cost {
    const needs = entry.needs ?? {};
    const cost: Cost = { ...nothing(), requests: 1 };
    for (const alias of aliasesOf(operation, entry, this.#contract)) if (!(alias in needs)) cost.uses.add(alias);
    if (operation.states?.to || operation.asynchronous) cost.requests += LOOKS_PER_WAIT;
    if (entry.creates) {
      cost.makes.push(entry.creates.kind.replace(/\d+$/, ''));
      cost.requests += this.#removalOf(this.#resources.kinds[entry.creates.kind]);
    }
    add(cost, this.#leases(entry, making, 0));
    return cost;
  }

  /** What a case needs to be there, beside some requests. Nothing is made to make itself. */
  #leases({ needs }: Case, making: string[], requests: number): Cost {
    const cost: Cost = { ...nothing(), requests };
    for (const [kind, wish] of Object.entries(needs ?? {})) {
      if (!making.includes(kind)) add(cost, this.#lease(kind, wish, [...making, kind]));
    }
    return cost;
  }

  #lease(kind: string, wish: Record<string, unknown>, making: string[]): Cost {
    const definition = this.#resources.kinds[kind];
    const cost: Cost = nothing();
    if (!definition) {
      cost.uses.add(kind);
      return cost;
    }
    const maker = this.#find(definition.make?.operation);
    if (maker && !this.#has(maker.service)) {
      this.#reasons.set(kind, `the catalog has no service "${maker.service}" to make one with`);
      cost.uses.add(kind);
      return cost;
    }
    const entry = maker?.exercise?.find((one) => one.creates !== undefined);
    const extras = Object.entries(definition.with ?? {}).filter(([extra]) => wish[extra] === true);
    if (maker && entry) {
      const made = this.#send(maker, { ...entry, creates: { ...entry.creates!, kind } }, making);
      const isShared = kind === SHARED && wish.fresh !== true && extras.length === 0;
      const change = wish.state === undefined ? 0 : 1 + LOOKS_PER_WAIT;
      add(cost, isShared ? { requests: change, makes: [], shares: 1, uses: made.uses } : made);
    }
    for (const [, step] of extras) {
      const operation = this.#find(step.operation);
      const plain = operation?.exercise?.[0];
      if (operation && plain) add(cost, this.#send(operation, plain, [...making, kind]));
    }
    return cost;
  }

  #removalOf(definition: ResourceKind | undefined): number {
    if (!definition) return 0;
    return 1 + (definition.show ? LOOKS_PER_WAIT : 0);
  }

  #find(id: string | undefined): Operation | undefined {
    return id === undefined ? undefined : (this.#contract.operations.get(id) ?? this.#contract.auxiliary.get(id));
  }
}

function nothing(): Cost {
  return { requests: 0, makes: [], shares: 0, uses: new Set() };
}

function add(cost: Cost, more: Cost): void {
  cost.requests += more.requests;
  cost.makes.push(...more.makes);
  cost.shares += more.shares;
  for (const alias of more.uses) cost.uses.add(alias);
}

/** The aliases of the facts that a case is filled with. */
function aliasesOf(operation: Operation, entry: Case, contract: Contract): Set<string> {
  const facts = new AskedFacts();
  fillCase(operation, entry, facts, contract.examples);
  return facts.asked;
}

/** Facts that know everything, and remember what they were asked for. */
class AskedFacts extends Facts {
  readonly asked = new Set<string>();

  constructor() {
    super(new Map(), true);
  }

  override value(alias: string, name: string): string {
    this.asked.add(alias);
    return super.value(alias, name);
  }
}
