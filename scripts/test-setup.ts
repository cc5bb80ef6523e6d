import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findOpenstack } from '../fixtures/cloud/clients/testing/openstack.ts';
import { findBrowser } from '../reports/testing/browser.ts';

/** Programs that tests need beside Node: Debian's package, what it is for, and how the tests find it (it throws where there is none). */
const NEEDED = [
  { name: 'chromium', use: 'Chromium for the browser tests', find: () => findBrowser() },
  { name: 'python3-openstackclient', use: '"openstack" command for the client tests', find: () => findOpenstack() },
];

/** Set-up of the unit tests: where a program is missing, Debian's package is installed if that may be done. */
export default function setup(): void {
  const missing = NEEDED.filter(({ find }) => !isThere(find));
  if (missing.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  for (const { name, use } of missing) {
    process.stderr.write(`There is no ${use}: installing the package "${name}" with apt-get.\n`);
  }
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-q'],
    ['install', '-y', '-q', '--no-install-recommends', ...missing.map(({ name }) => name)],
  ]) {
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
}

function isThere(find: () => string): boolean {
  try {
    find();
    return true;
  } catch {
    return false;
  }
}
