import path from 'node:path';
import { expect, test } from 'vitest';
import { startCloud } from '../../fixtures/cloud/index.ts';
import type { Report } from '../../reports/model.ts';
import { readValidated } from '../../schemas/input.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { breakCloud } from '../testing/broken-cloud.ts';
import { conform, holdings, writeTarget } from '../testing/command.ts';

const ONLY = [
  'server.create',
  'server.pause',
  'server.list-details',
  'server.attach-volume',
  'keypair.*',
  'aggregate.*',
];

test('what a cloud makes although it refuses it is found and taken away', async () => {
  const folder = temporaryFolder();
  const cloud = await startCloud({ dialect: 'openstack', latencyMs: 5, deviations: ['refused-keypair-made'] });
  const before = holdings(cloud);
  try {
    writeTarget(folder, 'liar', cloud.identityUrl);
    const args = ['--target', 'liar.yaml', '--out', 'out', '--no-allure', '--only', 'keypair.create'];
    const { code, stdout } = await conform(folder, ['run', ...args]);
    expect(code).toBe(1);
    expect(stdout).toContain('nothing-made');
    expect(holdings(cloud)).toEqual(before);
  } finally {
    await cloud.close();
  }
}, 60_000);

test('where servers cannot be taken away no more are made than the target file allows', async () => {
  const folder = temporaryFolder();
  const cloud = await startCloud({ dialect: 'openstack', latencyMs: 5, deviations: ['delete-never-ends'] });
  try {
    const limits = { servers: 2, requestsPerSecond: 10_000, concurrency: 6, timeoutSeconds: 1, pollIntervalMs: 5 };
    writeTarget(folder, 'full', cloud.identityUrl, { limits });
    const args = ['--target', 'full.yaml', '--out', 'out', '--no-allure', '--only', 'server.create', 'server.pause'];
    const { code, stderr } = await conform(folder, ['run', ...args]);
    expect([1, 3]).toContain(code);
    expect(stderr).toContain('could not remove server');
    expect(cloud.state.servers.size).toBe(limits.servers);
    const { footer } = readRecording(path.join(folder, 'out', 'recording.jsonl'));
    expect(footer!.scenarios.map(({ detail = '' }) => detail)).toContain(
      'It takes 1 at once; limits.servers allows 2 servers, and 2 could not be taken away.',
    );
  } finally {
    await cloud.close();
  }
}, 60_000);

/** Runs a part of the suite on a cloud that breaks. */
async function runBroken(seed: number, lies: boolean, then: (folder: string) => Promise<void> = async () => {}) {
  const folder = temporaryFolder();
  const cloud = await startCloud({ dialect: 'openstack', latencyMs: 5 });
  const before = holdings(cloud);
  const broken = await breakCloud(cloud.url, { seed, share: 0.15, lies });
  try {
    const pace = { requestsPerSecond: 10_000, concurrency: 6, pollIntervalMs: 5 };
    const limits = { servers: 6, timeoutSeconds: 1, requestTimeoutSeconds: 2, ...pace };
    writeTarget(folder, 'broken', broken.through(cloud.identityUrl), { limits });
    const args = ['--target', 'broken.yaml', '--out', 'out', '--no-allure', '--only', ...ONLY];
    const { code, stdout, stderr } = await conform(folder, ['run', ...args]);
    expect([1, 3]).toContain(code);
    expect(`${stdout}${stderr}`).not.toMatch(/^ {4}at /m);
    const { checks } = readValidated<Report>(path.join(folder, 'out', 'report.json'), 'report');
    expect(checks.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    const { footer } = readRecording(path.join(folder, 'out', 'recording.jsonl'));
    expect(footer!.scenarios.filter(({ reason }) => reason === 'suite-error')).toEqual([]);
    broken.heal();
    await then(folder);
    return { before, after: holdings(cloud) };
  } finally {
    await broken.close();
    await cloud.close();
  }
}

test.each([1, 2])(
  'a cloud that answers anything at all gets verdicts (seed %i)',
  async (seed) => {
    await runBroken(seed, true);
  },
  120_000,
);

test.each([3, 4])(
  'a cloud that breaks at any point can be cleaned up after (seed %i)',
  async (seed) => {
    const { before, after } = await runBroken(seed, false, async (folder) => {
      const { code } = await conform(folder, ['cleanup', '--target', 'broken.yaml']);
      expect(code).toBe(0);
    });
    expect(after).toEqual(before);
  },
  120_000,
);
