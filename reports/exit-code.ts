import { isHindered } from '../specs/judge/hindered.ts';
import type { Check } from '../specs/judge/types.ts';
import { missingFor } from './level-parts.ts';
import type { Report, ReportLevels } from './model.ts';

/**
 * The exit code that a report calls for: 1 where a must failed, 3 where a must could not be judged because something stood in
 * the way (or the suite itself failed), else 0. Where the target claims a level, it is about that level's checks alone.
 */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  const { levels } = report;
  if (levels?.claimed) return exitCodeOfClaim(levels, levels.claimed);
  if (!report.summary.conformant) return 1;
  const isOpen = (check: Check): boolean => check.verdict === 'error' || isHindered(check);
  return !report.run.complete || report.checks.some(isOpen) ? 3 : 0;
}

function exitCodeOfClaim(levels: ReportLevels, claimed: string): 0 | 1 | 3 {
  if (levels.levels.some(({ id, isReached }) => id === claimed && isReached)) return 0;
  return missingFor(levels, claimed).some(({ verdict }) => verdict === 'fail') ? 1 : 3;
}
