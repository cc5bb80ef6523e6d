import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { judgedSample } from '../reports/testing/judged.ts';
import { temporaryFolder } from '../schemas/testing/temporary-folder.ts';
import { ROOT } from './suite.ts';

const ONLY = 'zone.list/success-status/*';

const folder = temporaryFolder();

/** The states of the conformance tests over a recording, by their names. */
function statesBy(environment: Record<string, string>): Promise<Record<string, string>> {
  const command = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'conformance', '--reporter=json'];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env: { ...process.env, ...environment } }, (_error, stdout) => {
      const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
        testResults: { assertionResults: { fullName: string; status: string }[] }[];
      };
      const results = testResults.flatMap(({ assertionResults }) => assertionResults);
      resolve(Object.fromEntries(results.map(({ fullName, status }) => [fullName, status])));
    });
  });
}

test('vitest alone judges a recording; with a report on it, it takes the verdicts from there', async () => {
  const { report, recording } = judgedSample([ONLY]);
  const recordingFile = path.join(folder, 'recording.jsonl');
  const reportFile = path.join(folder, 'report.json');
  const lines = [recording.header, ...recording.exchanges, recording.footer];
  writeFileSync(recordingFile, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const told = { code: 'told', message: { en: 'Told by the report.', zh: '由报告给出。' } };
  const checks = report.checks.map((check) => ({ ...check, verdict: 'fail', finding: told }));
  writeFileSync(reportFile, JSON.stringify({ ...report, checks }));
  const alone = { CONFORM_RECORDING: recordingFile, CONFORM_PROFILE: 'huawei', CONFORM_ONLY: ONLY };
  expect(await statesBy(alone)).toEqual({ 'zone.list success-status': 'passed' });
  expect(await statesBy({ ...alone, CONFORM_REPORT: reportFile })).toEqual({ 'zone.list success-status': 'failed' });
});
