import { randomUUID } from 'node:crypto';
import { factsNamed } from '../contract/statements.ts';
import type { Case, Contract, Operation } from '../contract/types.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { Blocked, withoutFact } from './blocked.ts';
import { type Call, type Caller, versionToSend } from './caller.ts';
import { type FactGroup, type Facts, MissingFact } from './facts.ts';
import { fillCase } from './fill.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { readPointer } from './pointer.ts';
import type { Poller } from './poller.ts';
import type { Resources } from './resources.ts';
import type { IdentityName } from './target/types.ts';
import { caseVersions, type Possibilities } from './versions.ts';

/** A case about to be sent. */
export interface CaseCall {
  operation: Operation;
  case: Case;
  intent: Intent;
  scenario: string;
  identity: IdentityName;
  version: string | null;
  facts: Facts;
  /** How the microversion is asked for, and what the call is a trial of; see `Call`. */
  versionHeader?: Call['versionHeader'];
  threshold?: string;
  /** For lists: a resource that must be shown as present, or must not. */
  lists?: { id: string; present: boolean };
  /** Members put in last, over those of the case. */
  set?: Record<string, unknown>;
  /** Members taken out last of all. */
  unset?: string[];
  /** Name of what it makes, where a new one will not do. */
  name?: string;
  /** What is wrong with it. */
  defect?: string;
  /** Operation whose statements it is to show something of, where that is another. */
  about?: Operation;
}

/** What came of a case. */
export interface CaseResult {
  exchange: Exchange;
  /** Name that was chosen for what the case makes. */
  name: string;
  /** What it made, where it says so and was accepted. */
  created?: { kind: string; id: string; entry: LedgerEntry };
}

/** What scenarios and leases work with: the target's facts, and a way to send cases that leaves a trace in the ledger. */
export class Workshop {
  readonly contract: Contract;
  readonly caller: Caller;
  readonly poller: Poller;
  readonly ledger: Ledger;
  readonly resources: Resources;
  readonly facts: Facts;
  readonly possibilities: Possibilities;
  readonly signal: AbortSignal;
  readonly #prefix: string;
  #names = 0;

  constructor(parts: {
    contract: Contract;
    caller: Caller;
    poller: Poller;
    ledger: Ledger;
    resources: Resources;
    facts: Facts;
    possibilities: Possibilities;
    signal: AbortSignal;
    prefix: string;
  }) {
    this.contract = parts.contract;
    this.caller = parts.caller;
    this.poller = parts.poller;
    this.ledger = parts.ledger;
    this.resources = parts.resources;
    this.facts = parts.facts;
    this.possibilities = parts.possibilities;
    this.signal = parts.signal;
    this.#prefix = parts.prefix;
  }

  /** A name that nothing of this run has yet, and that shows whose it is. */
  newName(naming?: Case['naming']): string {
    this.#names += 1;
    const plain = `${this.#prefix}${this.#names}`;
    if (!naming) return plain;
    const { with: ending, length = plain.length + ending.length + 1 } = naming;
    return `${plain}-`.padEnd(length, ending);
  }

  /** An operation of the tables, or undefined. */
  find(id: string): Operation | undefined {
    return this.contract.operations.get(id) ?? this.contract.auxiliary.get(id);
  }

  /**
   * Fills a case in and sends it. What it makes stands in the ledger before the request leaves.
   * @throws Blocked where a fact that it needs is not known
   */
  async send(call: CaseCall): Promise<CaseResult> {
    const name = call.name ?? this.newName(call.case.naming);
    const { creates } = call.case;
    const entry =
      creates &&
      this.ledger.intent({ kind: creates.kind, name, service: call.operation.service, identity: call.identity });
    const exchange = await this.#sendFilled(call, name).catch((error: unknown) => {
      if (entry) this.ledger.removed(entry);
      throw error instanceof MissingFact ? withoutFact(error) : error;
    });
    if (!creates || !entry) return { exchange, name };
    const id = idOf(exchange, creates.id);
    if (id !== undefined) {
      this.ledger.created(entry, id);
      return { exchange, name, created: { kind: creates.kind, id, entry } };
    }
    const status = exchange.response?.status ?? 0;
    if (status >= 400 && status < 500) this.ledger.removed(entry);
    return { exchange, name };
  }

  async #sendFilled(call: CaseCall, name: string): Promise<Exchange> {
    const { operation } = call;
    const facts = call.facts.with({ name: { value: name }, uuid: { value: randomUUID() } });
    const entry = edited(call);
    return this.caller.send({
      operation,
      intent: call.intent,
      scenario: call.scenario,
      identity: call.identity,
      version: versionToSend(this.contract, operation, call.version),
      ...(call.versionHeader ? { versionHeader: call.versionHeader } : {}),
      ...(call.threshold ? { threshold: call.threshold } : {}),
      ...(call.defect === undefined ? {} : { defect: call.defect }),
      ...(call.lists ? { lists: call.lists } : {}),
      ...factsOf(call.about ?? operation, facts),
      ...fillCase(operation, entry, facts, this.contract.examples),
    });
  }

  /**
   * The first case of an operation that the target's versions and allowances let through, for setting things up.
   * @throws Blocked where there is none
   */
  defaultCase(
    operation: Operation,
    fits: (entry: Case) => boolean = () => true,
  ): { case: Case; version: string | null } {
    for (const entry of operation.exercise ?? []) {
      if (!fits(entry) || (entry.allow ?? []).length > 0) continue;
      const version = caseVersions(operation, entry, this.contract, this.possibilities).versions[0];
      if (version !== undefined) return { case: entry, version };
    }
    throw new Blocked('no-case', `The tables have no case of ${operation.id} that this target allows.`);
  }

  /** Name of the host that a server is on. @throws Blocked where no administrator can be asked, or it is not shown */
  async hostOf(serverId: string, scenario: string): Promise<string> {
    if (!this.caller.can('admin'))
      throw new Blocked('not-permitted', 'Only an administrator can see which host a server is on.');
    const exchange = await this.caller.send({
      operation: this.caller.operation('server.show'),
      intent: 'setup',
      scenario,
      identity: 'admin',
      version: this.pollVersion('server'),
      parameters: { server_id: serverId },
    });
    const host = readPointer(exchange.response?.body, '/server/OS-EXT-SRV-ATTR:host');
    if (typeof host !== 'string') throw new Blocked('no-resource', 'The host of the server is not shown.', exchange);
    return host;
  }

  /** The identity that an operation takes. @throws Blocked where the target has none such */
  identityFor(operation: Operation, entry: Case = {}): IdentityName {
    const identity = (entry.identity as IdentityName | undefined) ?? operation.permission;
    if (this.caller.can(identity) && (identity !== 'admin' || this.possibilities.allow.admin)) return identity;
    throw new Blocked('not-permitted', `${operation.id} takes an identity "${identity}".`);
  }

  /** Version to look at a resource with: the one recommended for its `show`, as far as the target offers it. */
  pollVersion(kind: string): string | null {
    const show = this.resources.kinds[kind]?.show;
    const operation = show === undefined ? undefined : this.find(show);
    if (operation?.service !== 'compute') return null;
    const versions = caseVersions(
      operation,
      { versions: ['recommended', 'min'] },
      this.contract,
      this.possibilities,
    ).versions;
    return versionToSend(this.contract, operation, versions[0] ?? null);
  }
}

/** The facts that statements on the operation speak of, as far as they are known. */
function factsOf(operation: Operation, facts: Facts): { facts?: Record<string, string> } {
  const noted = factsNamed(operation).flatMap((fact): [string, string][] => {
    const [alias, name = 'value'] = fact.split('.');
    const value = facts.known(alias!, name);
    return value === undefined ? [] : [[fact, value]];
  });
  return noted.length > 0 ? { facts: Object.fromEntries(noted) } : {};
}

/** A case with the members that the call puts in or takes out on top. */
function edited({ case: entry, set, unset }: CaseCall): Case {
  if (!set && !unset) return entry;
  // What the case takes out of its example may be what the call puts in.
  const left = (entry.unset ?? []).filter((pointer) => set?.[pointer] === undefined);
  return { ...entry, set: { ...entry.set, ...set }, unset: [...left, ...(unset ?? [])] };
}

/** The id in an answer: a member of the body, or the last part of a header's URL. */
function idOf(exchange: Exchange, pointer: string): string | undefined {
  const { response } = exchange;
  if (!response || response.status < 200 || response.status >= 300) return undefined;
  if (pointer.startsWith('/headers/')) return response.headers[pointer.slice('/headers/'.length)]?.split('/').at(-1);
  const value = readPointer(response.body, pointer);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Facts read out of an answer by JSON pointers. */
export function factsFrom(exchange: Exchange, pointers: Record<string, string>): FactGroup {
  const pairs = Object.entries(pointers).map(([name, pointer]) => [
    name,
    readPointer(exchange.response?.body, pointer),
  ]);
  return Object.fromEntries(
    pairs.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]),
  );
}

/** One line on how a request was refused, for the reason why a scenario was blocked. */
export function refusalText(exchange: Exchange): string {
  const answer = exchange.failure ? exchange.failure.message : `answered ${exchange.response?.status}`;
  return `${exchange.operation} ${answer}`;
}
