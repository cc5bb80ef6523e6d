import { isHindered } from '../specs/judge/hindered.ts';
import type { Check } from '../specs/judge/types.ts';
import type { Report } from './model.ts';

/**
 * The exit code that a report calls for: 1 where a must failed, 3 where a must could not be judged because something stood in
 * the way (or the suite itself failed), else 0.
 */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  if (!report.summary.conformant) return 1;
  const isOpen = (check: Check): boolean => check.verdict === 'error' || isHindered(check);
  return !report.run.complete || report.checks.some(isOpen) ? 3 : 0;
}
