import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

/** Names that Chromium and its relatives go by, in the order in which they are tried. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Where they lie where the PATH does not say. */
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** No sandbox (it needs rights that containers lack), and no traffic of the browser's own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a Chromium: `CONFORM_CHROMIUM` where it is set, else the first one found.
 * Throws an Error that says what to install where there is none.
 */
export function findBrowser(
  environment: Record<string, string | undefined> = process.env,
  places: readonly string[] = PLACES,
): string {
  const asked = environment.CONFORM_CHROMIUM;
  if (asked) {
    if (isExecutable(asked)) return asked;
    throw new Error(
      `CONFORM_CHROMIUM is ${asked}, which is no program that can be run; give it the path of a Chromium.`,
    );
  }
  const folders = [...(environment.PATH ?? '').split(':').filter(Boolean), ...places];
  const found = folders.flatMap((folder) => [folder, ...NAMES.map((name) => join(folder, name))]).find(isBrowser);
  if (found) return found;
  throw new Error(
    'The tests of the HTML report need a Chromium: install one (Debian and Ubuntu: apt-get install chromium) or set CONFORM_CHROMIUM to its path.',
  );
}

/** Starts the browser without a window. The caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(), args: ARGUMENTS });
}

function isBrowser(path: string): boolean {
  return /chrom|edge/i.test(path.split('/').at(-1) ?? '') && isExecutable(path);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
