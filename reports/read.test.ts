import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../schemas/testing/temporary-folder.ts';
import { readReport } from './read.ts';
import { sample } from './testing/sample.ts';

const folder = temporaryFolder();

test('checks of an earlier report are known by their new ids', () => {
  const file = path.join(folder, 'report.json');
  const { report } = sample();
  writeFileSync(file, JSON.stringify(report));
  const aliases = [{ from: '*/success-status', to: '*/success-code', date: '2026-01-01' }];
  const ids = readReport(file, aliases).checks.map(({ id }) => id);
  expect(ids).toContain('server.pause/success-code');
  expect(ids).not.toContain('server.pause/success-status');
  expect(readReport(file).checks).toEqual(report.checks);
});
