/** Lets requests through one after another: at most so many a second, and so many at once. */
export interface Gate {
  /** Waits for a turn; each must be followed by `leave`. Rejects with the signal's reason where that aborts first. */
  enter(signal?: AbortSignal): Promise<void>;
  leave(): void;
}

/** Timers are no finer than this: a turn that is nearer is taken at once, and the next ones wait for longer. */
const TIMER_GRAIN_MS = 1;

/** @param concurrency turns held at once @param perSecond turns begun in a second, evenly spaced; may be Infinity */
export function createGate(concurrency: number, perSecond: number, now: () => number = () => performance.now()): Gate {
  const interval = 1000 / perSecond;
  const waiting: (() => void)[] = [];
  let free = concurrency;
  let due = 0;

  async function takeSlot(signal: AbortSignal | undefined): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const take = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(signal?.reason);
      };
      waiting.push(take);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  function leave(): void {
    // A slot is handed on, not freed: who comes later must not overtake those who wait.
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      await takeSlot(signal);
      due = Math.max(due, now());
      const delay = due - now();
      due += interval;
      if (delay < TIMER_GRAIN_MS) return;
      try {
        await sleep(delay, signal);
      } catch (error) {
        leave();
        throw error;
      }
    },
    leave,
  };
}

/** Waits. Rejects with the signal's reason where that aborts first. */
function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
