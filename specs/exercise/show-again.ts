import { type Attachment, type Consistency, echoesOf } from '../contract/consistency.ts';
import { joinPaths, placesAt, valueIn } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import type { Exchange } from '../recording/types.ts';
import { versionToSend } from './caller.ts';
import { type Facts, MissingFact } from './facts.ts';
import type { Scenario } from './scenario.ts';
import type { IdentityName } from './target/types.ts';
import { caseVersions } from './versions.ts';
import type { CaseResult, Workshop } from './workshop.ts';

/**
 * After an accepted case: looks once, at the highest microversion, at what it made or changed, so that the recording shows
 * what became of what was sent. What was attached or detached is looked for until it is there, or gone.
 */
export async function showAgain(
  scenario: Scenario,
  result: CaseResult,
  facts: Facts,
  workshop: Workshop,
): Promise<void> {
  const { operation } = scenario;
  const { consistency } = workshop.contract;
  for (const table of consistency.values()) {
    const entry = table.attachments?.find(({ attach, detach }) => [attach, detach].includes(operation.id));
    if (entry) await awaitAttachment(entry, table, scenario, result.exchange, facts, workshop);
  }
  await awaitEchoes(scenario, result.exchange, workshop);
  const tables = echoesOf(operation, consistency).filter(({ echoes }) =>
    echoes.some((echo) => echo.shown !== undefined),
  );
  const locked = operation.states?.lock === undefined ? [] : [consistency.get(operation.states.resource)!];
  for (const table of new Set([...tables.map((one) => one.table), ...locked]))
    await lookAt(table, scenario, result, workshop);
}

async function lookAt(table: Consistency, scenario: Scenario, result: CaseResult, workshop: Workshop): Promise<void> {
  const { contract, possibilities, caller } = workshop;
  const id = result.created?.id ?? result.exchange.parameters[table.parameter ?? ''];
  for (const operation of looksAt(table, workshop)) {
    const isShow = namesOne(operation, table);
    if (isShow && id === undefined) continue;
    const version = caseVersions(operation, { versions: ['max'] }, contract, possibilities).versions[0] ?? null;
    await caller.send({
      operation,
      intent: 'look',
      scenario: scenario.id,
      identity: identityFor(operation, isShow, scenario, workshop),
      version: versionToSend(contract, operation, version),
      ...(isShow ? { parameters: { [table.parameter!]: id! } } : {}),
    });
  }
}

/** By service one operation that shows resources of a kind: one by itself if it can, else all of them. */
function looksAt(table: Consistency, workshop: Workshop): Operation[] {
  const looks = Object.keys(table.views)
    .map((id) => workshop.find(id))
    .filter((one): one is Operation => one?.method === 'GET' && !one.variantOf && workshop.caller.reaches(one));
  const services = [...new Set(looks.map(({ service }) => service))];
  return services.flatMap((service) => {
    const own = looks.filter((one) => one.service === service);
    return own.find((one) => namesOne(one, table)) ?? own.find((one) => !one.path.includes('{')) ?? [];
  });
}

function namesOne(operation: Operation, { parameter }: Consistency): boolean {
  return parameter !== undefined && operation.path.includes(`{${parameter}}`);
}

/** An administrator is shown more of one resource; a list is of the caller's own. */
function identityFor(operation: Operation, isShow: boolean, scenario: Scenario, workshop: Workshop): IdentityName {
  const { caller, possibilities } = workshop;
  const isAdmin = caller.can('admin') && possibilities.allow.admin;
  if (operation.service === 'compute' && isAdmin && (isShow || operation.permission === 'admin')) return 'admin';
  return scenario.identity;
}

async function awaitAttachment(
  entry: Attachment,
  table: Consistency,
  scenario: Scenario,
  exchange: Exchange,
  facts: Facts,
  workshop: Workshop,
): Promise<void> {
  const isAttached = scenario.operation.id === entry.attach;
  const id = exchange.parameters[table.parameter!];
  const mark = isAttached ? valueIn(exchange.response?.body, entry.mark) : known(entry.gone, facts);
  const kind = workshop.resources.kinds[table.kind];
  if (id === undefined || mark === undefined || !kind?.show) return;
  const path = table.views[kind.show];
  await workshop.poller.wait({
    kind: table.kind,
    id,
    to: ['ACTIVE'],
    after: exchange,
    scenario: scenario.id,
    identity: scenario.identity,
    version: workshop.pollVersion(table.kind),
    until: ({ response }) => {
      const shown = placesAt(response?.body, `${path}.${entry.shown}`).map(({ value }) => value);
      return shown.includes(mark) === isAttached;
    },
  });
}

/** Looks for what a request sent, where that comes about in the background, until it is shown. */
async function awaitEchoes(scenario: Scenario, exchange: Exchange, workshop: Workshop): Promise<void> {
  const { operation } = scenario;
  for (const { table, row, echoes } of echoesOf(operation, workshop.contract.consistency)) {
    const shown = echoes.find(({ eventually }) => eventually)?.shown;
    const sent = valueIn(exchange.request.body, row);
    const id = exchange.parameters[table.parameter ?? ''];
    const view = table.views[workshop.resources.kinds[table.kind]?.show ?? ''];
    if (shown === undefined || sent === undefined || id === undefined || view === undefined) continue;
    await workshop.poller.wait({
      kind: table.kind,
      id,
      to: operation.states?.to ?? [],
      after: exchange,
      scenario: scenario.id,
      identity: scenario.identity,
      version: workshop.pollVersion(table.kind),
      until: ({ response }) => valueIn(response?.body, joinPaths(view, shown)) === sent,
    });
  }
}

function known(template: string, facts: Facts): unknown {
  try {
    return facts.fill(template);
  } catch (error) {
    if (error instanceof MissingFact) return undefined;
    throw error;
  }
}
