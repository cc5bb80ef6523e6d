import type { Condition, Consistency } from '../contract/consistency.ts';
import { type Place, placesAt, valueIn } from '../contract/paths.ts';
import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import type { Evidence } from './evidence.ts';
import { push } from './fields.ts';

/** A resource as one answer shows it. */
export interface Sighting extends Place {
  id: string;
  exchange: Exchange;
  /** When it was asked for and when answered, in milliseconds since 1970. */
  from: number;
  until: number;
  /** How many requests had changed the resource by then; null while one was under way. */
  epoch: number | null;
}

/** A request that may have changed a resource: anything but a look that was not refused. */
interface Change {
  exchange: Exchange;
  from: number;
  until: number;
}

/** Times are recorded in whole milliseconds. */
const GRAIN_MS = 1;

/** What a recording shows of the resources of one kind. */
export class Sightings {
  readonly table: Consistency;
  readonly #byId = new Map<string, Sighting[]>();
  readonly #byExchange = new Map<Exchange, Sighting[]>();
  readonly #changes = new Map<string, Change[]>();
  readonly #makers = new Map<string, Exchange>();
  readonly #settled = new Map<string, Sighting[]>();

  constructor(table: Consistency, exchanges: Exchange[]) {
    this.table = table;
    for (const exchange of exchanges) this.#noteChange(exchange);
    for (const changes of this.#changes.values()) changes.sort((a, b) => a.until - b.until);
    for (const exchange of exchanges) this.#noteSightings(exchange);
    for (const [id, sightings] of this.#byId) {
      for (const sighting of sightings) sighting.epoch = this.#epochOf(id, sighting.exchange);
      sightings.sort((a, b) => a.from - b.from);
    }
  }

  /** What an answer shows. */
  in(exchange: Exchange): Sighting[] {
    return this.#byExchange.get(exchange) ?? [];
  }

  /** Every sighting of a resource, in the order of asking. */
  of(id: string): Sighting[] {
    return this.#byId.get(id) ?? [];
  }

  /** Whether the run made it. */
  isMade(id: string): boolean {
    return this.#makers.has(id);
  }

  /** The resource that a request made or changed: as its answer shows it, its path names it, or the header Location. */
  subject(exchange: Exchange): string | undefined {
    const shown = this.in(exchange);
    if (shown.length === 1) return shown[0]!.id;
    const named = this.table.parameter && exchange.parameters[this.table.parameter];
    if (named) return named;
    if (!this.table.location?.[exchange.operation]) return undefined;
    return lastSegments(exchange.response?.headers.location ?? '')?.[1];
  }

  /** How many requests had changed a resource once this one was answered. */
  epochAfter(id: string, exchange: Exchange): number {
    const index = (this.#changes.get(id) ?? []).findIndex((change) => change.exchange === exchange);
    return index + 1;
  }

  /** The sightings of an epoch in which what was asked for has come about: from the first one that says so. */
  settledIn(id: string, epoch: number): Sighting[] {
    const key = `${epoch} ${id}`;
    const known = this.#settled.get(key) ?? this.#settledIn(id, epoch);
    this.#settled.set(key, known);
    return known;
  }

  #settledIn(id: string, epoch: number): Sighting[] {
    const all = this.of(id).filter((sighting) => sighting.epoch === epoch);
    const { settled } = this.table;
    if (!settled) return all;
    const tells = (value: unknown): boolean => Object.keys(settled).every((path) => placesAt(value, path).length > 0);
    const first = all.find(({ value }) => tells(value) && holds(settled, value) === true);
    if (!first) return [];
    // Of two looks that overlap in time, the one that was asked first may have been answered from the later state.
    return all.filter((sighting) => sighting === first || sighting.from + GRAIN_MS >= first.until);
  }

  #noteChange(exchange: Exchange): void {
    if (exchange.request.method === 'GET' || isRefused(exchange)) return;
    const id = this.table.parameter && exchange.parameters[this.table.parameter];
    const [from, until] = spanOf(exchange);
    if (id) push(this.#changes, id, { exchange, from, until });
  }

  #noteSightings(exchange: Exchange): void {
    const path = this.table.views[exchange.operation];
    if (path === undefined || !isAccepted(exchange)) return;
    const [from, until] = spanOf(exchange);
    for (const place of placesAt(exchange.response!.body, path)) {
      const id = valueIn(place.value, this.table.id);
      if (typeof id !== 'string' && typeof id !== 'number') continue;
      const sighting: Sighting = { ...place, id: String(id), exchange, from, until, epoch: null };
      push(this.#byId, sighting.id, sighting);
      push(this.#byExchange, exchange, sighting);
      if (isMaking(exchange, this.table)) this.#makers.set(sighting.id, exchange);
    }
  }

  #epochOf(id: string, exchange: Exchange): number | null {
    const changes = this.#changes.get(id) ?? [];
    const own = changes.findIndex((change) => change.exchange === exchange);
    if (own !== -1) return own + 1;
    // What another part made or changed did so by another clock, and secrets have other stand-ins there.
    if (
      [this.#makers.get(id), ...changes.map((change) => change.exchange)].some(
        (one) => one && !isSamePart(one, exchange),
      )
    )
      return null;
    const [from, until] = spanOf(exchange);
    const isLater = (change: Change): boolean => numberOf(exchange) > numberOf(change.exchange);
    const before = changes.filter((change) => isLater(change) && change.until <= from + GRAIN_MS);
    const after = changes.filter((change) => !isLater(change) && until <= change.from + GRAIN_MS);
    return before.length + after.length === changes.length ? before.length : null;
  }
}

/** Whether a request makes a resource: it is no look, and names none that is there. */
export function isMaking(exchange: Exchange, table: Consistency): boolean {
  if (exchange.request.method === 'GET') return false;
  return table.parameter === undefined || exchange.parameters[table.parameter] === undefined;
}

/** Whether a resource is in a condition; undefined where none of the members that it speaks of is shown. */
export function holds(condition: Condition, value: unknown): boolean | undefined {
  const known = Object.entries(condition).flatMap(([path, values]) => {
    const [place] = placesAt(value, path);
    return place ? [values.includes(place.value)] : [];
  });
  return known.length === 0 ? undefined : known.every(Boolean);
}

/** The last two segments of a URL's path: a collection, and an id in it. */
export function lastSegments(url: string): [string, string] | undefined {
  if (!URL.canParse(url)) return undefined;
  const [collection, id] = new URL(url).pathname.split('/').slice(-2);
  if (!collection || !id) return undefined;
  try {
    return [collection, decodeURIComponent(id)];
  } catch {
    return undefined;
  }
}

const known = new WeakMap<Evidence, Map<string, Sightings>>();

/** What the recording shows of a kind of resource; put together once. */
export function sightingsOf(kind: string, evidence: Evidence): Sightings | undefined {
  const table = evidence.contract.consistency.get(kind);
  if (!table) return undefined;
  const byKind = known.get(evidence) ?? new Map<string, Sightings>();
  known.set(evidence, byKind);
  const exchanges = evidence.all();
  const made = byKind.get(kind) ?? new Sightings(table, exchanges);
  byKind.set(kind, made);
  return made;
}

function spanOf({ sentAt, durationMs }: Exchange): [number, number] {
  const from = Date.parse(sentAt);
  return [from, from + durationMs];
}

function isRefused({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 400 && response.status < 500;
}

/** Whether two exchanges are of one part of the run, and of one go of it. */
function isSamePart(one: Exchange, other: Exchange): boolean {
  return one.shard === other.shard && one.resumed === other.resumed;
}

/** Exchanges are numbered in the order of sending. */
function numberOf({ id }: Exchange): number {
  return Number(id.slice(1));
}
