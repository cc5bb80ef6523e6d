import { isObject } from '../../schemas/fold.ts';
import { push } from '../../specs/judge/fields.ts';
import type { Await, Exchange } from '../../specs/recording/types.ts';
import { type Draft, differ, sidesByValue } from './draft.ts';
import type { DifferenceSide } from './model.ts';
import type { Subject } from './subject.ts';

/** What a wait saw: the states on the way, where it ended, and how long that took. */
export interface Wait {
  operation: string;
  to: string;
  path: string[];
  reached: string;
  /** From the sending of the request to the look that showed the end; absent where it was not reached. */
  milliseconds?: number;
  exchange: string;
}

/** The waits of a run: what was asked for, and what was seen until it had come about. */
export function waitsOf(subject: Subject): Wait[] {
  const { exchanges, footer } = subject.recording;
  const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const polls = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    if (exchange.follows) push(polls, exchange.follows, exchange);
  }
  return (footer?.awaits ?? []).flatMap((wait) => {
    const request = byId.get(wait.exchange);
    return request && !wait.interrupted ? [waitOf(wait, request, polls.get(wait.exchange) ?? [])] : [];
  });
}

function waitOf(wait: Await, request: Exchange, polls: Exchange[]): Wait {
  const states = polls.flatMap((poll) => stateIn(poll) ?? []);
  const path = states.filter((state, index) => state !== states[index - 1]);
  const last = polls.at(-1);
  const isThere = last && !wait.timedOut && wait.reached !== null;
  const milliseconds = isThere ? Date.parse(last.sentAt) + last.durationMs - Date.parse(request.sentAt) : undefined;
  return {
    operation: wait.operation,
    to: wait.to.join(' | '),
    path,
    reached: wait.timedOut ? `${wait.reached ?? '?'} (timeout)` : (wait.reached ?? '?'),
    ...(milliseconds === undefined ? {} : { milliseconds }),
    exchange: last?.id ?? request.id,
  };
}

/** The state of the resource that a look shows; `gone` where it is no more. */
function stateIn({ response }: Exchange): string | undefined {
  if (response?.status === 404) return 'gone';
  if (!isObject(response?.body)) return undefined;
  const [resource] = Object.values(response.body);
  return isObject(resource) && typeof resource.status === 'string' ? resource.status : undefined;
}

/** Operations that end in other states, or pass through other ones on the way. */
export function stateDifferences(subjects: readonly Subject[]): Draft[] {
  const bySide = new Map(subjects.map((subject) => [subject.side.id, waitsOf(subject)]));
  const keys = new Map<string, Wait>();
  for (const wait of [...bySide.values()].flat()) keys.set(`${wait.operation} ${wait.to}`, wait);
  return [...keys.values()].flatMap(({ operation, to }): Draft[] => {
    const waits = new Map<string, Wait[]>();
    for (const [side, all] of bySide) {
      const own = all.filter((wait) => wait.operation === operation && wait.to === to);
      if (own.length > 0) waits.set(side, own);
    }
    const ends = values(waits, (wait) => wait.reached);
    if (differ(ends)) return [{ kind: 'state-end', operations: [operation], subject: to, sides: sidesByValue(ends) }];
    const paths = values(waits, (wait) => wait.path.join(' → '));
    if (!differ(paths) || !namesOther(waits)) return [];
    return [{ kind: 'state-path', operations: [operation], subject: to, sides: sidesByValue(paths) }];
  });
}

/** Whether a side shows a state on the way that another never shows. A quick cloud may be past it before the first look. */
function namesOther(waits: Map<string, Wait[]>): boolean {
  const seen = [...waits.values()].map((list) => new Set(list.flatMap(({ path }) => path)));
  const all = new Set(seen.flatMap((each) => [...each]));
  return seen.some((each) => each.size < all.size);
}

function values(waits: Map<string, Wait[]>, pick: (wait: Wait) => string) {
  const found = new Map<string, Omit<DifferenceSide, 'side' | 'state'>>();
  for (const [side, list] of waits) {
    const telling = list.find((wait) => wait.path.length > 1) ?? list[0]!;
    const picked = [...new Set(list.map(pick).filter(Boolean))].sort();
    if (picked.length > 0) found.set(side, { value: picked.join('; '), exchange: telling.exchange });
  }
  return found;
}
