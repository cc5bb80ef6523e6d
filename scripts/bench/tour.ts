import type { Exchange, Recording } from '../../specs/recording/types.ts';

/** A server that is made for one pair alone walks this many moves to the status on the average; counted on the graph of the tables. */
const MOVES_TO_STATUS = 1;

/**
 * What the tour through the states took, beside one server a pair: servers and seconds. The latter is reckoned from what a creation,
 * a move and a try took on the tour, with as many servers side by side.
 * @returns undefined where the recording has no tour
 */
export function tourLine({ exchanges, footer }: Recording): string | undefined {
  const tries = exchanges.filter(({ intent }) => intent === 'transition' || intent === 'transition-refused');
  const pairs = new Set(tries.map(({ scenario }) => scenario)).size;
  if (pairs === 0) return undefined;
  const servers = new Set(tries.map(({ parameters }) => parameters.server_id)).size;
  const tour = exchanges.filter(({ scenario, intent }) => scenario === 'tour' || intent.startsWith('transition'));
  const tookMs = endOf(tour.at(-1)!) - Date.parse(tour[0]!.sentAt);
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const waits = (footer?.awaits ?? []).map(({ exchange }) => byId.get(exchange)).filter((one) => one !== undefined);
  const lasts = new Map(exchanges.flatMap((one) => (one.follows ? [[one.follows, one] as const] : [])));
  const mean = (some: Exchange[]): number =>
    some.reduce((sum, one) => sum + endOf(lasts.get(one.id) ?? one) - Date.parse(one.sentAt), 0) /
    Math.max(1, some.length);
  const creationMs = mean(waits.filter(({ operation }) => operation === 'server.create'));
  const moveMs = mean(waits.filter((one) => tour.includes(one) && one.operation !== 'server.create'));
  const lanes = mostAtOnce(tour);
  const apartMs = (pairs * (creationMs + MOVES_TO_STATUS * moveMs) + tries.length * moveMs) / lanes;
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return `tour of the states: ${pairs} pairs with ${servers} servers in ${seconds(tookMs)} (${lanes} side by side); with one server a pair: ${pairs} servers, about ${seconds(apartMs)}`;
}

function endOf({ sentAt, durationMs }: Exchange): number {
  return Date.parse(sentAt) + durationMs;
}

/** Most servers of the tour that there were at one time. */
function mostAtOnce(tour: Exchange[]): number {
  const spans = new Map<string, { from: number; to: number }>();
  for (const exchange of tour) {
    const id = exchange.parameters.server_id;
    if (id === undefined || !exchange.intent.startsWith('transition')) continue;
    const at = Date.parse(exchange.sentAt);
    const span = spans.get(id);
    spans.set(id, { from: span?.from ?? at, to: endOf(exchange) });
  }
  const all = [...spans.values()];
  return Math.max(1, ...all.map(({ from }) => all.filter((other) => other.from <= from && from < other.to).length));
}
