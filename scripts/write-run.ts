import { buildReport } from '../reports/build.ts';
import type { Report } from '../reports/model.ts';
import type { Language } from '../reports/text.ts';
import { writeReports } from '../reports/write.ts';
import type { Contract } from '../specs/contract/types.ts';
import { judge } from '../specs/judge/judge.ts';
import { readRecording } from '../specs/recording/read.ts';
import type { Recording } from '../specs/recording/types.ts';
import { RULES } from '../specs/rules/index.ts';

/** Judges a recording and writes the reports. @returns the report and the files, `report.json` first */
export async function writeRun(options: {
  contract: Contract;
  recordingFile: string;
  out: string;
  only?: string[];
  lang?: Language;
}): Promise<{ report: Report; recording: Recording; files: string[] }> {
  const recording = readRecording(options.recordingFile);
  const checks = judge(options.contract, recording, RULES, options.only);
  const report = buildReport(options.contract, recording, checks, RULES);
  const files = await writeReports(options.out, report, recording, options.lang ? { lang: options.lang } : {});
  return { report, recording, files };
}
