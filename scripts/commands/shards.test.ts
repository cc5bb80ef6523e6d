import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCloud, startCloud } from '../../fixtures/cloud/index.ts';
import { exitCodeOf } from '../../reports/exit-code.ts';
import type { Report } from '../../reports/model.ts';
import { makeStatement } from '../../reports/signing/statement.ts';
import { renderTerminal } from '../../reports/terminal.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { isHindered } from '../../specs/judge/hindered.ts';
import { mergeRecordings } from '../../specs/recording/merge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { runTarget } from '../run-target.ts';
import { conform, holdings, writeTarget } from '../testing/command.ts';
import { writeRun } from '../write-run.ts';

// The two parts of a run, and the whole run, against one cloud.

const folder = temporaryFolder();
const ONLY = ['server.pause', 'server.list', 'server.show', 'keypair.*', 'server-group.*', 'zone.*'];
let cloud: RunningCloud;
let before: string[];
let whole: Report;
let parts: Report[];

async function run(name: string, shard?: { index: number; of: number }): Promise<Report> {
  const out = path.join(folder, name);
  const part = shard ? { shard } : {};
  const target = path.join(folder, 'cloud.yaml');
  const { contract, recordingFile } = await runTarget({ target, out, only: ONLY, quiet: true, ...part });
  return (await writeRun({ contract, recordingFile, out, only: ONLY })).report;
}

beforeAll(async () => {
  cloud = await startCloud({ dialect: 'openstack', latencyMs: 5, stock: 3 });
  writeTarget(folder, 'cloud', cloud.identityUrl);
  before = holdings(cloud);
  // Side by side they may keep a list of all that the user has from ever being at rest, and a walk through it then says so.
  parts = [await run('part-1', { index: 1, of: 2 }), await run('part-2', { index: 2, of: 2 })];
  whole = await run('whole');
}, 120_000);
afterAll(() => cloud.close());

test('joined they have the checks and verdicts of the whole run', async () => {
  const args = ['merge', 'part-2', 'part-1', '--out', 'merged', '--no-allure', '--json'];
  const { code, stdout, stderr } = await conform(folder, args);
  expect(stderr).toBe('');
  const merged = JSON.parse(readFileSync(path.join(folder, 'merged', 'report.json'), 'utf8')) as Report;
  const verdictsOf = ({ checks }: Report): string[] =>
    checks.map(({ id, verdict, reason }) => `${id}: ${verdict} ${reason ?? ''}`);
  expect(verdictsOf(merged)).toEqual(verdictsOf(whole));
  expect(code).toBe(exitCodeOf(whole));
  expect(JSON.parse(stdout)).toMatchObject({ summary: whole.summary, run: { only: ONLY, complete: true } });
  expect(merged.run).not.toHaveProperty('partial');
  const { exchanges, footer } = readRecording(path.join(folder, 'merged', 'recording.jsonl'));
  expect(new Set(exchanges.map(({ shard }) => shard))).toEqual(new Set([1, 2]));
  const known = new Set(exchanges.map(({ id }) => id));
  expect(footer!.scenarios.filter(({ exchange }) => exchange && !known.has(exchange))).toEqual([]);
  expect(holdings(cloud)).toEqual(before);
}, 60_000);

test('a part judges what it carried out, says that it is one, and has an exit code of its own', () => {
  for (const [index, report] of parts.entries()) {
    expect(report.run.partial).toEqual({ shard: index + 1, of: 2 });
    expect(report).not.toHaveProperty('levels');
    const { statement } = makeStatement(path.join(folder, `part-${index + 1}`), { now: new Date() });
    expect(statement.run.partial).toEqual(report.run.partial);
    expect(report.checks.filter(isHindered).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
    expect(exitCodeOf(report)).toBe(0);
    expect(report.checks.length).toBeGreaterThan(50);
    expect(report.checks.length).toBeLessThan(whole.checks.length);
    expect(renderTerminal(report)).toContain(`Conformant (partial: shard ${index + 1} of 2)`);
  }
  const [one, other] = parts.map(({ checks }) => new Set(checks.map(({ id }) => id))) as [Set<string>, Set<string>];
  const told = whole.checks.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
  expect(told.filter((id) => !one.has(id) && !other.has(id))).toEqual([]);
});

test('a recording that was cut off is not joined', () => {
  cpSync(path.join(folder, 'part-2'), path.join(folder, 'cut'), { recursive: true });
  const file = path.join(folder, 'cut', 'recording.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, -40));
  const first = path.join(folder, 'part-1', 'recording.jsonl');
  const all = [first, file].map((one) => ({ file: one, recording: readRecording(one) }));
  expect(() => mergeRecordings(all)).toThrow('the recording breaks off');
});
