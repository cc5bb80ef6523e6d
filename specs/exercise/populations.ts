import { isObject } from '../../schemas/fold.ts';
import { inRange } from '../../schemas/version.ts';
import type { Operation } from '../contract/types.ts';
import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import { versionToSend } from './caller.ts';
import { eachStep } from './clean-up.ts';
import { type Facts, MissingFact } from './facts.ts';
import { bodyOf } from './fill.ts';
import { type Lease, type Leases, releaseAll, withLeases } from './lease.ts';
import { readPointer } from './pointer.ts';
import { loadPopulations, type MemberRecipe, type PopulationRecipe } from './population-table.ts';
import type { Remover } from './remover.ts';
import type { ServerPool } from './server-pool.ts';
import type { IdentityName } from './target/types.ts';
import { caseVersions } from './versions.ts';
import { type CaseResult, refusalText, type Workshop } from './workshop.ts';

/** One resource of a population. */
export interface Member {
  label: string;
  id: string;
  name: string;
  /** What is known of it, in the form of a list's item. */
  item: Record<string, unknown>;
  hidden: boolean;
}

export interface Population {
  /** What all their names begin with, and no other name. */
  stem: string;
  members: Member[];
}

interface Standing {
  population: Promise<Population>;
  takeAway: (() => Promise<void>)[];
}

/** Populations of a run: each is made when it is first asked for, and taken away when the last scenario that counts on it is done. */
export class Populations {
  readonly #workshop: Workshop;
  readonly #leases: Leases;
  readonly #pool: ServerPool;
  readonly #remover: Remover;
  /** How many servers may stand at a time; one is always left to the others. */
  readonly #room: number;
  readonly #recipes: Record<string, PopulationRecipe> = loadPopulations();
  readonly #standing = new Map<string, Standing>();
  readonly #users = new Map<string, number>();

  constructor(parts: { workshop: Workshop; leases: Leases; pool: ServerPool; remover: Remover; servers: number }) {
    this.#workshop = parts.workshop;
    this.#leases = parts.leases;
    this.#pool = parts.pool;
    this.#remover = parts.remover;
    this.#room = Math.max(1, parts.servers - 1);
  }

  /** Says which populations the scenarios of a run will use, once for each use. */
  expect(names: readonly string[]): void {
    for (const name of names.flatMap((one) => this.#withOthers(one))) {
      this.#users.set(name, (this.#users.get(name) ?? 0) + 1);
    }
  }

  /** Does something with a population. @throws Blocked where it cannot be made */
  async use<Result>(
    name: string,
    scenario: string,
    work: (population: Population) => Promise<Result>,
  ): Promise<Result> {
    const names = this.#withOthers(name);
    try {
      const all = await Promise.all(names.map((one) => this.#get(one, scenario)));
      return await work(all[0]!);
    } finally {
      for (const one of names) await this.#leave(one);
    }
  }

  #withOthers(name: string): string[] {
    return [name, ...(this.#recipes[name]?.with ?? [])];
  }

  #get(name: string, scenario: string): Promise<Population> {
    const known = this.#standing.get(name);
    if (known) return known.population;
    const takeAway: Standing['takeAway'] = [];
    const population = this.#make(name, takeAway, scenario);
    this.#standing.set(name, { population, takeAway });
    return population;
  }

  async #leave(name: string): Promise<void> {
    const left = (this.#users.get(name) ?? 1) - 1;
    this.#users.set(name, left);
    const standing = this.#standing.get(name);
    if (left > 0 || !standing) return;
    this.#standing.delete(name);
    await standing.population.catch(() => {});
    await eachStep(standing.takeAway.reverse());
  }

  async #make(name: string, takeAway: Standing['takeAway'], scenario: string): Promise<Population> {
    const recipe = this.#recipes[name];
    if (!recipe) throw new Error(`populations.yaml has no population "${name}"`);
    const stem = `${this.#workshop.newName()}-list`;
    const entries = Object.entries(recipe.members);
    if (entries.length > 0 && !this.#workshop.possibilities.allow.create) {
      throw new Blocked('no-resource', `Nothing is there to try the list on.`);
    }
    const held = await this.#leases.acquireAll(recipe.needs ?? {}, scenario);
    takeAway.push(() => releaseAll(held));
    const kept = recipe.kind === 'server' ? entries.slice(0, this.#room) : entries;
    const members: Member[] = [];
    for (const [label, member] of kept) {
      members.push(await this.#makeMember(recipe, member, `${stem}-${label}`, held, takeAway, scenario));
    }
    return { stem, members: members.map((member, index) => ({ ...member, label: kept[index]![0] })) };
  }

  async #makeMember(
    recipe: PopulationRecipe,
    member: MemberRecipe,
    name: string,
    held: Map<string, Lease>,
    takeAway: Standing['takeAway'],
    scenario: string,
  ): Promise<Member> {
    if (member.lease) {
      const leases = await this.#leases.acquireAll({ [recipe.kind!]: member.lease }, scenario);
      takeAway.push(() => releaseAll(leases));
      const { id, name: own } = leases.get(recipe.kind!)!.facts;
      return this.#look(recipe, { label: '', id: id!, name: own!, item: {}, hidden: false }, scenario);
    }
    const result = await this.#create(recipe, member, name, withLeases(this.#workshop.facts, held), takeAway, scenario);
    const { id } = result.created!;
    const item = recipe.made === undefined ? {} : itemAt(result.exchange, recipe.made);
    const made = { label: '', id, name, item, hidden: member.hidden === true };
    if (member.then) await this.#ask(member.then, recipe, made, scenario);
    return this.#look(recipe, made, scenario);
  }

  async #create(
    recipe: PopulationRecipe,
    member: MemberRecipe,
    name: string,
    facts: Facts,
    takeAway: Standing['takeAway'],
    scenario: string,
  ): Promise<CaseResult> {
    const workshop = this.#workshop;
    const kind = recipe.kind!;
    const operation = workshop.find(workshop.resources.kinds[kind]!.make!.operation)!;
    if (!operation || !workshop.caller.reaches(operation)) {
      throw new Blocked('no-resource', `The target has no way to make a ${kind}.`);
    }
    const plain = workshop.defaultCase(operation, (entry) => entry.creates?.kind === kind && !entry.identity);
    const borrowed = await this.#leases.acquireAll(plain.case.needs ?? {}, scenario);
    takeAway.push(() => releaseAll(borrowed));
    const all = facts.with(Object.fromEntries([...borrowed].map(([alias, lease]) => [alias, lease.facts])));
    const version = this.#versionFor(operation, recipe) ?? plain.version;
    const isServer = kind === 'server';
    if (isServer) {
      await this.#pool.occupy(scenario);
      takeAway.push(async () => this.#pool.vacate());
    }
    const { body } = bodyOf(operation, plain.case, workshop.contract.examples);
    const result = await workshop.send({
      operation,
      case: plain.case,
      version,
      intent: 'setup',
      scenario,
      identity: workshop.identityFor(operation, plain.case),
      facts: all,
      name,
      set: putIn(member, body, version, all),
    });
    const { created, exchange } = result;
    if (!created) throw new Blocked('no-resource', `No ${kind} could be made: ${refusalText(exchange)}.`, exchange);
    takeAway.push(async () => void (await this.#remover.remove(created.entry, true)));
    await this.#settle(kind, created.id, operation, exchange, scenario);
    return result;
  }

  async #ask(operationId: string, recipe: PopulationRecipe, member: Member, scenario: string): Promise<void> {
    const workshop = this.#workshop;
    const operation = workshop.caller.operation(operationId);
    const { exchange } = await workshop.send({
      operation,
      ...workshop.defaultCase(operation),
      intent: 'setup',
      scenario,
      identity: workshop.identityFor(operation),
      facts: workshop.facts.with({ [recipe.kind!]: { id: member.id, name: member.name } }),
    });
    if (!isAccepted(exchange)) throw new Blocked('precondition', `${refusalText(exchange)}.`, exchange);
    await this.#settle(recipe.kind!, member.id, operation, exchange, scenario);
  }

  async #settle(kind: string, id: string, operation: Operation, after: Exchange, scenario: string): Promise<void> {
    const { show, status } = this.#workshop.resources.kinds[kind] ?? {};
    const to = operation.states?.to;
    if (!show || !status || !to) return;
    const identity = after.identity as IdentityName;
    const wait = { kind, id, to, after, scenario, identity, version: this.#workshop.pollVersion(kind) };
    const { reached } = await this.#workshop.poller.wait(wait);
    if (reached === null || !to.includes(reached)) {
      throw new Blocked('precondition', `The ${kind} ended in ${reached} instead of ${to.join(' or ')}.`, after);
    }
  }

  /** The member with what a look at it shows. */
  async #look(recipe: PopulationRecipe, member: Member, scenario: string): Promise<Member> {
    const { show } = recipe;
    const operation = show && this.#workshop.find(show.operation);
    if (!show || !operation || !this.#workshop.caller.reaches(operation)) return member;
    const isAdmin =
      show.identity === 'admin' && this.#workshop.caller.can('admin') && this.#workshop.possibilities.allow.admin;
    const { parameter } = this.#workshop.resources.kinds[recipe.kind!]!;
    const wanted = caseVersions(
      operation,
      { versions: [...(show.version ? [show.version] : []), 'recommended', 'min'] },
      this.#workshop.contract,
      this.#workshop.possibilities,
    );
    const exchange = await this.#workshop.caller.send({
      operation,
      intent: 'setup',
      scenario,
      identity: isAdmin ? 'admin' : 'member',
      version: versionToSend(this.#workshop.contract, operation, wanted.versions[0] ?? null),
      parameters: { [parameter]: member.id },
    });
    return { ...member, item: { ...member.item, ...itemAt(exchange, show.item) } };
  }

  #versionFor(operation: Operation, { version }: PopulationRecipe): string | null | undefined {
    if (version === undefined) return undefined;
    const { contract, possibilities } = this.#workshop;
    return caseVersions(operation, { versions: [version] }, contract, possibilities).versions[0];
  }
}

function itemAt(exchange: Exchange, pointer: string): Record<string, unknown> {
  const item = readPointer(exchange.response?.body, pointer);
  return isAccepted(exchange) && isObject(item) ? item : {};
}

/** The members to put into the request for one resource: those whose facts are known and whose microversion is reached. */
function putIn(recipe: MemberRecipe, body: unknown, version: string | null, facts: Facts): Record<string, unknown> {
  const brought = Object.entries(recipe.putFrom ?? {}).filter(
    ([from]) => version !== null && inRange(version, { from }),
  );
  const replaced = Object.entries(recipe.replace ?? {}).filter(([pointer]) => readPointer(body, pointer) !== undefined);
  const all = [...Object.entries(recipe.put ?? {}), ...brought.flatMap(([, set]) => Object.entries(set)), ...replaced];
  return Object.fromEntries(all.filter(([, value]) => isKnown(value, facts)));
}

function isKnown(value: unknown, facts: Facts): boolean {
  try {
    facts.fill(value);
    return true;
  } catch (error) {
    if (error instanceof MissingFact) return false;
    throw error;
  }
}
