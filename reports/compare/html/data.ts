import type { Recording } from '../../../specs/recording/types.ts';
import { embedExchanges, type PageExchange } from '../../html/data.ts';
import type { Language } from '../../text.ts';
import type { Comparison } from '../model.ts';
import type { Subject } from '../subject.ts';

/** Most characters that all bodies of the page's exchanges come to; the recordings have the rest. */
const BODIES_LIMIT = 6 * 1024 * 1024;

/** Exchanges of one side that the page carries at most: those of the gravest differences. */
const EXCHANGES_LIMIT = 400;

/** What the page shows, apart from the exchanges. */
export interface ComparisonPage {
  language: Language;
  comparison: Comparison;
}

/** Exchanges by side and id. */
export type PageExchanges = Record<string, Record<string, PageExchange>>;

/** The exchanges that differences and differing checks rest on, the gravest first. */
export function exchangesOf(comparison: Comparison, subjects: readonly Subject[]): PageExchanges {
  const each = Math.floor(BODIES_LIMIT / Math.max(subjects.length, 1));
  return Object.fromEntries(
    subjects.map(({ side, recording }) => [
      side.id,
      embedExchanges(idsOf(comparison, side.id, recording), recording, each),
    ]),
  );
}

function idsOf(comparison: Comparison, side: string, recording: Recording): string[] {
  const checks = comparison.checks.filter(({ state }) => state === 'different').flatMap(({ sides }) => sides);
  const sides = [...checks, ...comparison.differences.flatMap((difference) => difference.sides)];
  const ids = sides.flatMap((one) => (one.side === side && one.exchange ? [one.exchange] : []));
  const known = new Set(recording.exchanges.map(({ id }) => id));
  return [...new Set(ids)].filter((id) => known.has(id)).slice(0, EXCHANGES_LIMIT);
}
