import type { StatePair } from '../contract/states.ts';
import type { Contract } from '../contract/types.ts';
import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import type { Resources } from './resources.ts';
import type { Scenario, Tools, Tour } from './scenario.ts';
import { movesOf, type ServerWork, workOf } from './tour-graph.ts';
import { TourServer } from './tour-server.ts';

/** Servers that go round side by side take no more than this part of what the target allows. */
const SHARE = 1 / 2;
/** Pairs that are worth another server beside the first. */
const PAIRS_EACH = 30;
/** Servers after which the rest is given up, if not one thing was done with any of them. */
const FRUITLESS = 3;

interface Visit {
  work: ServerWork;
  /** Looked at by itself, not with others. */
  isAlone: boolean;
  resolve(exchange: Exchange): void;
  reject(error: unknown): void;
  done: Promise<Exchange>;
}

/**
 * Tries each pair of status and action that the scenarios of a run ask for, with as few servers as will do. Lanes walk side by
 * side, each with a server of its own, and take the nearest of what is left; where a server ends elsewhere than the graph says,
 * its lane goes on from there, or with a new server.
 */
export class TourGuide implements Tour {
  readonly #visits = new Map<string, Visit>();
  readonly #todo = new Map<ServerWork, Visit>();
  #tour: Promise<void> | undefined;

  /** Says what will be asked for, so that all of it can be seen on one tour. */
  expect(pairs: StatePair[], { kinds }: Resources, { profile }: Contract): void {
    for (const pair of pairs) {
      const work = workOf(pair, kinds.server!, profile.unfinished);
      let settle!: Pick<Visit, 'resolve' | 'reject'>;
      const done = new Promise<Exchange>((resolve, reject) => {
        settle = { resolve, reject };
      });
      // Whoever asks for it hears of it; nobody may.
      done.catch(() => {});
      const visit: Visit = { work, isAlone: false, done, ...settle };
      this.#visits.set(pair.id, visit);
      this.#todo.set(work, visit);
    }
  }

  /** The exchange in which a pair was tried. @throws Blocked where it could not be */
  async visit(scenario: Scenario, tools: Tools): Promise<Exchange> {
    this.#tour ??= this.#goRound(tools);
    const visit = this.#visits.get(scenario.id);
    if (!visit) throw new Error(`the tour does not know ${scenario.id}`);
    return visit.done;
  }

  async #goRound(tools: Tools): Promise<void> {
    const { workshop, pool } = tools;
    const moves = movesOf(workshop.contract, (operation) => {
      if (!workshop.caller.reaches(operation)) return false;
      return operation.permission === 'member' || (workshop.caller.can('admin') && workshop.possibilities.allow.admin);
    });
    const lanes = Math.max(1, Math.min(Math.floor(pool.limit * SHARE), Math.ceil(this.#todo.size / PAIRS_EACH)));
    const failures: unknown[] = [];
    const walk = async (): Promise<void> => {
      let fruitless = 0;
      while (this.#todo.size > 0 && fruitless < FRUITLESS && !workshop.signal.aborted) {
        const server = new TourServer(tools, moves, this.#equipmentWanted());
        const isFruitful = await this.#walkWith(server).catch((error: unknown) => void failures.push(error));
        fruitless = isFruitful ? 0 : fruitless + 1;
      }
    };
    await Promise.all(Array.from({ length: lanes }, walk));
    const { aborted } = workshop.signal;
    const reason = aborted
      ? new Blocked('interrupted', 'The run was interrupted.')
      : (failures.find((error) => error instanceof Blocked) ??
        failures[0] ??
        new Blocked('no-path', 'No server could be brought to the state in which it is to be tried.'));
    // Also those that were under way when something failed; the others have their answer already.
    for (const visit of this.#visits.values()) visit.reject(reason);
  }

  #equipmentWanted(): string[] {
    return [...new Set([...this.#todo.keys()].flatMap((work) => work.uses))];
  }

  /** One server's way, from its making to its end. @returns whether anything was done with it */
  async #walkWith(server: TourServer): Promise<boolean> {
    let isFruitful = false;
    try {
      await server.make();
      while (!server.isLost) {
        const leg = this.#nextLeg(server, isFruitful);
        if (!leg) break;
        const claimed = this.#todo.get(leg.work)!;
        this.#todo.delete(leg.work);
        const isThere = leg.route.length === 0 || (await this.#travelOrReject(server, leg, claimed));
        if (isThere === undefined) break;
        if (!isThere) {
          this.#todo.set(leg.work, claimed);
          continue;
        }
        await this.#try(server, claimed);
        isFruitful = true;
      }
      await this.#settleRefused(server);
    } finally {
      await server.end();
    }
    return isFruitful;
  }

  /** What must be done again goes first on a new server: whatever went wrong before it, it has no part in it. */
  #nextLeg(server: TourServer, isUsed: boolean): ReturnType<TourServer['nextLeg']> {
    const again = isUsed ? [] : [...this.#todo.values()].filter(({ isAlone }) => isAlone).map(({ work }) => work);
    return (again.length > 0 ? server.nextLeg(again) : undefined) ?? server.nextLeg(this.#todo.keys());
  }

  /** What cannot even be set out for is given up, so that it is not tried for ever. @returns undefined then */
  async #travelOrReject(
    server: TourServer,
    leg: NonNullable<ReturnType<TourServer['nextLeg']>>,
    claimed: Visit,
  ): Promise<boolean | undefined> {
    try {
      return await this.#travel(server, leg);
    } catch (error) {
      claimed.reject(error);
      return undefined;
    }
  }

  /** Goes a leg's way, and does on it what is wanted anyway. @returns whether it got there */
  async #travel(server: TourServer, leg: NonNullable<ReturnType<TourServer['nextLeg']>>): Promise<boolean> {
    for (const move of leg.route) {
      const visit = [...this.#todo.values()].find(({ work }) => work.id === move.id && server.mayDo(work));
      if (visit) {
        this.#todo.delete(visit.work);
        await this.#try(server, visit);
      } else {
        await this.#settleRefused(server);
        if (server.isLost) return false;
        await server.go(move);
      }
      if (server.isLost || server.position !== move.to[0]) return false;
    }
    return server.position === leg.work.from;
  }

  async #try(server: TourServer, visit: Visit): Promise<void> {
    const { pair } = visit.work;
    if (pair.accepted || visit.isAlone) await this.#settleRefused(server);
    if (server.isLost) {
      this.#todo.set(visit.work, visit);
      return;
    }
    try {
      const exchange = await server.try(visit.work);
      if (pair.accepted && !isAccepted(exchange) && !visit.isAlone) this.#doAgain(server, visit);
      else if (pair.accepted) visit.resolve(exchange);
      else server.refused.push({ visit, exchange });
      if (!pair.accepted && (visit.isAlone || server.isLost)) await this.#settleRefused(server);
    } catch (error) {
      visit.reject(error);
    }
  }

  /** What should have been accepted is asked of another server too: this one may be other than it seems. */
  #doAgain(server: TourServer, visit: Visit): void {
    visit.isAlone = true;
    this.#todo.set(visit.work, visit);
    server.abandon();
  }

  /** One look shows for all that was refused since the last one whether the server is as it was; if it is not, each is tried again alone. */
  async #settleRefused(server: TourServer): Promise<void> {
    const tried = server.refused.splice(0) as { visit: Visit; exchange: Exchange }[];
    if (tried.length === 0) return;
    const isUnchanged = await server.look(tried.at(-1)!.exchange);
    for (const { visit, exchange } of tried) {
      if (isUnchanged || tried.length === 1) visit.resolve(exchange);
      else {
        visit.isAlone = true;
        this.#todo.set(visit.work, visit);
      }
    }
  }
}
