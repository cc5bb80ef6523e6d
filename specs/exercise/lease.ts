import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import { eachStep } from './clean-up.ts';
import type { FactGroup, Facts } from './facts.ts';
import type { Remover } from './remover.ts';
import type { EquipmentStep } from './resources.ts';
import type { PooledServer, ServerPool } from './server-pool.ts';
import type { IdentityName } from './target/types.ts';
import { type CaseResult, factsFrom, refusalText, type Workshop } from './workshop.ts';

/** A resource lent to one scenario. */
export interface Lease {
  facts: FactGroup;
  server?: PooledServer;
  /** Gives it back, or takes it away if it was made for the scenario. */
  release(): Promise<void>;
}

/** What a case asks of a resource: `{state: ACTIVE, fresh: true, volume: true}`. */
type Wish = Record<string, unknown>;

/** Brings about what a case needs. @throws Blocked from every function here, where it cannot be */
export class Leases {
  readonly #workshop: Workshop;
  readonly #remover: Remover;
  readonly #pool: ServerPool;

  constructor(workshop: Workshop, remover: Remover, pool: ServerPool) {
    this.#workshop = workshop;
    this.#remover = remover;
    this.#pool = pool;
  }

  /** All that a case needs, by alias; what was got is given back where a later one cannot be got. */
  async acquireAll(needs: Record<string, Wish>, scenario: string): Promise<Map<string, Lease>> {
    const leases = new Map<string, Lease>();
    // Servers last: they are scarce, and nothing else should wait while one is held.
    const kinds = Object.keys(needs).sort((a, b) => Number(a === 'server') - Number(b === 'server'));
    try {
      for (const kind of kinds) leases.set(kind, await this.#acquire(kind, needs[kind]!, scenario));
      return leases;
    } catch (error) {
      await releaseAll(leases);
      throw error;
    }
  }

  /** Does some work with all that a case needs, and gives it back however that ends. */
  async withAll<Result>(
    needs: Record<string, Wish>,
    scenario: string,
    work: (held: Map<string, Lease>) => Promise<Result>,
  ): Promise<Result> {
    const held = await this.acquireAll(needs, scenario);
    try {
      return await work(held);
    } finally {
      await releaseAll(held);
    }
  }

  async #acquire(kind: string, wish: Wish, scenario: string): Promise<Lease> {
    if (kind === 'host') {
      if (!this.#workshop.facts.has('host')) throw new Blocked('no-resource', 'No compute host is known.');
      return { facts: { name: this.#workshop.facts.value('host', 'name') }, release: async () => {} };
    }
    return kind === 'server' ? this.#acquireServer(wish, scenario) : this.#make(kind, wish, scenario);
  }

  async #acquireServer(wish: Wish, scenario: string): Promise<Lease> {
    const extras = this.#extrasOf('server', wish);
    const isFresh = wish.fresh === true || extras.length > 0;
    const state = typeof wish.state === 'string' ? wish.state : 'ACTIVE';
    const server = await this.#pool.acquire(state, isFresh, scenario);
    const facts: FactGroup = { id: server.id, name: server.name };
    const borrowed = new Map<string, Lease>();
    const release = async (): Promise<void> => {
      const { host, ...others } = Object.fromEntries(borrowed);
      const isSpent = isFresh || server.status === null || server.status === 'ERROR' || server.status === 'gone';
      await eachStep([
        // A server cannot be taken away from a host that is down.
        async () => host?.release(),
        async () => (isSpent ? this.#pool.discard(server) : this.#pool.release(server)),
        () => releaseAll(new Map(Object.entries(others))),
      ]);
    };
    try {
      for (const extra of extras) await this.#equip('server', extra, facts, borrowed, scenario);
      return { facts, server, release };
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Makes a resource for one scenario by the operation that its kind names. */
  async #make(kind: string, wish: Wish, scenario: string): Promise<Lease> {
    const definition = this.#workshop.resources.kinds[kind];
    if (!definition?.make) throw new Blocked('no-resource', `Nothing tells how a ${kind} is made.`);
    const operation = this.#workshop.find(definition.make.operation);
    if (!operation || !this.#workshop.caller.reaches(operation)) {
      throw new Blocked('no-resource', `The target has no ${definition.make.operation} to make a ${kind} with.`);
    }
    const plain = this.#workshop.defaultCase(operation, (entry) => entry.creates !== undefined);
    const borrowed = await this.acquireAll(plain.case.needs ?? {}, scenario);
    let result: CaseResult;
    try {
      result = await this.#workshop.send({
        operation,
        ...plain,
        intent: 'setup',
        scenario,
        identity: this.#workshop.identityFor(operation, plain.case),
        facts: withLeases(this.#workshop.facts, borrowed),
        ...(definition.make.set ? { set: definition.make.set } : {}),
      });
      await this.#settle(kind, result, operation.states?.to, scenario);
      await settleServer(this.#workshop, borrowed.get('server')?.server, result.exchange, scenario);
    } finally {
      await releaseAll(borrowed);
    }
    const { created } = result;
    if (!created)
      throw new Blocked('no-resource', `No ${kind} could be made: ${refusalText(result.exchange)}.`, result.exchange);
    const facts: FactGroup = { id: created.id, name: result.name };
    const equipment = new Map<string, Lease>();
    const release = async (): Promise<void> => {
      await this.#remover.remove(created.entry, true);
      await releaseAll(equipment);
    };
    try {
      for (const extra of this.#extrasOf(kind, wish)) await this.#equip(kind, extra, facts, equipment, scenario);
    } catch (error) {
      await release();
      throw error;
    }
    return { facts, release };
  }

  async #settle(kind: string, result: CaseResult, to: string[] | undefined, scenario: string): Promise<void> {
    const definition = this.#workshop.resources.kinds[kind];
    if (!result.created || !to || !definition?.show || !definition.status) return;
    const wait = { kind, id: result.created.id, to, after: result.exchange, scenario };
    const identity = result.exchange.identity as IdentityName;
    const reached = await this.#workshop.poller.wait({ ...wait, identity, version: this.#workshop.pollVersion(kind) });
    if (reached.reached === null || !to.includes(reached.reached)) {
      throw new Blocked('precondition', `The ${kind} ended in ${reached.reached}.`, result.exchange);
    }
  }

  /** A change beside the resource stands in the ledger before it is made; giving the lease back undoes it. */
  #protect(kind: string, step: EquipmentStep, facts: FactGroup, service: string): Lease | undefined {
    if (!step.changes) return undefined;
    const name = this.#workshop.facts.with({ [kind]: facts }).fill(step.changes.name);
    const entry = this.#workshop.ledger.intent({ kind: step.changes.kind, name, service, identity: 'admin' });
    return { facts: { name }, release: async () => void (await this.#remover.remove(entry, true)) };
  }

  #extrasOf(kind: string, wish: Wish): string[] {
    return Object.keys(this.#workshop.resources.kinds[kind]?.with ?? {}).filter((extra) => wish[extra] === true);
  }

  /** Sends the operation by which a resource gets what was asked for on top, and takes the facts out of its answer. */
  async #equip(
    kind: string,
    extra: string,
    facts: FactGroup,
    borrowed: Map<string, Lease>,
    scenario: string,
  ): Promise<void> {
    const step = this.#workshop.resources.kinds[kind]!.with![extra]!;
    const operation = this.#workshop.caller.operation(step.operation);
    const plain = this.#workshop.defaultCase(operation);
    if (step.changes?.name.startsWith('$server.host')) facts.host = await this.#workshop.hostOf(facts.id!, scenario);
    const protection = this.#protect(kind, step, facts, operation.service);
    if (protection) borrowed.set(step.changes!.kind, protection);
    const { kinds } = this.#workshop.resources;
    const { parameter } = kinds[kind]!;
    // What the operation is about is this one, whatever the case calls it.
    const others = Object.entries(plain.case.needs ?? {}).filter(([alias]) => kinds[alias]?.parameter !== parameter);
    for (const [alias, lease] of await this.acquireAll(Object.fromEntries(others), scenario))
      borrowed.set(alias, lease);
    const isAbout = operation.path.includes(`{${parameter}}`);
    const path = isAbout ? { path: { ...plain.case.path, [parameter]: facts.id! } } : {};
    const { exchange } = await this.#workshop.send({
      operation,
      case: { ...plain.case, ...path },
      version: plain.version,
      intent: 'setup',
      scenario,
      identity: this.#workshop.identityFor(operation, plain.case),
      facts: withLeases(this.#workshop.facts, borrowed).with({ [kind]: facts }),
    });
    if (!isAccepted(exchange)) throw new Blocked('precondition', `${refusalText(exchange)}.`, exchange);
    Object.assign(facts, factsFrom(exchange, step.facts ?? {}));
    const partner = step.await && borrowed.get(step.await.kind);
    if (!step.await || !partner) return;
    const wait = { ...step.await, id: partner.facts.id!, after: exchange, scenario };
    await this.#workshop.poller.wait({ ...wait, identity: 'member', version: null });
  }
}

/** Facts with those of some leases on top. */
export function withLeases(facts: Facts, leases: Map<string, Lease>): Facts {
  return facts.with(Object.fromEntries([...leases].map(([alias, lease]) => [alias, lease.facts])));
}

export async function releaseAll(leases: Map<string, Lease>): Promise<void> {
  await eachStep([...leases.values()].reverse().map((lease) => () => lease.release()));
}

/**
 * Waits until a server that something was asked of has nothing under way any more, in whatever state it then is.
 * @param to where the request leads; the status that the server has where left out
 */
export async function settleServer(
  workshop: Workshop,
  server: PooledServer | undefined,
  after: Exchange,
  scenario: string,
  to?: string[],
): Promise<void> {
  if (!server?.status) return;
  const wait = { kind: 'server', id: server.id, to: to ?? [server.status], after, scenario };
  const identity = server.entry.identity as 'member';
  const { reached } = await workshop.poller.wait({ ...wait, identity, version: workshop.pollVersion('server') });
  if (to && reached) server.status = reached;
}
