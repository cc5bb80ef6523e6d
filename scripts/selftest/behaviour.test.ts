import { expect, it } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { judge } from '../../specs/judge/judge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { RULES } from '../../specs/rules/index.ts';
import { runTarget } from '../run-target.ts';

/** Some seconds of work, and a multiple of that where others share the machine. */
const TIMEOUT_MS = 120_000;

const folder = temporaryFolder();
const CHECKS = ['server-group.create/resulting-state', 'server-group.delete/resulting-state', 'server.lock/lock/shown'];

it('sees of a right cloud that what is made is listed, what is deleted is not, and a lock is shown', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { contract, recordingFile } = await runTarget({
    target: 'embedded:easystack',
    out: folder,
    only: CHECKS,
    quiet: true,
  });
  const checks = judge(contract, readRecording(recordingFile), RULES, CHECKS);
  expect(Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]))).toEqual(
    Object.fromEntries(CHECKS.map((id) => [id, 'pass'])),
  );
});
