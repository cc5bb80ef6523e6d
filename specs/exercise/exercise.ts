import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract/types.ts';
import type { Exchange, RecordedTarget, RecordingFooter, ScenarioOutcome } from '../recording/types.ts';
import { Caller } from './caller.ts';
import { carryOut } from './carry-out.ts';
import { type Discovery, discover } from './discovery.ts';
import { type FactGroup, Facts } from './facts.ts';
import { createClient, type HttpClient } from './http/client.ts';
import type { Sender } from './http/types.ts';
import { openSession, type Session } from './identity/session.ts';
import { Journal } from './journal.ts';
import { makeSecrets } from './keys.ts';
import { Leases, releaseAll, withLeases } from './lease.ts';
import { type Ledger, type LedgerEntry, openLedger } from './ledger.ts';
import { planScenarios } from './plan.ts';
import { Poller } from './poller.ts';
import { Populations } from './populations.ts';
import { openRecorder } from './record/recorder.ts';
import { createRedactor, type Redactor } from './record/redact.ts';
import { type Removal, Remover } from './remover.ts';
import { loadResources, type Resources } from './resources.ts';
import type { Scenario, Tools } from './scenario.ts';
import { ServerPool } from './server-pool.ts';
import type { IdentityName, Target } from './target/types.ts';
import { recordingSender } from './token-call.ts';
import { TourGuide } from './tour-guide.ts';
import type { Possibilities } from './versions.ts';
import { Workshop } from './workshop.ts';

/** Beginning of every name that a run gives; the run's id follows. */
export const MARK = 'conform-';

/** A target that was logged in to and looked at: what check, plan and run have in common. */
export interface Connection {
  contract: Contract;
  target: Target;
  runId: string;
  startedAt: string;
  client: HttpClient;
  sessions: Partial<Record<IdentityName, Session>>;
  caller: Caller;
  journal: Journal;
  redactor: Redactor;
  resources: Resources;
  discovery: Discovery;
  possibilities: Possibilities;
  interrupt: AbortController;
}

export interface Progress {
  done: number;
  total: number;
  exchanges: number;
  /** What is being waited for. */
  waiting: { kind: string; to: string[]; last: string | null }[];
}

/**
 * Logs in, and finds out what the target offers. Sends nothing that changes anything.
 * @throws TargetError where the target cannot be reached or lets nobody in
 */
export async function connect(
  contract: Contract,
  target: Target,
  onExchange?: (exchange: Exchange) => void,
): Promise<Connection> {
  const runId = randomBytes(4).toString('hex');
  const startedAt = new Date().toISOString();
  const interrupt = new AbortController();
  const client = createClient(target);
  const redactor = createRedactor(target.secrets);
  const journal = new Journal(onExchange);
  const sessions: Partial<Record<IdentityName, Session>> = {};
  const caller = new Caller({
    contract,
    sender: client,
    sessions,
    journal,
    allow: target.allow,
    signal: interrupt.signal,
  });
  const sender: Sender = recordingSender(client, journal);
  try {
    for (const identity of Object.keys(target.identities) as IdentityName[]) {
      sessions[identity] = await openSession(target, identity, sender, {
        onSecret: (kind, value) => redactor.add(kind, value),
      });
    }
    if (!sessions.admin && sessions.member?.roles.includes('admin')) sessions.admin = sessions.member;
    const resources = loadResources();
    const discovery = await discover(contract, caller, resources, target);
    const possibilities = possibilitiesOf(contract, target, sessions, discovery);
    return {
      contract,
      target,
      runId,
      startedAt,
      client,
      sessions,
      caller,
      journal,
      redactor,
      resources,
      discovery,
      possibilities,
      interrupt,
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

function possibilitiesOf(
  contract: Contract,
  target: Target,
  sessions: Connection['sessions'],
  discovery: Discovery,
): Possibilities {
  const services = new Set([...contract.operations.values()].map((operation) => operation.service));
  return {
    allow: target.allow,
    identities: Object.keys(sessions) as IdentityName[],
    administrators: (Object.keys(sessions) as IdentityName[]).filter((name) => sessions[name]!.roles.includes('admin')),
    microversions: discovery.microversions,
    services: [...services].filter((service) => sessions.member!.has(service)),
  };
}

export interface RunOptions {
  suite: { name: string; version: string };
  /** File that the recording is written to. */
  recordingFile: string;
  /** Folder of the ledger. */
  ledgerFolder: string;
  /** Operation ids or patterns; all where left out. */
  only?: string[];
  onProgress?: (progress: Progress) => void;
}

/**
 * Carries the scenarios of a contract out and records every exchange. Ends with a footer, also when interrupted; whatever was
 * made is taken away, and what could not be is listed in the footer and stays in the ledger.
 */
export async function exercise(connection: Connection, options: RunOptions): Promise<RecordingFooter> {
  const { contract, target, journal, redactor, possibilities, interrupt } = connection;
  const scenarios = planScenarios(contract, possibilities, options.only);
  const run = {
    id: connection.runId,
    startedAt: connection.startedAt,
    ...(options.only ? { only: options.only } : {}),
  };
  const header = { type: 'header' as const, formatVersion: 1 as const, suite: options.suite, run };
  const recorder = openRecorder(options.recordingFile, { ...header, target: recordedTarget(connection) }, redactor);
  journal.begin(recorder);
  const ledger = openLedger(path.join(options.ledgerFolder, `${connection.runId}.jsonl`), {
    run: connection.runId,
    target: target.name,
    ...endpointOf(connection),
    startedAt: connection.startedAt,
  });
  const secrets = await makeSecrets();
  redactor.add('password', secrets.password.value!);
  redactor.add('user-data', secrets.user_data.value!);
  const { tools, poller } = equip(connection, ledger, new Map(Object.entries(secrets)));
  tools.tour.expect(
    scenarios.flatMap(({ pair, ruledOut }) => (pair && !ruledOut ? [pair] : [])),
    connection.resources,
  );
  const outcomes = await carryOutAll(scenarios, tools, connection, poller, options.onProgress);
  await removeAll(ledger, tools.remover, target.limits.concurrency);
  const leftovers = ledger.owned().map(({ kind, id, name }) => ({ kind, id: id ?? '', name }));
  ledger.close();
  if (leftovers.length === 0) rmSync(ledger.file, { force: true });
  return recorder.close({
    finishedAt: new Date().toISOString(),
    interrupted: interrupt.signal.aborted,
    scenarios: outcomes,
    awaits: poller.awaits,
    leftovers,
  });
}

/** What a ledger knows a target by, beside its name. */
export function endpointOf({ sessions }: Pick<Connection, 'sessions'>): { endpoint?: string } {
  const session = sessions.member!;
  return session.has('compute') ? { endpoint: session.endpoint('compute') } : {};
}

function equip(
  connection: Connection,
  ledger: Ledger,
  secrets: Map<string, Record<string, string>>,
): { tools: Tools; poller: Poller } {
  const { contract, caller, resources, target, possibilities, discovery, interrupt, sessions } = connection;
  const { pollIntervalMs, timeoutSeconds } = target.limits;
  const prefix = `${MARK}${connection.runId}-`;
  const poller = new Poller({ caller, resources, pollIntervalMs, timeoutSeconds, signal: interrupt.signal });
  const session = sessions.member!;
  const own = new Map<string, FactGroup>([
    // As long as the API lets a value of metadata be, and most other texts.
    ['text', { longest: 'x'.repeat(255) }],
    ['project', { id: session.projectId, name: session.projectName ?? '' }],
    ['time', { past: new Date(Date.parse(connection.startedAt) - 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z') }],
  ]);
  // An access key does not tell whose it is; then the target file may.
  if (session.userId !== null) own.set('user', { id: session.userId });
  const facts = new Facts(new Map([...discovery.groups, ...secrets, ...own]));
  const workshop = new Workshop({
    contract,
    caller,
    poller,
    ledger,
    resources,
    facts,
    possibilities,
    signal: interrupt.signal,
    prefix,
  });
  const remover = makeRemover(connection, ledger, connection.runId);
  const pool: ServerPool = new ServerPool(workshop, remover, target.limits.servers, async (needs, scenario) => {
    const held = await leases.acquireAll(needs, scenario);
    return { facts: withLeases(facts, held), release: () => releaseAll(held) };
  });
  const leases = new Leases(workshop, remover, pool);
  const populations = new Populations({ workshop, remover, pool, leases, servers: target.limits.servers });
  return { tools: { workshop, remover, pool, leases, populations, tour: new TourGuide() }, poller };
}

/** What takes away the things of a run, this one or an earlier one. */
export function makeRemover(connection: Connection, ledger: Ledger, run: string): Remover {
  const { contract, caller, resources, target, possibilities } = connection;
  const { pollIntervalMs, timeoutSeconds } = target.limits;
  const prefix = `${MARK}${run}-`;
  return new Remover({
    contract,
    caller,
    ledger,
    resources,
    possibilities,
    pollIntervalMs,
    timeoutSeconds,
    prefix,
    commands: target.commands,
  });
}

/** Scenarios side by side as the limit allows; those that want to be alone one after the other at the end. */
async function carryOutAll(
  scenarios: Scenario[],
  tools: Tools,
  connection: Connection,
  poller: Poller,
  onProgress: ((progress: Progress) => void) | undefined,
): Promise<ScenarioOutcome[]> {
  const outcomes = new Map<Scenario, ScenarioOutcome>();
  const isAlone = (scenario: Scenario): boolean => scenario.case.alone === true && scenario.intent === 'case';
  const others = scenarios.filter((scenario) => !isAlone(scenario));
  const usesPopulation = ({ population, ruledOut }: Scenario): boolean => population !== undefined && !ruledOut;
  const queue = [...others.filter(usesPopulation), ...others.filter((scenario) => !usesPopulation(scenario))];
  tools.populations.expect(others.filter(usesPopulation).map(({ population }) => population!));
  const report = (): void =>
    onProgress?.({
      done: outcomes.size,
      total: scenarios.length,
      exchanges: connection.journal.count,
      waiting: poller.waitingFor(),
    });
  const work = async (scenario: Scenario): Promise<void> => {
    outcomes.set(scenario, await carryOut(scenario, tools));
    report();
  };
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next);
  };
  report();
  await Promise.all(Array.from({ length: connection.target.limits.concurrency }, worker));
  for (const scenario of scenarios.filter(isAlone)) await work(scenario);
  return scenarios.map((scenario) => outcomes.get(scenario)!);
}

/**
 * Takes away all that the ledger still owns: servers before what they hold.
 * @returns what became of each entry, in the order in which they were done with
 */
export async function removeAll(
  ledger: Ledger,
  remover: Remover,
  concurrency: number,
  isOwnRun = true,
): Promise<Map<LedgerEntry, Removal>> {
  const removals = new Map<LedgerEntry, Removal>();
  const servers = ledger.owned().filter((entry) => entry.kind === 'server');
  const others = ledger.owned().filter((entry) => entry.kind !== 'server');
  for (const queue of [servers, others]) {
    const worker = async (): Promise<void> => {
      for (let entry = queue.shift(); entry; entry = queue.shift()) {
        const removal = remover.remove(entry, isOwnRun);
        removals.set(entry, await removal.catch((error: unknown) => ({ outcome: 'left', why: String(error) })));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
  return removals;
}

function recordedTarget({ target, contract, possibilities, sessions }: Connection): RecordedTarget {
  const session = sessions.member!;
  return {
    name: target.name,
    profile: contract.profile.id,
    microversions: possibilities.microversions,
    allow: target.allow,
    endpoints: Object.fromEntries(possibilities.services.map((service) => [service, session.endpoint(service)])),
    limits: { timeoutSeconds: target.limits.timeoutSeconds },
    waivers: target.waivers,
  };
}
