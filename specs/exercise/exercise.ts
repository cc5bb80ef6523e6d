import { rmSync } from 'node:fs';
import path from 'node:path';
import { MARK } from '../recording/runs.ts';
import type { Await, RecordedShard, RecordingFooter, RecordingHeader, ScenarioOutcome } from '../recording/types.ts';
import { reopenRecording, scenarioKey, type Unfinished } from '../recording/unfinished.ts';
import { carryOutAll, type Progress } from './carry-out.ts';
import { type Connection, endpointOf, recordedTarget } from './connection.ts';
import { type FactGroup, Facts } from './facts.ts';
import type { Session } from './identity/session.ts';
import { makeSecrets } from './keys.ts';
import { Leases, releaseAll, withLeases } from './lease.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { planScenarios } from './plan.ts';
import { Poller } from './poller.ts';
import { Populations } from './populations.ts';
import { openRecorder, type Recorder } from './record/recorder.ts';
import { removeAll, sweep } from './remove-all.ts';
import { Remover } from './remover.ts';
import type { Scenario, Tools } from './scenario.ts';
import { ServerPool } from './server-pool.ts';
import { planDigest, scenariosOfShard } from './shard.ts';
import type { Target } from './target/types.ts';
import { TourGuide } from './tour-guide.ts';
import { Workshop } from './workshop.ts';

/** What the footer of a recording will say. */
export type Ended = Omit<RecordingFooter, 'type' | 'exchanges'>;

export interface RunOptions {
  suite: { name: string; version: string };
  /** File that the recording is written to. */
  recordingFile: string;
  /** Folder of the ledger. */
  ledgerFolder: string;
  /** Operation ids or patterns; all where left out. */
  only?: string[];
  /** Which part of the run to carry out; all of it where left out. */
  shard?: Pick<RecordedShard, 'index' | 'of'>;
  /** The run to go on with, whose recording is `recordingFile`: what it had done is not sent again. */
  resume?: Unfinished;
  onProgress?: (progress: Progress) => void;
  /**
   * Asked when the scenarios were carried out, with what the footer would be: ids of those to carry out once more, marked as
   * another attempt. None ends the run. The exercise itself judges nothing.
   */
  repeat?: (attempt: number, ended: Ended) => Iterable<string>;
}

/**
 * Carries the scenarios of a contract out and records every exchange. Ends with a footer, also when interrupted; whatever was
 * made is taken away, and what could not be is listed in the footer and stays in the ledger.
 */
export async function exercise(connection: Connection, options: RunOptions): Promise<RecordingFooter> {
  const { contract, target, journal, redactor, possibilities, interrupt } = connection;
  const all = planScenarios(contract, possibilities, options.only);
  const scenarios = options.shard ? scenariosOfShard(all, contract, options.shard) : all;
  const { recorder, before } = openRecording(connection, options, all);
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
  const ended: Pick<Ended, 'scenarios' | 'awaits'> = { scenarios: [...before.outcomes], awaits: [...before.awaits] };
  const done = new Set(before.outcomes.map(scenarioKey));
  let wanted = scenarios;
  for (let attempt = 1; wanted.length > 0 || attempt === 1; attempt += 1) {
    journal.attempt = attempt;
    const due = wanted.filter(({ id }) => !done.has(scenarioKey({ id, attempt })));
    // Each attempt makes what it needs anew: nothing that an earlier one left behind has a part in it.
    const { tools, poller } = equip(connection, ledger, new Map(Object.entries(secrets)));
    tools.tour.expect(
      due.flatMap(({ pair, ruledOut }) => (pair && !ruledOut ? [pair] : [])),
      connection.resources,
      contract,
    );
    const marked = (outcome: ScenarioOutcome): ScenarioOutcome => (attempt > 1 ? { ...outcome, attempt } : outcome);
    let noted = 0;
    const own = { ...tools, due: new Set(due.map(({ id }) => id)) };
    const outcomes = await carryOutAll(due, own, target.limits.concurrency, (done, outcome) => {
      // What ends once the run was interrupted may have been cut short, and what is ruled out sends nothing.
      if (outcome && outcome.state !== 'not-allowed' && !interrupt.signal.aborted) {
        recorder.note(marked(outcome), poller.awaits.slice(noted));
        noted = poller.awaits.length;
      }
      const waiting = poller.waitingFor();
      options.onProgress?.({ attempt, done, total: due.length, exchanges: journal.count, waiting });
    });
    await removeAll(ledger, tools.remover, target.limits.concurrency);
    await sweep(ledger, tools.remover, target.limits.concurrency);
    ended.scenarios.push(...outcomes.map(marked));
    ended.awaits.push(...poller.awaits);
    const again = interrupt.signal.aborted ? undefined : options.repeat?.(attempt, footerOf(ended, connection, ledger));
    const ids = new Set(again);
    wanted = scenarios.filter(({ id }) => ids.has(id));
  }
  const footer = footerOf(ended, connection, ledger);
  ledger.close();
  if (footer.leftovers.length === 0) rmSync(ledger.file, { force: true });
  return recorder.close(footer);
}

/** Begins the recording, or puts the one that is gone on with in order. */
function openRecording(
  connection: Connection,
  { suite, only, shard, resume, recordingFile }: RunOptions,
  scenarios: readonly Scenario[],
): { recorder: Recorder; before: { outcomes: ScenarioOutcome[]; awaits: Await[] } } {
  const { contract, redactor, runId, startedAt } = connection;
  const run: RecordingHeader['run'] = {
    id: runId,
    startedAt,
    ...(only ? { only } : {}),
    ...(shard ? { shard: { ...shard, plan: planDigest(scenarios) } } : {}),
  };
  const header: RecordingHeader = {
    type: 'header',
    formatVersion: 1,
    suite,
    run,
    contract: contract.digest,
    target: recordedTarget(connection),
  };
  if (!resume)
    return {
      recorder: openRecorder(recordingFile, header, redactor),
      before: { outcomes: [], awaits: [] },
    };
  const { exchanges, header: begun } = resume.recording;
  const resumed = [...(begun.run.resumed ?? []), { id: runId, at: startedAt }];
  const planned = new Set(scenarios.map(({ id }) => id));
  const awaits = reopenRecording(resume, { ...begun, run: { ...begun.run, resumed } }, planned);
  const recorder = openRecorder(recordingFile, begun, redactor, exchanges.length);
  return { recorder, before: { outcomes: resume.outcomes, awaits } };
}

function footerOf(ended: Pick<Ended, 'scenarios' | 'awaits'>, { interrupt }: Connection, ledger: Ledger): Ended {
  return {
    finishedAt: new Date().toISOString(),
    interrupted: interrupt.signal.aborted,
    ...ended,
    leftovers: ledger.owned().map(({ kind, id, name }) => ({ kind, id: id ?? '', name })),
  };
}

function equip(
  connection: Connection,
  ledger: Ledger,
  secrets: Map<string, Record<string, string>>,
): { tools: Tools; poller: Poller } {
  const { contract, caller, resources, target, possibilities, discovery, interrupt, sessions } = connection;
  const { pollIntervalMs, timeoutSeconds } = target.limits;
  const { attempt } = connection.journal;
  const prefix = `${MARK}${connection.runId}-${attempt > 1 ? `${attempt}-` : ''}`;
  const poller = new Poller({ caller, resources, pollIntervalMs, timeoutSeconds, signal: interrupt.signal });
  const session = sessions.member!;
  const own = new Map<string, FactGroup>([
    // As long as the API lets a value of metadata be, and most other texts.
    ['text', { longest: 'x'.repeat(255) }],
    ['project', { id: session.projectId, name: session.projectName ?? '' }],
    ['time', { past: new Date(Date.parse(connection.startedAt) - 86_400_000).toISOString().replace(/\.\d+Z$/, 'Z') }],
  ]);
  if (sessions.other) own.set('other_project', { id: sessions.other.projectId });
  const login = loginOf(target, session);
  if (login) own.set('login', login);
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

/** What the member logs in with, where that is a password. */
function loginOf({ identities }: Target, { domainName }: Session): FactGroup | undefined {
  const { member } = identities;
  if (member?.kind !== 'keystone' || member.method.kind !== 'password') return undefined;
  return { password: member.method.password, ...(domainName === null ? {} : { domain: domainName }) };
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
