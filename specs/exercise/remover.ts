import type { Contract, Operation } from '../contract/types.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { type Caller, versionToSend } from './caller.ts';
import { runCommand } from './command.ts';
import { Facts } from './facts.ts';
import { fillCase } from './fill.ts';
import { type Found, findResource, type Look, pagesOf } from './finder.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { readPointer } from './pointer.ts';
import { stateOf } from './poller.ts';
import type { ResourceKind, Resources } from './resources.ts';
import type { IdentityName } from './target/types.ts';
import { caseVersions, type Possibilities } from './versions.ts';

/** How often a resource that is going is looked at. */
const LOOK_AGAIN_FACTOR = 2;
/** How often a removal is asked for that got no answer, or one that tells of trouble inside (5xx): it may have been carried out all the same. */
const TRIES = 3;

export interface RemoverParts {
  contract: Contract;
  caller: Caller;
  ledger: Ledger;
  resources: Resources;
  possibilities: Possibilities;
  pollIntervalMs: number;
  timeoutSeconds: number;
  /** Beginning of every name that the run gave. */
  prefix: string;
  /** Commands of the target's owner. */
  commands: { hostUp?: string };
}

/** `gone`: it was not there any more. `left`: it is still there, or may be. */
export type Removal = { outcome: 'removed' | 'gone' } | { outcome: 'left'; why: string };

/** Takes away what the ledger owns, and nothing else. */
export class Remover {
  readonly #parts: RemoverParts;
  /** What was tried, and is still there. */
  readonly #stuck = new Set<LedgerEntry>();

  constructor(parts: RemoverParts) {
    this.#parts = parts;
  }

  /**
   * Removes one entry. An entry whose id was never seen is looked for by its name; one from an earlier run is only removed
   * if the resource still carries the run's mark.
   * @param isLastTry whether a weaker way will do where the strongest one meets with trouble that may pass: into the recycle bin, say
   */
  async remove(entry: LedgerEntry, isOwnRun: boolean, isLastTry = false): Promise<Removal> {
    const removal = await this.#remove(entry, isOwnRun, isLastTry);
    if (removal.outcome === 'left') this.#stuck.add(entry);
    else this.#stuck.delete(entry);
    return removal;
  }

  /** How many resources of a kind it could not take away. */
  stuck(kind: string): number {
    return [...this.#stuck].filter((entry) => entry.kind === kind).length;
  }

  async #remove(entry: LedgerEntry, isOwnRun: boolean, isLastTry: boolean): Promise<Removal> {
    const kind = this.#parts.resources.kinds[entry.kind];
    if (!kind) return { outcome: 'left', why: `nothing tells how a ${entry.kind} is taken away` };
    const found = isOwnRun && entry.id !== null ? { state: 'here' as const, id: entry.id } : await this.find(entry);
    if (found.state === 'unclear') return { outcome: 'left', why: found.why };
    const removal =
      found.state === 'gone'
        ? { outcome: 'gone' as const }
        : await this.#take(entry, kind, found.id, found.item, isLastTry);
    if (removal.outcome !== 'left') this.#parts.ledger.removed(entry);
    return removal;
  }

  /** Looks for the resource of an entry, and changes nothing. */
  async find(entry: LedgerEntry): Promise<Found> {
    const kind = this.#parts.resources.kinds[entry.kind];
    if (!kind) return { state: 'unclear', why: `nothing tells how a ${entry.kind} is looked at` };
    return findResource(entry, kind, this.#lookFor(entry), this.#parts.prefix);
  }

  /** Goes once through the list of an entry's kind. @returns what in it bears one of some names, as far as it can be read */
  async listed(entry: LedgerEntry, names: ReadonlySet<string>): Promise<{ id: string; name: string }[]> {
    const list = this.#parts.resources.kinds[entry.kind]?.list;
    const found: { id: string; name: string }[] = [];
    if (!list) return found;
    for await (const page of pagesOf(list, this.#lookFor(entry))) {
      if ('state' in page) break;
      for (const item of page.items) {
        const name = readPointer(item, list.name);
        if (typeof name === 'string' && names.has(name)) found.push({ id: String(readPointer(item, list.id)), name });
      }
    }
    return found;
  }

  #lookFor(entry: LedgerEntry): Look {
    return async (name, id, query) => {
      const operation = this.#operation(name);
      return operation && this.#send(operation, entry, id, query ? { query } : {});
    };
  }

  async #take(entry: LedgerEntry, kind: ResourceKind, id: string, item: unknown, isLastTry: boolean): Promise<Removal> {
    await this.#empty(entry, kind, id, item);
    const first = await this.#tryAll(entry, kind, id, isLastTry);
    if (first.outcome !== 'left') return first;
    for (const name of kind.prepare ?? []) {
      const operation = this.#operation(name);
      if (operation) await this.#send(operation, entry, id);
    }
    if (kind.command) await runCommand(this.#parts.commands[kind.command], { host: id });
    return this.#tryAll(entry, kind, id, isLastTry);
  }

  async #tryAll(entry: LedgerEntry, kind: ResourceKind, id: string, isLastTry: boolean): Promise<Removal> {
    let why = `the target has none of ${kind.remove.join(', ')}`;
    for (const name of kind.remove) {
      const operation = this.#operation(name);
      if (!operation) continue;
      const { response, failure } = await this.#sendUntilHeard(operation, entry, id);
      const status = response?.status ?? 0;
      if (status === 404) return { outcome: 'gone' };
      if (isSuccess(status)) {
        if (await this.#untilGone(entry, kind, id)) return { outcome: 'removed' };
        return {
          outcome: 'left',
          why: `${name} was accepted (${status}), but it did not go in ${this.#parts.timeoutSeconds} s`,
        };
      }
      why = failure ? `${name}: ${failure.message}` : `${name} answered ${status}`;
      if (isTrouble(status) && !isLastTry) break;
    }
    return { outcome: 'left', why };
  }

  async #sendUntilHeard(operation: Operation, entry: LedgerEntry, id: string): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.#send(operation, entry, id);
      if (!isTrouble(exchange.response?.status ?? 0) || attempt === TRIES) return exchange;
      await new Promise((resolve) => setTimeout(resolve, this.#parts.pollIntervalMs));
    }
  }

  async #empty(entry: LedgerEntry, kind: ResourceKind, id: string, item: unknown): Promise<void> {
    if (!kind.empty || !kind.list) return;
    const found = item ?? (await this.#itemOf(entry, kind, id));
    const contents = readPointer(found, kind.empty.items);
    const operation = this.#operation(kind.empty.operation);
    if (!Array.isArray(contents) || !operation) return;
    for (const content of contents) {
      await this.#send(operation, entry, id, { facts: { [kind.empty.fact]: String(content) } });
    }
  }

  async #itemOf(entry: LedgerEntry, kind: ResourceKind, id: string): Promise<unknown> {
    const operation = this.#operation(kind.list!.operation);
    if (!operation) return undefined;
    const exchange = await this.#send(operation, entry, null, kind.list!.query ? { query: kind.list!.query } : {});
    const items = readPointer(exchange.response?.body, kind.list!.items);
    return Array.isArray(items) ? items.find((one) => String(readPointer(one, kind.list!.id)) === id) : undefined;
  }

  /** Waits until it can no longer be shown, or lies in the recycle bin where nothing stronger was accepted. */
  async #untilGone(entry: LedgerEntry, kind: ResourceKind, id: string): Promise<boolean> {
    const show = kind.show === undefined ? undefined : this.#operation(kind.show);
    // What has no list was changed and not made: it is put back at once, and stays.
    if (!show || !kind.status || !kind.list) return true;
    const deadline = performance.now() + this.#parts.timeoutSeconds * 1000;
    let pauseMs = this.#parts.pollIntervalMs;
    while (performance.now() < deadline) {
      const state = stateOf(await this.#send(show, entry, id), kind);
      if (state?.status === 'gone' || state?.status === 'SOFT_DELETED') return true;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * LOOK_AGAIN_FACTOR, 2000);
    }
    return false;
  }

  #operation(id: string): Operation | undefined {
    const { contract, caller } = this.#parts;
    const operation = contract.operations.get(id) ?? contract.auxiliary.get(id);
    return operation && caller.reaches(operation) ? operation : undefined;
  }

  /** Sends the first case of an operation, with the entry as the only fact. */
  #send(
    operation: Operation,
    entry: LedgerEntry,
    id: string | null,
    more: { query?: Record<string, unknown>; facts?: Record<string, string> } = {},
  ) {
    const { contract, caller, possibilities, resources } = this.#parts;
    const { parameter } = resources.kinds[entry.kind]!;
    const alias = parameter.replace(/_(id|name)$/, '');
    const own = id ?? entry.name;
    const facts = new Facts().soft().with({ [alias]: { id: own, name: own, ...more.facts } });
    const first = operation.exercise?.[0] ?? {};
    const version =
      caseVersions(operation, { versions: ['recommended', 'min'] }, contract, possibilities).versions[0] ?? null;
    const filled = fillCase(operation, { ...first, path: {} }, facts, contract.examples);
    const wanted = operation.permission === 'admin' ? 'admin' : (entry.identity as IdentityName);
    return caller.send({
      operation,
      intent: 'cleanup',
      scenario: 'cleanup',
      identity: caller.can(wanted) ? wanted : 'member',
      version: versionToSend(contract, operation, version),
      ...filled,
      query: more.query ?? {},
    });
  }
}

/** Whether an answer leaves open what became of the request: none (0), or trouble inside. */
function isTrouble(status: number): boolean {
  return status === 0 || status >= 500;
}
