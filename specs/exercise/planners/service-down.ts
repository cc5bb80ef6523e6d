import { documentedRows } from '../../contract/inventory.ts';
import type { Operation } from '../../contract/types.ts';
import { isAccepted } from '../../recording/success.ts';
import type { Exchange } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import { type Lease, releaseAll, withLeases } from '../lease.ts';
import { identityFor, obstacle } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { withHosts } from '../send-case.ts';
import { caseVersions } from '../versions.ts';

const ROW = 'precondition.service';
const START = 'ACTIVE';
/** A target that accepts such actions costs a server each; so many show well enough that it does. */
const MOST_SERVERS = 3;

/** An action on a server while the compute service of its host is down, where a document wants that up. */
export const serviceDown: Planner = (operation, contract, target) => {
  const entry = operation.exercise?.find(({ needs }) => needs?.server);
  if (!entry || documentedRows(contract, operation.id, 'state', ROW).length === 0) return [];
  const identity = identityFor(operation, entry, target);
  const { versions, missing } = caseVersions(operation, entry, contract, target);
  const mustAllow = { reason: 'not-allowed', detail: 'The target file does not allow it (allow.destructive).' };
  const ruledOut =
    versions[0] === undefined
      ? { reason: 'version-range', detail: `The target does not offer microversion ${missing[0]}.` }
      : (obstacle(operation, identity, target) ??
        obstacle(operation, 'admin', target) ??
        (target.allow.destructive ? undefined : mustAllow));
  const scenario: Scenario = {
    id: `${operation.id}/service-down`,
    operation,
    intent: 'service-down',
    case: { ...entry, alone: true },
    version: versions[0] ?? null,
    identity,
    carryOut: visit,
    ...(ruledOut ? { ruledOut } : {}),
  };
  return [scenario];
};

type Visits = Map<string, Exchange | Blocked>;
const rounds = new WeakMap<Tools, Map<string, Promise<Visits>>>();

/** All actions that start from one status are tried on one server: its host is given up once for them. */
async function visit(scenario: Scenario, tools: Tools): Promise<Exchange> {
  const own = rounds.get(tools) ?? new Map<string, Promise<Visits>>();
  rounds.set(tools, own);
  const status = statusOf(scenario);
  const round = own.get(status) ?? goRound(status, tools);
  own.set(status, round);
  const found = (await round).get(scenario.operation.id);
  if (found instanceof Blocked) throw found;
  if (!found) throw new Blocked('precondition', 'It was not tried.');
  return found;
}

const statusOf = ({ case: { needs } }: Pick<Scenario, 'case'>): string => String(needs?.server?.state ?? START);

async function goRound(status: string, tools: Tools): Promise<Visits> {
  const { contract, possibilities } = tools.workshop;
  const due = [...contract.operations.values()]
    .flatMap((operation) => serviceDown(operation, contract, possibilities))
    .filter((one) => !one.ruledOut && statusOf(one) === status && (tools.due?.has(one.id) ?? true))
    .sort((a, b) => Number(isMoving(a.operation)) - Number(isMoving(b.operation)));
  const visits: Visits = new Map();
  for (let spent = 0; due.length > 0 && spent < MOST_SERVERS; spent += 1) await spendServer(status, due, visits, tools);
  const enough = new Blocked(
    'precondition',
    `${MOST_SERVERS} servers were spent on actions that were accepted before it.`,
  );
  for (const { operation } of due) visits.set(operation.id, enough);
  return visits;
}

/** Tries what is due on a new server until one action is accepted: from then on it is in no known state. */
async function spendServer(status: string, due: Scenario[], visits: Visits, tools: Tools): Promise<void> {
  const needs = Object.assign({}, ...due.map((one) => one.case.needs));
  const wishes = Object.assign({}, ...due.map((one) => one.case.needs?.server));
  const held = await tools.leases.acquireAll(
    { ...needs, server: { ...wishes, state: status, fresh: true, hostDown: true } },
    `service-down/${status}`,
  );
  try {
    for (let next = due.shift(); next; next = due.shift()) {
      const exchange = await attempt(next, held, tools);
      visits.set(next.operation.id, exchange);
      if (exchange.response === undefined || isAccepted(exchange)) return;
    }
  } finally {
    await releaseAll(held);
  }
}

/** Whether it takes the server to another status, if a cloud accepts it all the same: those are tried last. */
function isMoving({ states }: Operation): boolean {
  return states?.to?.some((status) => !states.from?.includes(status)) ?? false;
}

async function attempt(scenario: Scenario, held: Map<string, Lease>, tools: Tools): Promise<Exchange> {
  const { workshop, remover } = tools;
  const { operation, case: entry, identity, version, intent } = scenario;
  const facts = await withHosts(withLeases(workshop.facts, held), scenario, held.get('server'), workshop);
  const call = { operation, case: entry, intent, scenario: scenario.id, identity, version, facts };
  const { exchange, created } = await workshop.send(call);
  if (created) await remover.remove(created.entry, true);
  return exchange;
}
