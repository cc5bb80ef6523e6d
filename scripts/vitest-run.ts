import { rmSync } from 'node:fs';
import path from 'node:path';
import { startVitest } from 'vitest/node';
import { ROOT } from './suite.ts';

/**
 * Runs the conformance tests over a recording for their Allure results, which go to `<out>/allure-results`. Verdicts do not come
 * from here: the tests assert the same ones that the report holds.
 */
export async function writeAllureResults(options: {
  profile: string;
  recordingFile: string;
  out: string;
  only?: string[];
}): Promise<string> {
  const resultsDir = path.resolve(options.out, 'allure-results');
  rmSync(resultsDir, { recursive: true, force: true });
  process.env.CONFORM_RECORDING = path.resolve(options.recordingFile);
  process.env.CONFORM_PROFILE = options.profile;
  process.env.CONFORM_ONLY = (options.only ?? []).join(',');
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
