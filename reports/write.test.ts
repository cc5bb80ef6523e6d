import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../schemas/testing/temporary-folder.ts';
import { sample } from './testing/sample.ts';
import { writeReports } from './write.ts';

test('writes every form into a folder that it makes, and nothing else', async () => {
  const folder = temporaryFolder();
  const { report, recording } = sample();
  const paths = await writeReports(join(folder, 'out'), report, recording, { lang: 'zh' });
  expect(paths.map((path) => basename(path))).toEqual(['report.json', 'index.html', 'junit.xml', 'summary.md']);
  expect((await readdir(join(folder, 'out'))).sort()).toEqual(paths.map((path) => basename(path)).sort());
  expect(JSON.parse(await readFile(paths[0] ?? '', 'utf8'))).toEqual(report);
  expect(await readFile(paths[1] ?? '', 'utf8')).toContain('<title>不符合: Staging region 2</title>');
  const some = await writeReports(folder, report, recording, { formats: ['junit'] });
  expect(some).toEqual([join(folder, 'junit.xml')]);
});
