import { judge } from '../../specs/judge/judge.ts';
import { RULES } from '../../specs/rules/index.ts';
import { exchangeOf, recordingOf } from '../../specs/testing/recording.ts';
import { contractOf } from '../../specs/testing/verdicts.ts';
import { buildReport } from '../build.ts';
import type { Sample } from './sample.ts';

/**
 * The report of one right answer to one operation of a real contract: most of its rows are unjudged.
 * @param patterns the checks that it is about; all where left out
 */
export function judgedSample(patterns?: string[]): Sample {
  const contract = contractOf('huawei');
  const recording = recordingOf(contract, [exchangeOf(contract, 'zone.list')]);
  return { report: buildReport(contract, recording, judge(contract, recording, RULES, patterns), RULES), recording };
}
