import type { Await, Exchange } from '../recording/types.ts';
import type { Caller } from './caller.ts';
import { readPointer } from './pointer.ts';
import type { ResourceKind, Resources } from './resources.ts';
import type { IdentityName } from './target/types.ts';

/** Each look is this much later than the one before it, up to the slowest. */
const SLOWING = 1.4;
/** The longest pause between two looks at one resource, as a multiple of the first one. */
const SLOWEST = 8;

export interface Wait {
  kind: string;
  id: string;
  /** States that end the wait. */
  to: string[];
  /** The request whose effect is waited for. */
  after: Exchange;
  scenario: string;
  identity: IdentityName;
  version: string | null;
  /** Looks once at the very start too, to see it on its way; that look ends nothing, as the change may not have begun. */
  atOnce?: boolean;
  /** What has to be seen besides. */
  until?: (look: Exchange) => boolean;
}

interface Pending extends Wait {
  dueAt: number;
  pauseMs: number;
  deadline: number;
  last: string | null;
  finish(result: Await): void;
}

/** Waits for resources to arrive in a state: one loop looks at all of them, each at its own pace. */
export class Poller {
  readonly #caller: Caller;
  readonly #resources: Resources;
  /** Pause between two looks at a resource. */
  readonly intervalMs: number;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal;
  readonly #pending = new Set<Pending>();
  readonly awaits: Await[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: {
    caller: Caller;
    resources: Resources;
    pollIntervalMs: number;
    timeoutSeconds: number;
    signal: AbortSignal;
  }) {
    this.#caller = options.caller;
    this.#resources = options.resources;
    this.intervalMs = options.pollIntervalMs;
    this.#timeoutMs = options.timeoutSeconds * 1000;
    this.#signal = options.signal;
  }

  /** What is being waited for, for the progress line. */
  waitingFor(): { kind: string; to: string[]; last: string | null }[] {
    return [...this.#pending].map(({ kind, to, last }) => ({ kind, to, last }));
  }

  /** Resolves when the resource has arrived, ended elsewhere, or the time is up. Never rejects. */
  wait(wait: Wait): Promise<Await> {
    return new Promise((resolve) => {
      const now = performance.now();
      const finish = (result: Await): void => {
        this.awaits.push(result);
        resolve(result);
      };
      const pauseMs = this.intervalMs;
      this.#pending.add({
        ...wait,
        dueAt: wait.atOnce ? now : now + pauseMs,
        pauseMs,
        deadline: now + this.#timeoutMs,
        last: null,
        finish,
      });
      this.#schedule();
    });
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const next = Math.min(...[...this.#pending].map((pending) => pending.dueAt));
    // Nothing is due while every look is under way; each of them schedules the next.
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#tick(), Math.max(0, next - performance.now()));
  }

  #tick(): void {
    const now = performance.now();
    for (const pending of this.#pending) {
      if (pending.dueAt > now) continue;
      pending.dueAt = Number.POSITIVE_INFINITY;
      void this.#look(pending);
    }
    this.#schedule();
  }

  async #look(pending: Pending): Promise<void> {
    const kind = this.#resources.kinds[pending.kind]!;
    const isFound = await this.#lookOnce(pending, kind).catch(() => false);
    const isDone = isFound && !pending.atOnce;
    const isLate = performance.now() >= pending.deadline;
    const isInterrupted = this.#signal.aborted;
    if (isDone || isLate || isInterrupted) {
      this.#pending.delete(pending);
      pending.finish({
        operation: pending.after.operation,
        exchange: pending.after.id,
        resource: `${pending.kind} ${pending.id}`,
        to: pending.to,
        reached: pending.last,
        timedOut: !isDone && isLate,
        interrupted: !isDone && !isLate,
      });
    } else {
      if (!pending.atOnce) pending.pauseMs = Math.min(pending.pauseMs * SLOWING, this.intervalMs * SLOWEST);
      pending.atOnce = false;
      pending.dueAt = performance.now() + pending.pauseMs;
    }
    this.#schedule();
  }

  async #lookOnce(pending: Pending, kind: ResourceKind): Promise<boolean> {
    const isAlone = kind.show !== undefined;
    const query = isAlone ? kind.query && queryFor(kind.query, pending.id) : kind.list!.query;
    const exchange = await this.#caller.send({
      operation: this.#caller.operation(kind.show ?? kind.list!.operation),
      intent: 'poll',
      scenario: pending.scenario,
      identity: pending.identity,
      version: pending.version,
      ...(isAlone ? { parameters: { [kind.parameter]: pending.id } } : {}),
      ...(query ? { query } : {}),
      follows: pending.after.id,
    });
    const state = isAlone ? stateOf(exchange, kind) : stateInList(exchange, kind, pending.id);
    if (state === null) return false;
    pending.last = state.status;
    if (!state.isSettled) return false;
    if (pending.until && state.status !== 'gone' && !pending.until(exchange)) return false;
    // What is in no list yet may still come.
    const isGone = state.status === 'gone' && isAlone;
    return pending.to.includes(state.status) || (kind.failed ?? []).includes(state.status) || isGone;
  }
}

function queryFor(query: Record<string, string>, id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, value === '$id' ? id : value]));
}

/** Whether a list has a resource that nothing shows by itself: `listed` or `gone`, or null where it is no list. */
function stateInList(
  { response }: Exchange,
  { list }: ResourceKind,
  id: string,
): { status: string; isSettled: boolean } | null {
  const items = response?.status === 200 ? readPointer(response.body, list!.items) : undefined;
  if (!Array.isArray(items)) return null;
  const isListed = items.some((item) => String(readPointer(item, list!.id)) === id);
  return { status: isListed ? 'listed' : 'gone', isSettled: true };
}

/** The state that an answer of `show` tells: its status, `gone`, or null where it tells nothing. */
export function stateOf(exchange: Exchange, kind: ResourceKind): { status: string; isSettled: boolean } | null {
  const { response } = exchange;
  if (response?.status === 404) return { status: 'gone', isSettled: true };
  if (response?.status !== 200) return null;
  const status = readPointer(response.body, kind.status!);
  if (typeof status !== 'string') return null;
  if ((kind.gone ?? []).includes(status)) return { status: 'gone', isSettled: true };
  const isSettled = Object.entries(kind.settled ?? {}).every(([pointer, value]) => {
    const actual = readPointer(response.body, pointer);
    return actual === undefined || actual === value;
  });
  return { status, isSettled };
}
