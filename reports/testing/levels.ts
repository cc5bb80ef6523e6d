import type { Check, VerdictName } from '../../specs/judge/types.ts';
import { allKnown, readKnownChecks } from '../../specs/levels/known-checks.ts';
import { newestLevels } from '../../specs/levels/load.ts';
import { stateOf } from '../../specs/levels/state.ts';
import { mendOf } from '../mend.ts';
import type { Report, ReportLevels } from '../model.ts';
import { sample } from './sample.ts';

/** What a test says of a run by the levels of a profile. */
export interface LevelSample {
  profile?: string;
  /** Checks that do not pass, by id. */
  verdicts?: Record<string, VerdictName>;
  claimed?: string;
  complete?: boolean;
}

/** The sample's report with the levels of a profile: all that they require passes, but for what is said. */
export function reportWithLevels(options: LevelSample = {}): Report & { levels: ReportLevels } {
  const { profile = 'easystack', verdicts = {}, claimed, complete = true } = options;
  const { report } = sample();
  const known = readKnownChecks(profile);
  const list = newestLevels(profile)!;
  const checks = allKnown(known).map((id): Check => {
    const [operation = '', rule = ''] = id.split('/');
    const verdict = verdicts[id] ?? 'pass';
    const finding = { code: 'x', message: { en: 'What was found.', zh: '发现的问题。' } };
    const more = verdict === 'fail' ? { finding } : verdict === 'pass' ? {} : { reason: 'not-observed' };
    return { id, operation, rule, level: 'must', verdict, rows: [], exchanges: [], ...more };
  });
  const { capabilities, ...state } = stateOf(list, checks, { known, aliases: [] }, complete);
  const byId = new Map(checks.map((check) => [check.id, check]));
  return {
    ...report,
    run: { ...report.run, complete },
    checks: [...report.checks, ...checks.filter(({ verdict }) => verdict !== 'pass')],
    levels: {
      ...state,
      date: list.date,
      title: list.title,
      digest: 'ab'.repeat(32),
      ...(claimed ? { claimed } : {}),
      capabilities: capabilities.map(({ missing, ...capability }) => ({
        ...capability,
        missing: missing.map((one) => ({ ...one, mend: mendOf(byId.get(one.check)) })),
      })),
    },
  };
}
