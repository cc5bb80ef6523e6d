import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { findBrowser } from './browser.ts';

test('finds a browser where the variable, the PATH or a usual place has it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'chromium');
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  expect(findBrowser({ CONFORM_CHROMIUM: path }, [])).toBe(path);
  expect(findBrowser({ PATH: folder }, [])).toBe(path);
  expect(findBrowser({}, [folder])).toBe(path);
  expect(findBrowser({}, [path])).toBe(path);
});

test('says what to do where there is none', () => {
  expect(() => findBrowser({ PATH: '/nowhere' }, [])).toThrow(/apt-get install chromium.*CONFORM_CHROMIUM/);
  expect(() => findBrowser({ CONFORM_CHROMIUM: '/nowhere' }, [])).toThrow('CONFORM_CHROMIUM is /nowhere');
});
