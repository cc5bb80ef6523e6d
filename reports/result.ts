import { exitCodeOf } from './exit-code.ts';
import { missingFor, titleOfLevel } from './level-parts.ts';
import type { Report, ReportLevels } from './model.ts';
import type { Language } from './text.ts';
import { SIGNS, say } from './text.ts';

/** What a report comes to, in words. */
export interface Result {
  /** `undecided`: nothing that was seen breaks a demand, but not enough could be seen. */
  name: 'conformant' | 'not-conformant' | 'undecided';
  sign: string;
  title: string;
  /** Sentences that say why, and what else there is to know. */
  reasons: string[];
}

const BY_EXIT_CODE = {
  0: { name: 'conformant', sign: SIGNS.pass },
  1: { name: 'not-conformant', sign: SIGNS.fail },
  3: { name: 'undecided', sign: SIGNS.inconclusive },
} as const;

/** The result of a report in a language; it never says more than the exit code does. */
export function resultOf(report: Report, language: Language): Result {
  const { name, sign } = BY_EXIT_CODE[exitCodeOf(report)];
  const { summary, contract, target, run } = report;
  const { failures, verdicts, waived } = summary;
  const claim = report.levels?.claimed ? claimOf(report.levels, report.levels.claimed, language) : undefined;
  const reasons: string[] = claim ? [claim.why] : [];
  if (failures.must > 0) {
    reasons.push(say(language, 'result.failures.why', { count: failures.must, contract: contract.profile }));
  }
  if (name === 'conformant' && failures.must === 0)
    reasons.push(say(language, 'result.conformant.why', { contract: contract.profile }));
  if (!run.complete) reasons.push(say(language, 'result.incomplete.why'));
  else if (name === 'undecided' && !claim) reasons.push(say(language, 'result.undecided.why'));
  if (failures.should + failures.may > 0) {
    reasons.push(say(language, 'result.also', { should: failures.should, may: failures.may }));
  }
  if (verdicts.inconclusive > 0) reasons.push(say(language, 'result.inconclusive', { count: verdicts.inconclusive }));
  if (verdicts.error > 0) reasons.push(say(language, 'result.error', { count: verdicts.error }));
  if (waived > 0) reasons.push(say(language, 'result.waived', { count: waived }));
  if (target.profile !== contract.profile) {
    reasons.push(say(language, 'cross.notice', { target: target.profile, contract: contract.profile }));
  }
  const title = claim?.title ?? say(language, `result.${name}`);
  if (!run.partial) return { name, sign, title, reasons };
  reasons.push(say(language, 'result.partial.why', run.partial));
  return { name, sign, title: `${title} (${say(language, 'result.partial', run.partial)})`, reasons };
}

/** What the result says where the target claims a level: it speaks of that level. */
function claimOf(levels: ReportLevels, claimed: string, language: Language): { title: string; why: string } {
  const level = titleOfLevel(levels, claimed)[language];
  const isReached = levels.levels.some(({ id, isReached: reached }) => id === claimed && reached);
  const key = isReached ? 'reached' : 'missed';
  const values = { level, list: levels.list, count: missingFor(levels, claimed).length };
  return { title: say(language, `result.level.${key}`, values), why: say(language, `result.level.${key}.why`, values) };
}
