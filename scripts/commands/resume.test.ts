import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCloud, startCloud } from '../../fixtures/cloud/index.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { judge } from '../../specs/judge/judge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { readUnfinished, type Unfinished } from '../../specs/recording/unfinished.ts';
import { RULES } from '../../specs/rules/index.ts';
import { isOver, readRunIn } from '../resume.ts';
import { runTarget } from '../run-target.ts';
import { conform, type Ended, end, holdings, start, writeTarget } from '../testing/command.ts';

// A run is killed half way, and gone on with: as a user has it, against a cloud that outlives it.

const folder = temporaryFolder();
const ONLY = ['server.pause', 'server.list', 'keypair.*', 'server-group.*'];
const contract = loadContract('openstack');
let cloud: RunningCloud;
let target: string;

beforeAll(async () => {
  cloud = await startCloud({ dialect: 'openstack', latencyMs: 40, stock: 3 });
  target = writeTarget(folder, 'cloud', cloud.identityUrl);
});
afterAll(() => cloud.close());

function recordingOf(name: string): string {
  return path.join(folder, name, 'recording.jsonl');
}

/** Waits until a run has carried out so many scenarios. */
async function scenariosDone(name: string, wanted: number): Promise<void> {
  const file = recordingOf(name);
  const done = (): number => (existsSync(file) ? readFileSync(file, 'utf8').split('"type":"outcome"').length - 1 : 0);
  while (done() < wanted) await new Promise((resolve) => setTimeout(resolve, 5));
}

function verdictsOf(file: string): Record<string, string> {
  const checks = judge(contract, readRecording(file), RULES, ONLY);
  return Object.fromEntries(checks.map(({ id, verdict, reason }) => [id, `${verdict} ${reason ?? ''}`]));
}

describe('a run that was killed half way', () => {
  let before: string[];
  let killed: Unfinished;
  let ended: Ended;

  beforeAll(async () => {
    before = holdings(cloud);
    const child = start(folder, ['run', '--target', target, '--out', 'killed', '--no-allure', '--only', ...ONLY]);
    const over = end(child);
    await scenariosDone('killed', 25);
    child.kill('SIGKILL');
    await over;
    killed = readUnfinished(recordingOf('killed'));
    ended = await conform(folder, ['run', '--target', target, '--resume', 'killed', '--no-allure']);
  }, 60_000);

  test('comes to the same verdicts as one that was not', async () => {
    expect(killed.recording).not.toHaveProperty('footer');
    expect(ended).toMatchObject({ code: 0 });
    const whole = await runTarget({
      ...{ target: path.join(folder, target), out: path.join(folder, 'whole'), only: ONLY, quiet: true },
    });
    expect(verdictsOf(recordingOf('killed'))).toEqual(verdictsOf(whole.recordingFile));
    const idsOf = (file: string): string[] =>
      readRecording(file)
        .footer!.scenarios.map(({ id }) => id)
        .sort();
    expect(idsOf(recordingOf('killed'))).toEqual(idsOf(whole.recordingFile));
  });

  test('sends no scenario again that had been carried out, and all the others', () => {
    const { header, exchanges } = readRecording(recordingOf('killed'));
    const sent = (scenario: string, all: typeof exchanges): string[] =>
      all.filter((one) => one.scenario === scenario && one.intent !== 'cleanup').map(({ id }) => id);
    expect(killed.outcomes.length).toBeGreaterThanOrEqual(25);
    for (const { id } of killed.outcomes) expect(sent(id, exchanges), id).toEqual(sent(id, killed.recording.exchanges));
    const cut = exchanges.filter(({ cutOff }) => cutOff);
    const done = new Set(killed.outcomes.map(({ id }) => id));
    for (const { scenario, id } of cut) {
      expect(done.has(scenario), scenario).toBe(false);
      expect(Number(id.slice(1))).toBeLessThanOrEqual(Number(killed.recording.exchanges.at(-1)!.id.slice(1)));
    }
    expect(header.run).toMatchObject({ id: killed.recording.header.run.id, only: ONLY });
    expect(header.run.resumed).toHaveLength(1);
  });

  test('leaves nothing behind, not even its ledger', () => {
    expect(holdings(cloud)).toEqual(before);
    expect(readdirSync(path.join(folder, '.conform/ledgers'))).toEqual([]);
  });

  test('is over then', () => {
    expect(isOver(readRunIn(path.join(folder, 'killed')))).toBe(true);
  });

  test.each([
    ['target', 'the run is against "elsewhere", and this is "cloud"'],
    ['contract', 'the contract of openstack is another one than then'],
  ])('is gone on with against its own %s alone', async (what, sentence) => {
    const { exchanges: _, outcomes: __, ...rest } = { ...killed.recording, outcomes: killed.outcomes };
    const header = structuredClone(rest.header);
    if (what === 'target') header.target.name = 'elsewhere';
    else header.contract = 'f'.repeat(64);
    const file = path.join(folder, `${what}.jsonl`);
    writeFileSync(file, `${JSON.stringify(header)}\n`);
    const resume = readUnfinished(file);
    const options = { target: path.join(folder, target), out: folder, quiet: true, resume };
    await expect(runTarget(options)).rejects.toThrow(sentence);
  });
});

test('interrupted twice, it leaves at once and says what stays behind; cleanup finds it', async () => {
  const before = holdings(cloud);
  const child = start(folder, ['run', '--target', target, '--out', 'twice', '--no-allure', '--only', 'server.pause']);
  const over = end(child);
  await scenariosDone('twice', 1);
  while (holdings(cloud).length <= before.length) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const { code, stderr } = await over;
  expect(code).toBe(130);
  expect(stderr).toContain('conform: ending: what was made is being taken away; interrupt once more to leave at once');
  expect(stderr).toMatch(
    /conform: left at once; what may stay behind: .*\d+ server.*"conform cleanup --target cloud\.yaml --run [0-9a-f]{8}" takes it away/,
  );
  expect((await conform(folder, ['cleanup', '--target', target])).code).toBe(0);
  expect(holdings(cloud)).toEqual(before);
}, 60_000);
