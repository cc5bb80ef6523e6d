import { setTimeout } from 'node:timers/promises';
import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { idsOf, type ListCall, sendList, withList } from './list-call.ts';
import { readPointer } from './pointer.ts';
import type { Scenario, Tools } from './scenario.ts';

/** About how many pages a walk has. */
const PAGES = 4;
/** A walk that does not come to an end is left after this many. */
const MOST_PAGES = 25;
/** A list that changes while it is walked through, as the run itself makes and deletes things, is walked through again. */
const TRIES = 6;
/** The pause before the second walk, as a multiple of that between two looks; each further one is twice as long. */
const FIRST_PAUSE = 4;

export type Way = 'marker' | 'offset' | 'links';

/** Walks through a list page by page, between two looks at the whole of it. */
export function walkPages(way: Way): Scenario['carryOut'] {
  return (scenario, tools) =>
    withList(scenario, tools, async (call) => {
      for (let turn = 1; ; turn += 1) {
        const { last, isSteady } = await walkOnce(call, way, `${scenario.id}#${turn}`);
        if (isSteady || turn === TRIES) return last;
        await pause(FIRST_PAUSE * 2 ** (turn - 1), tools);
      }
    });
}

/** Waits so many times as long as between two looks at a resource; not at all once the run is interrupted. */
async function pause(times: number, { workshop }: Tools): Promise<void> {
  await setTimeout(times * workshop.poller.intervalMs, undefined, { signal: workshop.signal }).catch(() => {});
}

async function walkOnce(call: ListCall, way: Way, id: string): Promise<{ last: Exchange; isSteady: boolean }> {
  const { table } = call;
  const parameter = table.pages![way === 'links' ? 'limit' : way] ?? way;
  const whole = (part: 'before' | 'after'): Promise<Exchange> =>
    sendList(call, wholeQuery(call), { parameter, walk: { id, part } });
  const before = await whole('before');
  const all = idsOf(before, table);
  const size = Math.max(1, Math.ceil(all.length / PAGES));
  const send = (query: Record<string, unknown>): Promise<Exchange> =>
    sendList(call, query, { parameter, walk: { id, part: 'page', size } });
  const countsPages = way === 'offset' && table.pages!.unit === 'page';
  // Page 0 is the first page too.
  const probe = (page: number, limit: number, wanted: string[]): Promise<Exchange> => {
    const mark = { parameter, value: String(page), in: wanted, walk: { id, part: 'probe' as const } };
    return sendList(call, { [table.pages!.limit]: limit, [table.pages!.offset!]: page }, mark);
  };
  let query: Record<string, unknown> | undefined = firstQuery(call, way, size);
  const seen: string[] = [];
  for (let page = 1; query && page <= MOST_PAGES; page += 1) {
    const exchange: Exchange = await send(query);
    const ids = idsOf(exchange, table);
    if (page === 1 && countsPages) await probe(0, size, ids);
    seen.push(...ids);
    query =
      isAccepted(exchange) && ids.length > 0
        ? nextQuery(call, way, { exchange, ids, size, seen: seen.length, page })
        : undefined;
  }
  // Behind a page that holds all there is no second one; an offset that counted items would have some on it.
  const isWhole = all.length < (table.pages!.maximum ?? Number.POSITIVE_INFINITY);
  if (countsPages && isWhole && all.length > 1) await probe(2, all.length, []);
  const last = await whole('after');
  // What came and went between the two looks may have been on a page.
  return { last, isSteady: String(all) === String(idsOf(last, table)) && seen.every((id) => all.includes(id)) };
}

/** Where a page is small if nothing is said, the whole list has to be asked for. */
function wholeQuery({ table }: ListCall): Record<string, unknown> {
  const { default: size, maximum, limit } = table.pages!;
  return size === undefined ? {} : { [limit]: maximum ?? size };
}

function firstQuery({ table }: ListCall, way: Way, size: number): Record<string, unknown> {
  const { limit, offset, unit } = table.pages!;
  return { [limit]: size, ...(way === 'offset' ? { [offset!]: unit === 'page' ? 1 : 0 } : {}) };
}

interface Progress {
  exchange: Exchange;
  ids: string[];
  size: number;
  seen: number;
  page: number;
}

function nextQuery({ table }: ListCall, way: Way, progress: Progress): Record<string, unknown> | undefined {
  const { limit, marker, offset, unit, links } = table.pages!;
  const size = { [limit]: progress.size };
  if (way === 'marker') return { ...size, [marker!]: progress.ids.at(-1) };
  if (way === 'offset') return { ...size, [offset!]: unit === 'page' ? progress.page + 1 : progress.seen };
  const href = nextAddress(readPointer(progress.exchange.response!.body, links!));
  if (href === undefined) return undefined;
  const parameters = new URL(href, progress.exchange.request.url).searchParams;
  const dropped = Object.fromEntries(Object.keys(table.with ?? {}).map((name) => [name, null]));
  return { ...dropped, ...Object.fromEntries(parameters) };
}

/** The address of the next page: among links (`rel` is `next`), or by itself. */
function nextAddress(links: unknown): string | undefined {
  const next = Array.isArray(links) ? links.find((link) => readPointer(link, '/rel') === 'next')?.href : links;
  return typeof next === 'string' ? next : undefined;
}

/** Asks for as many as there are without a limit, or for more than a page may hold. */
export function tryPageSize(size: 'default' | 'maximum'): Scenario['carryOut'] {
  return (scenario, tools) =>
    withList(scenario, tools, (call) => {
      const { limit, maximum } = call.table.pages!;
      const nothing = Object.fromEntries(Object.keys(call.table.with ?? {}).map((name) => [name, null]));
      const query = size === 'default' ? nothing : { ...nothing, [limit]: maximum! + 1 };
      return sendList(call, query, { parameter: limit, value: size });
    });
}
