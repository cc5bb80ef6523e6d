import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import { eachStep } from './clean-up.ts';
import type { Facts } from './facts.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Remover } from './remover.ts';
import { shortestPath, type Transition, transitionsOf } from './transitions.ts';
import { refusalText, type Workshop } from './workshop.ts';

const KIND = 'server';
/** The state that a new server arrives in. */
const NEW_STATE = 'ACTIVE';
/** The state of a server in the recycle bin: reached by deleting it, so it is no ordinary transition. */
const BIN_STATE = 'SOFT_DELETED';
/** A longer way than this through the states is dearer than a new server. */
const LONGEST_PATH = 3;

export interface PooledServer {
  id: string;
  name: string;
  entry: LedgerEntry;
  /** Last state seen; null where it is not known. */
  status: string | null;
}

/** Gets what a case needs beside a server, and gives it back. */
type Borrow = (
  needs: Record<string, Record<string, unknown>>,
  scenario: string,
) => Promise<{ facts: Facts; release(): Promise<void> }>;

/**
 * Servers that scenarios share. One that is free and in the wanted state is lent; else one is taken there by the documented
 * transitions; else a new one is made, as long as the limit allows; else the scenario waits.
 */
export class ServerPool {
  readonly #workshop: Workshop;
  readonly #remover: Remover;
  /** Most servers that there may be at once. */
  readonly limit: number;
  readonly #borrow: Borrow;
  readonly #transitions: Transition[];
  #alive = 0;
  #idle: PooledServer[] = [];
  #waiting: (() => void)[] = [];
  /** Places that a scenario has and does not use yet, by its id. */
  readonly #reserved = new Map<string, number>();

  constructor(workshop: Workshop, remover: Remover, limit: number, borrow: Borrow) {
    this.#workshop = workshop;
    this.#borrow = borrow;
    this.#remover = remover;
    this.limit = limit;
    this.#transitions = transitionsOf(workshop.contract, KIND);
    workshop.signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** A server in a state, for the scenario alone until it is given back. @throws Blocked where it cannot be brought about */
  async acquire(state: string, isFresh: boolean, scenario: string): Promise<PooledServer> {
    const server = (isFresh ? undefined : await this.#takeIdle(state, scenario)) ?? (await this.#makeNew(scenario));
    try {
      await this.#bringTo(server, state, scenario);
      return server;
    } catch (error) {
      await this.discard(server);
      throw error;
    }
  }

  /** Gives a server back in the state that it was last seen in. */
  release(server: PooledServer): void {
    this.#idle.push(server);
    this.#wake();
  }

  /** Takes a server away for good. */
  async discard(server: PooledServer): Promise<void> {
    await this.#remover.remove(server.entry, true).finally(() => this.vacate());
  }

  /**
   * Does something that takes several servers at once. Their places are taken together: two scenarios that hold one each and wait
   * for another would wait for ever. @throws Blocked where there may never be as many
   */
  async withPlaces<Result>(count: number, scenario: string, work: () => Promise<Result>): Promise<Result> {
    if (count <= 1) return work();
    await this.#take(count);
    this.#reserved.set(scenario, count);
    try {
      return await work();
    } finally {
      this.#alive -= this.#reserved.get(scenario)!;
      this.#reserved.delete(scenario);
      this.#wake();
    }
  }

  /** A place for a server that a scenario makes itself; to be given up with `vacate`. */
  async occupy(scenario: string): Promise<void> {
    const reserved = this.#reserved.get(scenario) ?? 0;
    if (reserved > 0) this.#reserved.set(scenario, reserved - 1);
    else await this.#take(1);
  }

  /** Gives up a place. */
  vacate(): void {
    this.#alive -= 1;
    this.#wake();
  }

  /** Takes places, where needed those of servers that nobody uses. */
  async #take(count: number): Promise<void> {
    for (;;) {
      this.#throwIfInterrupted();
      this.#throwWithoutRoom(count);
      const lacking = Math.max(0, this.#alive + count - this.#room);
      if (lacking <= this.#idle.length) {
        this.#alive += count - lacking;
        const given = this.#idle.splice(0, lacking);
        await eachStep(given.map((idle) => async () => void (await this.#remover.remove(idle.entry, true)))).catch(
          (error: unknown) => {
            this.#alive -= count;
            this.#wake();
            throw error;
          },
        );
        return;
      }
      await this.#change();
    }
  }

  async #takeIdle(state: string, scenario: string): Promise<PooledServer | undefined> {
    for (;;) {
      this.#throwIfInterrupted();
      const ranked = this.#idle
        .map((server) => ({ server, path: shortestPath(this.#transitions, server.status ?? '', state) }))
        .filter(({ path }) => path !== undefined && path.length <= LONGEST_PATH)
        .sort((a, b) => a.path!.length - b.path!.length);
      const best = ranked[0];
      if (best) {
        this.#idle = this.#idle.filter((server) => server !== best.server);
        return best.server;
      }
      const hasPlace = this.#alive < this.#room || (this.#reserved.get(scenario) ?? 0) > 0;
      if (hasPlace || this.#idle.length > 0) return undefined;
      this.#throwWithoutRoom(1);
      await this.#change();
    }
  }

  async #makeNew(scenario: string): Promise<PooledServer> {
    await this.occupy(scenario);
    try {
      const operation = this.#workshop.caller.operation(this.#workshop.resources.kinds[KIND]!.make!.operation);
      const plain = this.#workshop.defaultCase(operation, (entry) => entry.creates?.kind === KIND && !entry.identity);
      const borrowed = await this.#borrow(plain.case.needs ?? {}, scenario);
      const result = await this.#workshop.send({
        operation,
        ...plain,
        intent: 'setup',
        scenario,
        identity: this.#workshop.identityFor(operation),
        facts: borrowed.facts,
      });
      await borrowed.release();
      if (!result.created)
        throw new Blocked('no-server', `No server could be made: ${refusalText(result.exchange)}.`, result.exchange);
      const server = { id: result.created.id, name: result.name, entry: result.created.entry, status: null };
      try {
        await this.#await(server, [NEW_STATE], result.exchange, scenario);
      } catch (error) {
        await this.#remover.remove(server.entry, true);
        throw error;
      }
      return server;
    } catch (error) {
      this.vacate();
      throw error;
    }
  }

  async #bringTo(server: PooledServer, state: string, scenario: string): Promise<void> {
    if (server.status === state) return;
    const path = state === BIN_STATE ? this.#pathToBin() : shortestPath(this.#transitions, server.status ?? '', state);
    if (!path) throw new Blocked('no-path', `The tables know no way from ${server.status} to ${state}.`);
    for (const { operation, to } of path) {
      const plain = this.#workshop.defaultCase(operation);
      const { exchange } = await this.#workshop.send({
        operation,
        ...plain,
        intent: 'setup',
        scenario,
        identity: this.#workshop.identityFor(operation),
        facts: this.#workshop.facts.with({ server: { id: server.id, name: server.name } }),
      });
      if (!isAccepted(exchange)) {
        throw new Blocked(
          'precondition',
          `The server could not be brought to ${state}: ${refusalText(exchange)}.`,
          exchange,
        );
      }
      await this.#await(server, to, exchange, scenario);
    }
  }

  #pathToBin(): Transition[] {
    return [{ operation: this.#workshop.caller.operation('server.delete'), from: [], to: [BIN_STATE] }];
  }

  async #await(server: PooledServer, to: string[], after: Exchange, scenario: string): Promise<void> {
    const identity = server.entry.identity as 'member';
    const version = this.#workshop.pollVersion(KIND);
    const result = await this.#workshop.poller.wait({
      kind: KIND,
      id: server.id,
      to,
      after,
      scenario,
      identity,
      version,
    });
    server.status = result.reached;
    if (result.reached === null || !to.includes(result.reached)) {
      throw new Blocked('precondition', `The server ended in ${result.reached} instead of ${to.join(' or ')}.`, after);
    }
  }

  /** How many servers there may be beside those that could not be taken away. */
  get #room(): number {
    return this.limit - this.#remover.stuck(KIND);
  }

  #throwWithoutRoom(count: number): void {
    if (count <= this.#room) return;
    const stuck = this.limit - this.#room;
    const why = stuck > 0 ? `, and ${stuck} could not be taken away` : '';
    throw new Blocked('no-resource', `It takes ${count} at once; limits.servers allows ${this.limit} servers${why}.`);
  }

  #throwIfInterrupted(): void {
    if (this.#workshop.signal.aborted) throw new Blocked('interrupted', 'The run was interrupted.');
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
