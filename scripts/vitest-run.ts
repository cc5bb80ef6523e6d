import { rmSync } from 'node:fs';
import path from 'node:path';
import { startVitest } from 'vitest/node';
import { ROOT } from './suite.ts';

/**
 * Runs the conformance tests over a recording for their Allure results, which go to `<out>/allure-results`. The tests assert the
 * verdicts that the report holds; nothing is judged again.
 */
export async function writeAllureResults(options: {
  profile: string;
  recordingFile: string;
  /** report.json on the recording: its verdicts are taken. */
  reportFile: string;
  out: string;
}): Promise<string> {
  const resultsDir = path.resolve(options.out, 'allure-results');
  rmSync(resultsDir, { recursive: true, force: true });
  process.env.CONFORM_RECORDING = path.resolve(options.recordingFile);
  process.env.CONFORM_REPORT = path.resolve(options.reportFile);
  process.env.CONFORM_PROFILE = options.profile;
  const exitCode = process.exitCode;
  const vitest = await startVitest('test', [], {
    root: ROOT,
    config: path.join(ROOT, 'vitest.config.ts'),
    project: ['conformance'],
    watch: false,
    reporters: [['allure-vitest/reporter', { resultsDir }]],
  });
  await vitest.close();
  process.exitCode = exitCode;
  return resultsDir;
}
