import type { Exchange } from '../recording/types.ts';
import type { LedgerEntry } from './ledger.ts';
import { readPointer } from './pointer.ts';
import { stateOf } from './poller.ts';
import type { ResourceKind } from './resources.ts';

/** What became of a resource that a ledger names. `unclear`: the target did not say, or it does not carry the run's mark. */
export type Found = { state: 'here'; id: string; item?: unknown } | { state: 'gone' } | Unclear;

interface Unclear {
  state: 'unclear';
  why: string;
}

/** Sends an operation for an entry; undefined where the target has no such operation. */
export type Look = (
  operation: string,
  id: string | null,
  query?: Record<string, unknown>,
) => Promise<Exchange | undefined>;

/** A list that goes on for longer than this many pages is not read to its end. */
const PAGES = 100;

/**
 * Finds the resource of an entry: by its id, or by its name where the answer to the create request was never seen.
 * @param prefix what the names of the entry's run begin with
 */
export async function findResource(entry: LedgerEntry, kind: ResourceKind, look: Look, prefix: string): Promise<Found> {
  // What was changed and not made has no mark: that the ledger names it has to do.
  if (!kind.list) return { state: 'here', id: entry.id ?? entry.name };
  if (entry.id !== null && kind.show && kind.name) return show(entry.id, kind, look, prefix);
  return findInList(entry, kind.list, look, prefix);
}

async function show(id: string, kind: ResourceKind, look: Look, prefix: string): Promise<Found> {
  const exchange = await look(kind.show!, id);
  if (!exchange) return { state: 'unclear', why: `the target has no ${kind.show} to look with` };
  if (stateOf(exchange, kind)?.status === 'gone') return { state: 'gone' };
  if (exchange.response?.status !== 200) return unclear(exchange);
  return marked(id, readPointer(exchange.response.body, kind.name!), prefix);
}

async function findInList(
  entry: LedgerEntry,
  list: NonNullable<ResourceKind['list']>,
  look: Look,
  prefix: string,
): Promise<Found> {
  const idOf = (item: unknown): string => String(readPointer(item, list.id));
  for await (const page of pagesOf(list, look)) {
    if ('state' in page) return page;
    const item = page.items.find((one) =>
      entry.id === null ? readPointer(one, list.name) === entry.name : idOf(one) === entry.id,
    );
    if (item !== undefined) return marked(idOf(item), readPointer(item, list.name), prefix, item);
  }
  return { state: 'gone' };
}

/** The pages of a list, each with what no page before it had; the last one says why, where the list could not be read to its end. */
export async function* pagesOf(
  list: NonNullable<ResourceKind['list']>,
  look: Look,
): AsyncGenerator<{ items: unknown[] } | Unclear> {
  const idOf = (item: unknown): string => String(readPointer(item, list.id));
  const seen = new Set<string>();
  let last: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const exchange = await look(list.operation, null, {
      ...list.query,
      ...(last === undefined ? {} : { marker: last }),
    });
    if (!exchange) return yield { state: 'unclear', why: `the target has no ${list.operation} to look with` };
    // A list that knows no pages may refuse to be asked for the next one: then the first was all of it.
    if (page > 0 && exchange.response?.status === 400) return;
    const items = readPointer(exchange.response?.body, list.items);
    if (exchange.response?.status !== 200 || !Array.isArray(items)) return yield unclear(exchange);
    const fresh = items.filter((item) => !seen.has(idOf(item)));
    if (fresh.length === 0) return;
    yield { items: fresh };
    for (const item of fresh) seen.add(idOf(item));
    last = idOf(fresh.at(-1));
  }
  yield { state: 'unclear', why: `${list.operation} has no end` };
}

function marked(id: string, name: unknown, prefix: string, item?: unknown): Found {
  if (typeof name === 'string' && name.startsWith(prefix)) return { state: 'here', id, item };
  return { state: 'unclear', why: `its name is ${JSON.stringify(name)}, which the run did not give` };
}

function unclear({ operation, response, failure }: Exchange): Unclear {
  return {
    state: 'unclear',
    why: failure ? `${operation}: ${failure.message}` : `${operation} answered ${response?.status}`,
  };
}
