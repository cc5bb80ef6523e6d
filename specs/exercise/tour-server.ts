import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { eachStep } from './clean-up.ts';
import { type Lease, withLeases } from './lease.ts';
import { stateOf } from './poller.ts';
import type { Tools } from './scenario.ts';
import { withHosts } from './send-case.ts';
import type { IdentityName } from './target/types.ts';
import { GONE, isUsable, type Leg, nextLeg, spend } from './tour.ts';
import { isRoom, positionOf, roomFor, type ServerMove, type ServerWork } from './tour-graph.ts';
import { caseVersions } from './versions.ts';
import type { CaseResult } from './workshop.ts';

const KIND = 'server';
const SCENARIO = 'tour';
const START = 'ACTIVE';

/** A server on its way through the graph of states. */
export class TourServer {
  /** Tries that were refused, and whose effect was not looked at yet. */
  readonly refused: { visit: unknown; exchange: Exchange }[] = [];
  readonly #tools: Tools;
  readonly #equipment: Set<string>;
  /** Other resources by kind; those that the server took stay with it to its end. */
  readonly #spare = new Map<string, Lease>();
  readonly #taken: Lease[] = [];
  /** Ways that this server did not go as the graph says. */
  readonly #barred = new Set<string>();
  readonly #moves: ServerMove[];
  #lease: Lease | undefined;
  #status: string = START;
  #isLocked = false;
  #isLost = false;

  /** @param equipment what it gets on top (a volume, an interface), and what room the works ask for */
  constructor(tools: Tools, moves: ServerMove[], equipment: string[]) {
    this.#tools = tools;
    this.#moves = moves;
    this.#equipment = new Set(equipment);
  }

  /** Whether nothing more can be done with it: it is gone, or nobody knows in what state it is. */
  get isLost(): boolean {
    return this.#isLost || this.#status === GONE || this.#tools.workshop.signal.aborted;
  }

  /** Makes nothing more of it. */
  abandon(): void {
    this.#isLost = true;
  }

  get position(): string {
    return positionOf(this.#status, this.#isLocked);
  }

  /** @throws Blocked where there can be no server */
  async make(): Promise<void> {
    const things = [...this.#equipment].filter((thing) => !isRoom(thing));
    const { kinds } = this.#tools.workshop.resources;
    for (const thing of things) this.#equipment.delete(roomFor(kinds[KIND]!.with![thing]!.operation));
    const wish = { fresh: true, ...Object.fromEntries(things.map((name) => [name, true])) };
    const leases = await this.#tools.leases.acquireAll({ [KIND]: wish }, SCENARIO);
    this.#lease = leases.get(KIND)!;
  }

  async end(): Promise<void> {
    const leases = [this.#lease ?? [], this.#taken, ...this.#spare.values()].flat();
    await eachStep(leases.map((lease) => () => lease.release()));
  }

  nextLeg(todo: Iterable<ServerWork>): Leg<ServerMove, ServerWork> | undefined {
    const open = this.#moves.filter((move) => !this.#barred.has(move.id));
    return nextLeg(this.position, this.#equipment, open, todo);
  }

  mayDo(work: ServerWork): boolean {
    return isUsable(work, this.#equipment);
  }

  /** Goes on by a move that is not wanted for itself. */
  async go(move: ServerMove): Promise<void> {
    const { operation, case: entry } = move;
    const result = await this.#send({ operation, case: entry }, 'setup', SCENARIO);
    if (isAccepted(result.exchange)) await this.#arrive(result, statusesOf(move.to), operation.states?.lock, SCENARIO);
    if (!move.to.includes(this.position)) this.#barred.add(move.id);
  }

  /** Tries a pair. @throws Blocked where the target has nothing to send it with */
  async try(work: ServerWork): Promise<Exchange> {
    const { pair } = work;
    const intent = pair.accepted ? 'transition' : 'transition-refused';
    const result = await this.#send(pair, intent, pair.id);
    const { exchange, created } = result;
    if (isAccepted(exchange)) {
      this.#keep(pair.case.needs);
      // What was not to be accepted leads nobody knows where.
      if (pair.accepted) await this.#arrive(result, pair.to, pair.operation.states?.lock, pair.id);
      else this.#isLost = true;
      spend(work, this.#equipment);
      if (!work.to.includes(this.position)) this.#barred.add(work.id);
    } else if (pair.accepted) {
      this.#barred.add(work.id);
      await this.look(exchange);
    }
    if (created) await this.#tools.remover.remove(created.entry, true);
    return exchange;
  }

  /** Whether the server is as it was before some requests. If not, it is of no more use. */
  async look(after: Exchange): Promise<boolean> {
    const { workshop } = this.#tools;
    const kind = workshop.resources.kinds[KIND]!;
    const exchange = await workshop.caller.send({
      operation: workshop.caller.operation(kind.show!),
      intent: 'poll',
      scenario: after.scenario,
      identity: 'member',
      version: workshop.pollVersion(KIND),
      parameters: { [kind.parameter]: this.#lease!.facts.id! },
      follows: after.id,
    });
    const state = stateOf(exchange, kind);
    const isUnchanged = state?.isSettled === true && state.status === this.#status;
    if (!isUnchanged) this.#isLost = true;
    return isUnchanged;
  }

  async #send(
    call: Pick<ServerMove, 'operation' | 'case'>,
    intent: 'setup' | 'transition' | 'transition-refused',
    scenario: string,
  ): Promise<CaseResult> {
    const { workshop } = this.#tools;
    const { operation, case: entry } = call;
    const [version] = caseVersions(operation, entry, workshop.contract, workshop.possibilities).versions;
    const others = await this.#borrow(entry.needs);
    const facts = withLeases(workshop.facts, others).with({ [KIND]: this.#lease!.facts });
    return workshop.send({
      operation,
      case: entry,
      intent,
      scenario,
      identity: workshop.identityFor(operation, entry),
      version: version ?? null,
      facts: await withHosts(facts, { case: entry, id: scenario }, this.#lease, workshop),
    });
  }

  /** What a case needs beside the server is made once, and used for as long as no server took it. */
  async #borrow(needs: Record<string, Record<string, unknown>> = {}): Promise<Map<string, Lease>> {
    const { [KIND]: _server, ...others } = needs;
    const missing = Object.entries(others).filter(([kind]) => !this.#spare.has(kind));
    const made = await this.#tools.leases.acquireAll(Object.fromEntries(missing), SCENARIO);
    for (const [kind, lease] of made) this.#spare.set(kind, lease);
    return new Map(Object.keys(others).map((kind) => [kind, this.#spare.get(kind)!]));
  }

  #keep(needs: Record<string, Record<string, unknown>> = {}): void {
    for (const kind of Object.keys(needs)) {
      const lease = this.#spare.get(kind);
      if (!lease) continue;
      this.#taken.push(lease);
      this.#spare.delete(kind);
    }
  }

  async #arrive({ exchange }: CaseResult, to: string[], lock: boolean | undefined, scenario: string): Promise<void> {
    const { workshop } = this.#tools;
    const { entry } = this.#lease!.server!;
    const awaited = await workshop.poller.wait({
      kind: KIND,
      id: this.#lease!.facts.id!,
      to,
      after: exchange,
      scenario,
      identity: entry.identity as IdentityName,
      version: workshop.pollVersion(KIND),
      atOnce: scenario !== SCENARIO,
    });
    if (awaited.timedOut || awaited.reached === null) this.#isLost = true;
    else this.#status = awaited.reached;
    if (lock !== undefined) this.#isLocked = lock;
    this.#lease!.server!.status = this.#status;
  }
}

/** Positions without their locks. */
function statusesOf(positions: string[]): string[] {
  return positions.map((position) => (position === 'LOCKED' ? START : position.replace(/ LOCKED$/, '')));
}
