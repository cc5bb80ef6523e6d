import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, onTestFinished, TestRunner } from 'vitest';

/**
 * A folder that nobody else uses. Asked for in a test, or before each, it is gone once that test is over; asked for
 * while tests are collected, it is there from the first test of the file or `describe` until its last.
 */
export function temporaryFolder(): string {
  const folder = path.join(tmpdir(), `conform-test-${randomUUID()}`);
  const make = () => mkdirSync(folder, { mode: 0o700 });
  const remove = () => rmSync(folder, { recursive: true, force: true });
  if (TestRunner.getCurrentTest()) {
    make();
    onTestFinished(remove);
  } else {
    // Not at once: where no test of a file is run, nothing is there to take it away.
    beforeAll(make);
    afterAll(remove);
  }
  return folder;
}
