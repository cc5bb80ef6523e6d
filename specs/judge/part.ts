import type { Recording } from '../recording/types.ts';
import type { Check } from './types.ts';

/**
 * The checks on which a recording has something to say, where it is that of one part of a run: what could not be observed in it may well be
 * observed in another. All of them where it is of a whole run.
 */
export function inPart(checks: Check[], { header, footer }: Recording): Check[] {
  if (!header.run.shard) return checks;
  const outcomes = footer?.scenarios ?? [];
  const reasons = new Set(outcomes.map(({ operation, reason }) => `${operation} ${reason}`));
  // An operation whose documented cases another part sends is looked at in passing only.
  const own = new Set(outcomes.filter(({ intent }) => intent === 'case').map(({ operation }) => operation));
  return checks.filter(({ verdict, exchanges, operation, reason }) => {
    if (verdict === 'pass' || verdict === 'fail' || verdict === 'error') return true;
    return own.has(operation) && (exchanges.length > 0 || reasons.has(`${operation} ${reason}`));
  });
}
