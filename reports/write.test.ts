import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { sample } from './testing/sample.ts';
import { writeReports } from './write.ts';

test('writes every form into a folder that it makes, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'));
  const { report, recording } = sample();
  const paths = await writeReports(join(folder, 'out'), report, recording, { lang: 'zh' });
  expect(paths.map((path) => basename(path))).toEqual(['report.json', 'index.html', 'junit.xml', 'summary.md']);
  expect((await readdir(join(folder, 'out'))).sort()).toEqual(paths.map((path) => basename(path)).sort());
  expect(JSON.parse(await readFile(paths[0] ?? '', 'utf8'))).toEqual(report);
  expect(await readFile(paths[1] ?? '', 'utf8')).toContain('<title>不符合: Staging region 2</title>');
  const some = await writeReports(folder, report, recording, { formats: ['junit'] });
  expect(some).toEqual([join(folder, 'junit.xml')]);
  await rm(folder, { recursive: true });
});
