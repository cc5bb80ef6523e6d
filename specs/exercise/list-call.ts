import { isObject } from '../../schemas/fold.ts';
import type { ListTable } from '../contract/list.ts';
import { MARK } from '../recording/runs.ts';
import { isAccepted } from '../recording/success.ts';
import type { Exchange, ListMark } from '../recording/types.ts';
import { versionToSend } from './caller.ts';
import { readPointer } from './pointer.ts';
import type { Member, Population } from './populations.ts';
import type { Scenario, Tools } from './scenario.ts';

/** A list that is about to be asked for, with the population that it is tried on. */
export interface ListCall {
  scenario: Scenario;
  table: ListTable;
  tools: Tools;
  population: Population;
}

/** Does something with a scenario's list and its population. @throws Blocked */
export function withList(
  scenario: Scenario,
  tools: Tools,
  work: (call: ListCall) => Promise<Exchange>,
): Promise<Exchange> {
  const table = scenario.operation.list!;
  return tools.populations.use(table.population, scenario.id, (population) =>
    work({ scenario, table, tools, population }),
  );
}

/** Sends the list with some query parameters beside those of the table; null takes one out. @throws MissingFact */
export function sendList(call: ListCall, query: Record<string, unknown>, mark?: ListMark): Promise<Exchange> {
  const { scenario, table, tools, population } = call;
  const { workshop } = tools;
  const facts = workshop.facts.with({ population: { stem: population.stem } });
  const all = Object.entries({ ...table.with, ...query }).filter(([, value]) => value !== null);
  return workshop.caller.send({
    operation: scenario.operation,
    intent: mark ? scenario.intent : 'setup',
    scenario: scenario.id,
    identity: scenario.identity,
    version: versionToSend(workshop.contract, scenario.operation, scenario.version),
    query: facts.fill(Object.fromEntries(all)),
    ...(mark ? { list: mark } : {}),
  });
}

/** The items of an answer; none where it is no list. */
export function itemsOf(exchange: Exchange, table: ListTable): Record<string, unknown>[] {
  const items = isAccepted(exchange) ? readPointer(exchange.response!.body, table.items) : undefined;
  return Array.isArray(items) ? items.filter(isObject) : [];
}

/** The ids of an answer's items, in their order. */
export function idsOf(exchange: Exchange, table: ListTable): string[] {
  return itemsOf(exchange, table).map((item) => String(readPointer(item, table.id)));
}

/** The population, each with what the list itself shows of it; where nothing was made, all that the list has. */
export async function membersOf(call: ListCall, isKnown: (member: Member) => boolean): Promise<Member[]> {
  const { members } = call.population;
  if (members.length > 0 && members.every((member) => member.hidden || isKnown(member))) return members;
  const listed = await listedBy(call, {});
  if (members.length === 0) return listed;
  return members.map((member) => {
    const item = listed.find(({ id }) => id === member.id)?.item;
    return item ? { ...member, item: { ...member.item, ...item } } : member;
  });
}

/** All that the list has and that stays: what no run made, as that comes and goes, and of this run the population. */
export async function lastingOf(call: ListCall, query: Record<string, unknown>): Promise<Member[]> {
  const { population } = call;
  const isKept = ({ id }: Member): boolean => population.members.some((member) => member.id === id && !member.hidden);
  return (await listedBy(call, query)).filter((one) => isKept(one) || !one.name.startsWith(MARK));
}

async function listedBy(call: ListCall, query: Record<string, unknown>): Promise<Member[]> {
  const items = itemsOf(await sendList(call, query), call.table);
  return items.map((item) => ({
    ...{ label: '', item, hidden: false },
    id: String(readPointer(item, call.table.id)),
    name: String(readPointer(item, '/name') ?? ''),
  }));
}
