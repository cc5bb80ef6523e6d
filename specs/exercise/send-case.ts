import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import type { Facts } from './facts.ts';
import { type Lease, settleServer, withLeases } from './lease.ts';
import { readPointer } from './pointer.ts';
import type { ResourceKind } from './resources.ts';
import type { Scenario, Tools } from './scenario.ts';
import { showAgain } from './show-again.ts';
import { lookAfter, prepare, serversAtOnce } from './steps.ts';
import type { IdentityName } from './target/types.ts';
import type { CaseCall, CaseResult, Workshop } from './workshop.ts';

/** Carries a documented case out, from its preconditions to the traces that it left. @throws Blocked */
export async function sendCase(scenario: Scenario, tools: Tools): Promise<Exchange> {
  return withPreconditions(scenario, tools, (held) => sendPrepared(scenario, held, tools));
}

/** Brings about what a scenario's case needs, for as long as some work with it goes on. @throws Blocked */
export async function withPreconditions(
  scenario: Scenario,
  tools: Tools,
  work: (held: Map<string, Lease>) => Promise<Exchange>,
): Promise<Exchange> {
  const { leases, pool } = tools;
  const makesServer = scenario.case.creates?.kind === 'server';
  return pool.withPlaces(serversAtOnce(scenario.case, tools), scenario.id, () =>
    leases.withAll(scenario.case.needs ?? {}, scenario.id, async (held) => {
      if (makesServer) await pool.occupy(scenario.id);
      try {
        return await work(held);
      } finally {
        if (makesServer) pool.vacate();
      }
    }),
  );
}

/**
 * Sends a scenario's case with what it needs at hand, waits for its effect, and takes its traces away.
 * @param more what the call is marked with, and how it asks for its microversion
 */
export async function sendPrepared(
  scenario: Scenario,
  held: Map<string, Lease>,
  tools: Tools,
  more: Pick<CaseCall, 'versionHeader' | 'threshold'> = {},
): Promise<Exchange> {
  const { workshop } = tools;
  const known = await withHosts(withLeases(workshop.facts, held), scenario, held.get('server'), workshop);
  const { facts, release } = await prepare(scenario, held, known, tools);
  try {
    return await sendAtHand(scenario, held, facts, tools, more);
  } finally {
    await release();
  }
}

async function sendAtHand(
  scenario: Scenario,
  held: Map<string, Lease>,
  facts: Facts,
  tools: Tools,
  more: Pick<CaseCall, 'versionHeader' | 'threshold'>,
): Promise<Exchange> {
  const { workshop, remover } = tools;
  const { operation, case: entry, identity, version, intent } = scenario;
  const undo = protect(scenario, facts, workshop);
  const call = { operation, case: entry, intent, scenario: scenario.id, identity, version, facts, ...more };
  const result = await workshop.send(call);
  let isAsBefore = isRefused(result.exchange);
  if (isAccepted(result.exchange)) {
    await awaitEffect(scenario, result, held, workshop);
    await lookAfterTask(scenario, result.exchange, workshop);
    if (intent === 'case') {
      await awaitOthers(scenario, result, withMade(result, facts), workshop);
      await showAgain(scenario, result, facts, workshop);
    }
    await lookAfter(scenario, withMade(result, facts), tools);
    isAsBefore = await putBack(scenario, result.exchange, facts, workshop);
  }
  if (isAsBefore) undo?.();
  if (result.created) await remover.remove(result.created.entry, true);
  return result.exchange;
}

/** What the case made is `$made` to the calls behind it. */
function withMade({ created, name }: CaseResult, facts: Facts): Facts {
  return created ? facts.with({ made: { id: created.id, name } }) : facts;
}

/** Waits for what the table says that the operation leads to; or for the server to have nothing under way any more. */
async function awaitEffect(
  scenario: Scenario,
  result: CaseResult,
  held: Map<string, Lease>,
  workshop: Workshop,
): Promise<void> {
  const { operation } = scenario;
  const server = held.get('server')?.server;
  const kindName = operation.states?.resource;
  const kind = kindName === undefined ? undefined : workshop.resources.kinds[kindName];
  const to = scenario.case.states?.to ?? operation.states?.to;
  if (!kind || !to || !canLook(kind, workshop)) {
    if (operation.asynchronous) await settleServer(workshop, server, result.exchange, scenario.id);
    return;
  }
  const id = result.created?.id ?? result.exchange.parameters[kind.parameter] ?? held.get('host')?.facts.name;
  if (id === undefined) return;
  const awaited = await workshop.poller.wait({
    kind: kindName!,
    id,
    to,
    after: result.exchange,
    scenario: scenario.id,
    identity: kind.identity ?? (result.exchange.identity as IdentityName),
    version: workshop.pollVersion(kindName!),
    atOnce: scenario.intent === 'transition',
  });
  if (server && kindName === 'server' && !result.created) server.status = awaited.reached;
}

/** Waits for what else the table says that the operation changes or makes. */
async function awaitOthers(
  { operation, id: scenario }: Scenario,
  { exchange }: CaseResult,
  facts: Facts,
  workshop: Workshop,
): Promise<void> {
  for (const { kind: kindName, id: template, to } of operation.states?.also ?? []) {
    const kind = workshop.resources.kinds[kindName];
    const [alias, fact] = template.slice(1).split('.');
    const id = facts.known(alias!, fact!);
    if (!kind || !canLook(kind, workshop) || id === undefined) continue;
    const identity = kind.identity ?? (exchange.identity as IdentityName);
    await workshop.poller.wait({
      kind: kindName,
      id,
      to,
      after: exchange,
      scenario,
      identity,
      version: workshop.pollVersion(kindName),
    });
  }
}

/** Whether a resource's state can be seen: it is shown by itself, or is in a list or not. */
function canLook({ show, status, list }: ResourceKind, workshop: Workshop): boolean {
  const look = show === undefined ? list?.operation : status && show;
  const operation = look === undefined ? undefined : workshop.find(look);
  return operation !== undefined && workshop.caller.reaches(operation);
}

/** Looks once at the task that the answer names. */
async function lookAfterTask(
  { operation, id, identity }: Scenario,
  after: Exchange,
  workshop: Workshop,
): Promise<void> {
  const { follow } = operation;
  const task = follow && readPointer(after.response?.body, follow.id);
  const show = follow && workshop.find(follow.operation);
  const parameter = show && /\{(?!project_id)([a-z_]+)\}/.exec(show.path)?.[1];
  if (typeof task !== 'string' || !parameter) return;
  await workshop.caller.send({
    ...{ operation: show, intent: 'poll' as const, scenario: id, identity, version: null, follows: after.id },
    parameters: { [parameter]: task },
  });
}

/** What a case changes stands in the ledger until it is put back, so that cleanup can do it after a killed run. */
function protect(scenario: Scenario, facts: Facts, workshop: Workshop): (() => void) | undefined {
  const { changes, undo } = scenario.case;
  if (!changes || !undo || !facts.has('host')) return undefined;
  const { service } = scenario.operation;
  const entry = workshop.ledger.intent({
    kind: changes.kind,
    name: facts.value('host', 'name'),
    service,
    identity: 'admin',
  });
  return () => workshop.ledger.removed(entry);
}

/** Sends the operation that undoes the case, with the same parameters. @returns whether it was accepted, or there is none */
async function putBack(scenario: Scenario, exchange: Exchange, facts: Facts, workshop: Workshop): Promise<boolean> {
  const { undo } = scenario.case;
  const operation = undo === undefined ? undefined : workshop.find(undo);
  if (!operation) return true;
  const plain = workshop.defaultCase(operation);
  // What an administrator changed is for an administrator to put back.
  const identity = workshop.identityFor(operation, { ...plain.case, ...asSender(scenario) });
  const entry = { ...plain.case, path: exchange.parameters };
  const { exchange: answer } = await workshop.send({
    operation,
    case: entry,
    version: plain.version,
    intent: 'cleanup',
    scenario: scenario.id,
    identity,
    facts,
  });
  return isAccepted(answer);
}

function asSender({ case: { identity } }: Scenario): { identity?: string } {
  return identity === undefined ? {} : { identity };
}

function isRefused({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 400 && response.status < 500;
}

/** `$server.host` and `$host.other`, where the case asks for them: only an administrator can see where a server is. */
export async function withHosts(
  facts: Facts,
  scenario: Pick<Scenario, 'case' | 'id'>,
  lease: Lease | undefined,
  workshop: Workshop,
): Promise<Facts> {
  if (!lease || !/\$(host\.other|server\.host)/.test(JSON.stringify(scenario.case))) return facts;
  const host = await workshop.hostOf(lease.facts.id!, scenario.id);
  const known = ['host', 'host2'].filter((alias) => facts.has(alias)).map((alias) => facts.value(alias, 'name'));
  const other = known.find((name) => name !== host);
  return facts.with({ server: { ...lease.facts, host }, host: { name: host, ...(other ? { other } : {}) } });
}
