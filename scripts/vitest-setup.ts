import path from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * Brings the evidence about before the conformance tests: a recording that is there already (`CONFORM_RECORDING`, which is judged, or
 * was, with its report in `CONFORM_REPORT`), or a run against `CONFORM_TARGET` (a target file, or `embedded:<dialect>`), whose reports
 * are then written to `CONFORM_OUT`.
 */
export default async function setup(project: TestProject): Promise<void> {
  const { CONFORM_RECORDING, CONFORM_REPORT, CONFORM_TARGET, CONFORM_PROFILE, CONFORM_ONLY } = process.env;
  const only = CONFORM_ONLY ? CONFORM_ONLY.split(',') : null;
  if (CONFORM_RECORDING) {
    const recordingFile = path.resolve(CONFORM_RECORDING);
    const reportFile = CONFORM_REPORT ? path.resolve(CONFORM_REPORT) : null;
    project.provide('conformance', { profile: CONFORM_PROFILE!, recordingFile, only, reportFile });
    return;
  }
  if (!CONFORM_TARGET) {
    throw new Error('Say what to run against: CONFORM_TARGET=embedded:easystack npx vitest run --project conformance');
  }
  // Loaded only here: judging a recording needs none of it.
  const { runTarget } = await import('./run-target.ts');
  const { writeRun } = await import('./write-run.ts');
  const out = process.env.CONFORM_OUT ?? 'reports/out/vitest';
  const { contract, recordingFile } = await runTarget({
    target: CONFORM_TARGET,
    out,
    ...(CONFORM_PROFILE ? { profile: CONFORM_PROFILE } : {}),
    ...(only ? { only } : {}),
  });
  const { files } = await writeRun({ contract, recordingFile, out, ...(only ? { only } : {}) });
  const reportFile = path.resolve(files[0]!);
  project.provide('conformance', {
    profile: contract.profile.id,
    recordingFile: path.resolve(recordingFile),
    only,
    reportFile,
  });
}
