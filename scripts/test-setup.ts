import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from '../reports/testing/browser.ts';

/** Set-up of the unit tests: where there is no Chromium for the browser tests, Debian's package is installed if that may be done. */
export default function setup(): void {
  if (isThere() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('There is no Chromium for the browser tests: installing the package "chromium" with apt-get.\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}

function isThere(): boolean {
  try {
    findBrowser();
    return true;
  } catch {
    return false;
  }
}
