import type { Exchange, Recording } from '../recording/types.ts';
import type { Check } from './types.ts';

/** The run itself, and each repeat of some of its scenarios as if it were a recording of its own. */
export function attemptsOf(recording: Recording): { own: Recording; repeats: Recording[] } {
  const numbers = new Set(recording.exchanges.map(attemptOf));
  if (numbers.size <= 1) return { own: recording, repeats: [] };
  const later = [...numbers].filter((attempt) => attempt > 1).sort((a, b) => a - b);
  return { own: ofAttempt(recording, 1), repeats: later.map((attempt) => ofAttempt(recording, attempt)) };
}

function ofAttempt(recording: Recording, attempt: number): Recording {
  const exchanges = recording.exchanges.filter((exchange) => attemptOf(exchange) === attempt);
  const { footer } = recording;
  if (!footer) return { header: recording.header, exchanges };
  const ids = new Set(exchanges.map(({ id }) => id));
  const scenarios = footer.scenarios.filter((outcome) => attemptOf(outcome) === attempt);
  const awaits = footer.awaits.filter(({ exchange }) => ids.has(exchange));
  return { header: recording.header, exchanges, footer: { ...footer, scenarios, awaits } };
}

function attemptOf({ attempt }: Pick<Exchange, 'attempt'>): number {
  return attempt ?? 1;
}

/**
 * A check with what the repeats say of it. A failure in any attempt is a failure; one that did not happen in another is flaky. A
 * repeat that could not show anything says nothing.
 */
export function joinAttempts(own: Check, repeats: Check[]): Check {
  const telling = repeats.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
  const all = [own, ...telling];
  const failed = all.find(({ verdict }) => verdict === 'fail');
  if (telling.length === 0 || !failed) return own;
  const passed = all.find(({ verdict }) => verdict === 'pass');
  return {
    ...failed,
    exchanges: [...new Set([...failed.exchanges, ...(passed?.exchanges.slice(0, 1) ?? [])])],
    attempts: all.map(({ verdict }) => verdict),
    ...(passed ? { flaky: true as const } : {}),
  };
}
