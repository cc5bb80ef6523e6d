import type { Case, Operation, Step } from '../contract/types.ts';
import { isAccepted } from '../recording/success.ts';
import type { Intent } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import { eachStep } from './clean-up.ts';
import type { FactGroup, Facts } from './facts.ts';
import { type Lease, releaseAll, settleServer, withLeases } from './lease.ts';
import { readPointer } from './pointer.ts';
import type { Scenario, Tools } from './scenario.ts';
import { type CaseResult, factsFrom, refusalText } from './workshop.ts';

/** What was brought about by the steps before a case. */
export interface Prepared {
  facts: Facts;
  /** Takes away what the steps made. */
  release(): Promise<void>;
}

/**
 * Makes the calls that a case wants made before it. What they make is taken away with `release`.
 * @param held what the case has leased: a step takes that, and leases only what is not among it
 * @throws Blocked where one of them is refused
 */
export async function prepare(
  scenario: Scenario,
  held: Map<string, Lease>,
  facts: Facts,
  tools: Tools,
): Promise<Prepared> {
  const undo: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    await eachStep(undo.reverse());
  };
  let known = facts;
  try {
    for (const step of scenario.case.before ?? []) {
      const { group, release: takeAway } = await carryOut(step, scenario, held, known, tools);
      undo.push(takeAway);
      if (step.as) known = known.with({ [step.as]: group });
    }
    return { facts: known, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** How many servers a case needs at once, with those of the steps before it. @throws Blocked for a step that the target has not */
export function serversAtOnce({ needs, creates, before }: Case, tools: Tools): number {
  const own = Number(needs?.server !== undefined) + Number(creates?.kind === 'server');
  const ofSteps = (before ?? []).map((step) => {
    const { case: entry } = caseOf(step, operationOf(step, tools), tools);
    const lacks = !step.path && entry.needs?.server !== undefined && needs?.server === undefined;
    return Number(lacks) + Number(entry.creates?.kind === 'server');
  });
  return ofSteps.reduce((sum, count) => sum + count, own);
}

async function carryOut(
  step: Step,
  scenario: Scenario,
  held: Map<string, Lease>,
  facts: Facts,
  tools: Tools,
): Promise<{ group: FactGroup; release(): Promise<void> }> {
  const { leases, pool, remover } = tools;
  const operation = operationOf(step, tools);
  const { needs, states } = caseOf(step, operation, tools).case;
  const lacking = Object.entries(step.path ? {} : (needs ?? {})).filter(
    ([alias]) => !held.has(alias) && !facts.has(alias),
  );
  const makesServer = caseOf(step, operation, tools).case.creates?.kind === 'server';
  const borrowed = await leases.acquireAll(Object.fromEntries(lacking), scenario.id);
  if (makesServer) await pool.occupy(scenario.id);
  try {
    const result = await send(step, 'setup', scenario, withLeases(facts, borrowed), tools);
    const { exchange, created } = result;
    if (!isAccepted(exchange)) throw new Blocked('precondition', `${refusalText(exchange)}.`, exchange);
    for (const [pointer, value] of Object.entries(step.unless ?? {}))
      if (readPointer(exchange.response?.body, pointer) === value)
        throw new Blocked('not-observed', `With ${pointer} being ${value} it cannot be brought about.`, exchange);
    await settle(operation, result, scenario, tools);
    for (const { server } of [...held.values(), ...borrowed.values()])
      await settleServer(tools.workshop, server, exchange, scenario.id, states?.to);
    const group = { id: created?.id ?? '', name: result.name, ...factsFrom(exchange, step.facts ?? {}) };
    const release = async (): Promise<void> => {
      await eachStep([
        async () => void (created && (await remover.remove(created.entry, true))),
        async () => void (makesServer && pool.vacate()),
        () => releaseAll(borrowed),
      ]);
    };
    return { group, release };
  } catch (error) {
    if (makesServer) pool.vacate();
    await releaseAll(borrowed);
    throw error;
  }
}

/** Makes the calls that show what became of a case; they prove nothing where they are refused, and stop nothing. */
export async function lookAfter(scenario: Scenario, facts: Facts, tools: Tools): Promise<void> {
  let known = facts;
  for (const step of scenario.case.after ?? []) {
    const operation = tools.workshop.find(step.operation);
    if (!operation || !tools.workshop.caller.reaches(operation)) continue;
    const { exchange } = await send(step, 'look', scenario, known, tools);
    if (step.as) known = known.with({ [step.as]: factsFrom(exchange, step.facts ?? {}) });
  }
}

function operationOf(step: Step, { workshop }: Tools): Operation {
  const operation = workshop.find(step.operation);
  if (!operation || !workshop.caller.reaches(operation))
    throw new Blocked('no-resource', `The target has no ${step.operation}.`);
  return operation;
}

function caseOf(step: Step, operation: Operation, { workshop }: Tools) {
  return workshop.defaultCase(operation, ({ id = 'documented' }) => step.case === undefined || id === step.case);
}

async function send(step: Step, intent: Intent, scenario: Scenario, facts: Facts, tools: Tools): Promise<CaseResult> {
  const { workshop } = tools;
  const operation = operationOf(step, tools);
  const plain = caseOf(step, operation, tools);
  const { query, path, identity } = step;
  const entry = {
    ...plain.case,
    ...(query ? { query } : {}),
    ...(path ? { path } : {}),
    ...(identity ? { identity } : {}),
  };
  return workshop.send({
    operation,
    case: entry,
    version: plain.version,
    intent,
    scenario: scenario.id,
    identity: workshop.identityFor(operation, entry),
    facts,
    about: scenario.operation,
    ...(step.set ? { set: step.set } : {}),
    ...(step.unset ? { unset: step.unset } : {}),
  });
}

/** Waits until what was made is as its operation says that it will be. */
async function settle(
  operation: Operation,
  result: CaseResult,
  scenario: Scenario,
  { workshop }: Tools,
): Promise<void> {
  const { created, exchange } = result;
  const kind = created && workshop.resources.kinds[created.kind];
  const { to } = operation.states ?? {};
  if (!created || !kind?.show || !kind.status || !to) return;
  const identity = kind.identity ?? (exchange.identity as 'member');
  const wait = { kind: created.kind, id: created.id, to, after: exchange, scenario: scenario.id, identity };
  const { reached } = await workshop.poller.wait({ ...wait, version: workshop.pollVersion(created.kind) });
  if (reached === null || !to.includes(reached))
    throw new Blocked('precondition', `The ${created.kind} ended in ${reached}.`, exchange);
}
