import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCloud, startCloud } from '../../fixtures/cloud/index.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { LEDGER_FOLDER, readLedger } from '../../specs/exercise/ledger.ts';
import { conform, end, holdings, start, writeTarget } from '../testing/command.ts';

const folder = temporaryFolder();
let cloud: RunningCloud;
beforeAll(async () => {
  cloud = await startCloud({ dialect: 'openstack', latencyMs: 150 });
});
afterAll(() => cloud.close());

/** Kinds that the ledger of the only run owns. */
function ownedKinds(): string[] {
  const ledgers = path.join(folder, LEDGER_FOLDER);
  const [name] = existsSync(ledgers) ? readdirSync(ledgers) : [];
  if (!name) return [];
  const { entries } = readLedger(path.join(ledgers, name));
  return entries.filter(({ removed }) => !removed).map(({ kind }) => kind);
}

/** Starts a run, and kills it without warning once it owns all these kinds. @returns the run's id */
async function killRun(target: string, only: string[], kinds: string[]): Promise<string> {
  const child = start(folder, ['run', '--target', target, '--out', 'out', '--no-allure', '--only', ...only]);
  const ended = end(child);
  while (child.exitCode === null && !kinds.every((kind) => ownedKinds().includes(kind))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  expect((await ended).code, 'the run ended before it could be killed').toBeNull();
  return readdirSync(path.join(folder, LEDGER_FOLDER))[0]!.replace('.jsonl', '');
}

test('what a killed run left is found, shown, and taken away, and nothing else', async () => {
  const target = writeTarget(folder, 'killed', cloud.identityUrl);
  const before = holdings(cloud);
  const kinds = ['server', 'volume', 'port', 'keypair', 'server_group', 'aggregate', 'flavor_private', 'snapshot'];
  const operations = [
    'server.attach-*',
    'server.create',
    'server-group.*',
    'keypair.*',
    'aggregate.*',
    'flavor.*',
    'snapshot.delete',
  ];
  const run = await killRun(target, operations, ['server', 'volume', 'port']);
  expect(kinds).toEqual(expect.arrayContaining(ownedKinds()));
  const left = holdings(cloud).filter((line) => !before.includes(line));
  expect(left.some((line) => line.includes(`conform-${run}-`))).toBe(true);

  const checked = await conform(folder, ['check', '--target', target, '--json']);
  const { leftOvers } = JSON.parse(checked.stdout);
  expect(leftOvers).toMatchObject([{ run, running: false }]);

  const previewed = await conform(folder, ['cleanup', '--target', target, '--dry-run']);
  expect(previewed.stdout).toContain('Would be removed');
  expect(previewed.code).toBe(1);

  // The ledger claims something that does not carry the mark: somebody else's image.
  const image = [...cloud.state.images.values()].find((one) => !one.name.startsWith('conform-'))!;
  const ledger = path.join(folder, LEDGER_FOLDER, `${run}.jsonl`);
  const claim = { key: 'l9999', kind: 'snapshot', name: `conform-${run}-9999`, service: 'image', identity: 'member' };
  appendFileSync(ledger, `${JSON.stringify({ type: 'intent', ...claim })}\n`);
  appendFileSync(ledger, `${JSON.stringify({ type: 'created', key: claim.key, id: image.id })}\n`);
  const first = await conform(folder, ['cleanup', '--target', target, '--json']);
  expect(first.code).toBe(1);
  const answer = JSON.parse(first.stdout);
  expect(answer).toMatchObject({ left: 1 });
  expect(answer.items).toContainEqual(
    expect.objectContaining({
      kind: 'snapshot',
      id: image.id,
      outcome: 'left',
      why: `its name is "${image.name}", which the run did not give`,
    }),
  );
  expect(cloud.state.images.has(image.id)).toBe(true);
  rmSync(ledger);
  expect(holdings(cloud)).toEqual(before);
});

test('a compute service that a killed run switched off is switched on again', async () => {
  const target = writeTarget(folder, 'service', cloud.identityUrl);
  await killRun(target, ['service.disable'], ['service']);
  const { code } = await conform(folder, ['cleanup', '--target', target]);
  expect(code).toBe(0);
  expect(cloud.state.services.filter((one) => one.disabled)).toEqual([]);
});

test('says in words that there is nothing to do, or what is wrong', async () => {
  const target = writeTarget(folder, 'fine', cloud.identityUrl);
  const [nothing, unknown, embedded] = await Promise.all([
    conform(folder, ['cleanup', '--target', target]),
    conform(folder, ['cleanup', '--target', target, '--run', 'cafe0000']),
    conform(folder, ['cleanup', '--target', 'embedded:openstack']),
  ]);
  expect(nothing).toEqual({ code: 0, stdout: 'No run that is over has left anything on fine.\n', stderr: '' });
  expect(unknown).toMatchObject({ code: 2, stdout: '' });
  expect(unknown.stderr).toContain('there is no ledger of run cafe0000');
  expect(embedded.code).toBe(0);
  expect(embedded.stderr).toContain('there is nothing to clean up');
});
