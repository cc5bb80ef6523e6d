import { push } from '../../specs/judge/fields.ts';
import { isSuccess } from '../../specs/recording/success.ts';
import type { Draft } from './draft.ts';
import type { Timing } from './model.ts';
import { waitsOf } from './states.ts';
import { operationOf, type Subject } from './subject.ts';

/** From which ratio of medians on a time counts as another. Below it a cloud's own busy and quiet hours may be the reason. */
export const NOISE_RATIO = 3;

/**
 * Differences of fewer milliseconds are noise whatever their ratio. Four runs of the unchanged embedded cloud, on a machine at
 * rest and on one with twenty jobs waiting, had medians up to 21 times apart; of some 60 only one, the making of a key, was
 * more than 500 ms off.
 */
export const NOISE_MS = 500;

/** Medians of fewer times than this say nothing. */
export const LEAST_SAMPLES = 3;

/** How long each side took to answer, and to reach the states that were waited for; those with samples enough on two sides. */
export function timingsOf(subjects: readonly Subject[]): Timing[] {
  const samples = new Map<string, Map<string, number[]>>();
  const add = (key: string, side: string, milliseconds: number) => {
    const bySide = samples.get(key) ?? new Map<string, number[]>();
    samples.set(key, bySide);
    push(bySide, side, milliseconds);
  };
  for (const subject of subjects) {
    const { id } = subject.side;
    for (const exchange of subject.recording.exchanges) {
      if (!exchange.response || !isSuccess(exchange.response.status) || !operationOf(subject, exchange)) continue;
      add(JSON.stringify([exchange.operation, 'answer']), id, exchange.durationMs);
    }
    for (const { operation, to, milliseconds } of waitsOf(subject)) {
      if (milliseconds !== undefined) add(JSON.stringify([operation, 'state', to]), id, milliseconds);
    }
  }
  return [...samples].flatMap(([key, bySide]) => timingOf(JSON.parse(key), bySide) ?? []);
}

function timingOf(key: [string, Timing['what'], string?], bySide: Map<string, number[]>): Timing | undefined {
  const [operation, what, to] = key;
  const sides = [...bySide]
    .filter(([, times]) => times.length >= LEAST_SAMPLES)
    .map(([side, times]) => ({ side, medianMs: Math.round(median(times) * 10) / 10, samples: times.length }));
  if (sides.length < 2) return undefined;
  const medians = sides.map(({ medianMs }) => medianMs);
  const [slowest, fastest] = [Math.max(...medians), Math.max(Math.min(...medians), 0.1)];
  const ratio = Math.round((slowest / fastest) * 10) / 10;
  const differs = ratio >= NOISE_RATIO && slowest - fastest >= NOISE_MS;
  return { operation, what, ...(to === undefined ? {} : { to }), sides, ratio, differs };
}

/** What code has to wait for longer than it may be used to. */
export function timingDifferences(timings: readonly Timing[]): Draft[] {
  return timings
    .filter(({ differs }) => differs)
    .map(({ operation, what, to, sides, ratio }) => {
      const fastest = Math.min(...sides.map(({ medianMs }) => medianMs));
      return {
        kind: what === 'answer' ? 'timing-answer' : 'timing-state',
        operations: [operation],
        subject: to ?? '',
        sides: sides.map(({ side, medianMs, samples }) => ({
          side,
          state: medianMs === fastest ? ('has' as const) : ('other' as const),
          value: `${medianMs.toLocaleString('en')} ms (${samples})`,
        })),
        values: { ratio: String(ratio) },
      };
    });
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
