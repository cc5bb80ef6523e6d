/** A walk through the graph of states that visits what is wanted. Pure: nothing here knows a server. */

/** A way from one status to another. */
export interface Move {
  id: string;
  from: string;
  to: string[];
  /** What the server must have on top (a volume, say). */
  uses: string[];
}

/** Something to be tried in a status. */
export interface Work extends Move {
  accepted: boolean;
  /** What of it the server has no more from then on. */
  takes: string[];
  /** What the server has from then on. */
  gives: string[];
}

/** What a walker does next: where it goes, and what it tries there. */
export interface Leg<M extends Move, W extends Work> {
  route: M[];
  work: W;
}

/** Where a server ends that can no longer be shown. */
export const GONE = 'gone';
/** A move that is wanted itself is worth a detour. */
const WANTED_COST = 2;
const UNWANTED_COST = 3;

/**
 * The next leg of a walk: what is refused right here first, then the nearest that leaves the server as good as before, then what
 * spoils it, and what ends it last.
 * @returns undefined where nothing that is left can be reached
 */
export function nextLeg<M extends Move, W extends Work>(
  status: string,
  has: ReadonlySet<string>,
  moves: readonly M[],
  todo: Iterable<W>,
): Leg<M, W> | undefined {
  const wanted = [...todo].filter((work) => hasAll(work, has));
  const open = moves.filter((move) => hasAll(move, has));
  const ways = cheapestWays(status, open, new Set(wanted.filter((work) => work.accepted).map(({ id }) => id)));
  const ranked = wanted
    .filter((work) => ways.has(work.from))
    .map((work) => ({ work, rank: rankOf(work), ...ways.get(work.from)! }))
    .sort((a, b) => a.rank - b.rank || a.cost - b.cost || Number(a.work.accepted) - Number(b.work.accepted));
  const best = ranked[0];
  return best && { route: best.route, work: best.work };
}

/** What would become of a walk in which everything does as the graph says; for forecasts and tests. */
export function planTour<M extends Move, W extends Work>(
  start: string,
  equipment: readonly string[],
  moves: readonly M[],
  wanted: readonly W[],
): { servers: { steps: (M | W)[] }[]; unreachable: W[] } {
  const todo = new Set(wanted);
  const servers: { steps: (M | W)[] }[] = [];
  while (todo.size > 0) {
    const steps = walkOne(start, equipment, moves, todo);
    if (steps.length === 0) break;
    servers.push({ steps });
  }
  return { servers, unreachable: [...todo] };
}

function walkOne<M extends Move, W extends Work>(
  start: string,
  equipment: readonly string[],
  moves: readonly M[],
  todo: Set<W>,
): (M | W)[] {
  const has = new Set(equipment);
  const steps: (M | W)[] = [];
  let status = start;
  while (status !== GONE) {
    const leg = nextLeg(status, has, moves, todo);
    if (!leg) break;
    const [step] = leg.route;
    const ahead = step && [...todo].find((work) => work.accepted && work.id === step.id && isUsable(work, has));
    const next = ahead ?? step ?? leg.work;
    steps.push(next);
    status = next.to[0]!;
    const done = ahead ?? (step ? undefined : leg.work);
    if (!done) continue;
    todo.delete(done);
    spend(done, has);
  }
  return steps;
}

/** What a server has on top once a work was done with it. */
export function spend(work: Work, has: Set<string>): void {
  for (const thing of work.takes) has.delete(thing);
  for (const thing of work.gives) has.add(thing);
}

/** Whether a work may be done on the way: it leaves the server as good as before. */
export function isUsable(work: Work, has: ReadonlySet<string>): boolean {
  return work.takes.length === 0 && !work.to.includes(GONE) && hasAll(work, has);
}

function hasAll({ uses }: Move, has: ReadonlySet<string>): boolean {
  return uses.every((thing) => has.has(thing));
}

function rankOf(work: Work): number {
  if (!work.accepted) return 0;
  if (work.to[0] === GONE) return 3;
  return work.takes.length > 0 ? 2 : 0;
}

/** The cheapest route to each status that can be reached (Dijkstra). A move counts for the first status that it names. */
function cheapestWays<M extends Move>(
  start: string,
  moves: readonly M[],
  wanted: ReadonlySet<string>,
): Map<string, { cost: number; route: M[] }> {
  const ways = new Map<string, { cost: number; route: M[] }>([[start, { cost: 0, route: [] }]]);
  const open = new Set([start]);
  while (open.size > 0) {
    const nearest = [...open].reduce((a, b) => (ways.get(b)!.cost < ways.get(a)!.cost ? b : a));
    open.delete(nearest);
    const { cost, route } = ways.get(nearest)!;
    for (const move of moves) {
      const to = move.to[0]!;
      if (move.from !== nearest || to === GONE) continue;
      const total = cost + (wanted.has(move.id) ? WANTED_COST : UNWANTED_COST);
      if (total >= (ways.get(to)?.cost ?? Number.POSITIVE_INFINITY)) continue;
      ways.set(to, { cost: total, route: [...route, move] });
      open.add(to);
    }
  }
  return ways;
}
