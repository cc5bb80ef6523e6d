import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { buildReport } from '../../reports/build.ts';
import type { Gate } from '../../reports/gate/model.ts';
import type { Report } from '../../reports/model.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { judge } from '../../specs/judge/judge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { RULES } from '../../specs/rules/index.ts';
import { runTarget } from '../run-target.ts';
import { ROOT } from '../suite.ts';
import { runGate } from './gate.ts';

const folder = temporaryFolder();

const ONLY = ['keypair.list/*'];
const LISTED = 'keypair.list/success-status/200';

/** Runs against an embedded cloud, confirming what fails, and leaves the reports in a folder of that name. */
async function run(name: string, deviations: string[] = []): Promise<Report> {
  const out = path.join(folder, name);
  const options = { target: 'embedded:openstack', out, only: ONLY, quiet: true, confirm: 1 };
  const { contract, recordingFile } = await runTarget({ ...options, ...(deviations.length > 0 ? { deviations } : {}) });
  const recording = readRecording(recordingFile);
  const report = buildReport(contract, recording, judge(contract, recording, RULES, ONLY), RULES);
  writeFileSync(fileOf(name), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

const fileOf = (name: string): string => path.join(folder, name, 'report.json');

/** Holds a run against another. @returns the exit code, and what was printed */
function gate(name: string, options: Partial<Parameters<typeof runGate>[1]> = {}): { code: number; text: string } {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const code = runGate(fileOf(name), {
      baseline: fileOf('base'),
      level: 'should',
      flaky: 'fail',
      format: 'terminal',
      lang: 'en',
      at: '2026-11-22',
      ...options,
    });
    return { code, text: write.mock.calls.map(([chunk]) => String(chunk)).join('') };
  } finally {
    write.mockRestore();
  }
}

let base: Report;
let flaky: Report;
beforeAll(async () => {
  base = await run('base');
  await run('same');
  await run('red', ['list-html']);
  flaky = await run('flaky', ['first-list-203']);
});

test('an unchanged cloud keeps the gate green', () => {
  expect(base.checks.length).toBeGreaterThan(40);
  expect(gate('same')).toMatchObject({ code: 0, text: expect.stringContaining('✓ No regression') });
});

test('a planted regression turns it red, and names what broke', () => {
  const { code, text } = gate('red');
  expect(code).toBe(1);
  expect(text).toContain('✕ Regression');
  expect(text).toMatch(/✕ must {2}keypair\.list\/response-body \[x\d+\] {2}was pass\n/);
  const { changes } = JSON.parse(gate('red', { json: true }).text) as Gate;
  const regressions = changes.filter(({ effect }) => effect === 'regression');
  expect(regressions.map(({ check }) => check)).toContain('keypair.list/response-body');
  expect(regressions.every(({ check }) => check.startsWith('keypair.list/'))).toBe(true);
});

test('a failure that does not happen again is flaky: it stays a failure, and both attempts are in the recording', () => {
  const check = flaky.checks.find(({ id }) => id === LISTED)!;
  expect(check).toMatchObject({ verdict: 'fail', flaky: true, attempts: ['fail', 'pass'] });
  const { exchanges, footer } = readRecording(path.join(folder, 'flaky', 'recording.jsonl'));
  const [failed, passed] = check.exchanges.map((id) => exchanges.find((exchange) => exchange.id === id)!);
  expect(failed).toMatchObject({ operation: 'keypair.list', response: { status: 203 } });
  expect(failed).not.toHaveProperty('attempt');
  expect(passed).toMatchObject({ operation: 'keypair.list', response: { status: 200 }, attempt: 2 });
  expect(footer!.scenarios.filter(({ attempt }) => attempt === 2)).toMatchObject([
    { id: failed!.scenario, state: 'done' },
  ]);
  expect(footer!.leftovers).toEqual([]);
  expect(gate('flaky')).toMatchObject({ code: 1, text: expect.stringMatching(/success-status\/200 .*flaky/) });
  expect(gate('flaky', { flaky: 'warn' })).toMatchObject({ code: 0, text: expect.stringContaining('1 flaky') });
});

test('waivers are read from a file, with the line of each; a mistake in it is a usage error', () => {
  const file = path.join(folder, 'waivers.yaml');
  const lines = ['waivers:', '  - check: keypair.list/success-status/*', '    owner: Li Na', '    reason: known'];
  writeFileSync(file, [...lines, '    expires: 2026-12-31', ''].join('\n'));
  expect(gate('flaky', { waivers: file })).toMatchObject({ code: 0, text: expect.stringContaining('1 waived') });
  const stale = gate('same', { waivers: file, format: 'github' });
  expect(stale.code).toBe(1);
  expect(stale.text).toMatch(/^::error file=.*waivers\.yaml,line=2,title=keypair\.list\/success-status\/\*::/m);
  writeFileSync(file, lines.join('\n'));
  expect(() => gate('same', { waivers: file })).toThrow(/waivers\.yaml:2: .*expires" is missing/);
});

test('every rendering is written to the folder; the lines of the code quality report are those of report.json', () => {
  const out = path.join(folder, 'gate');
  gate('red', { out });
  const read = (name: string): string => readFileSync(path.join(out, name), 'utf8');
  expect(JSON.parse(read('gate.json'))).toMatchObject({ result: 'regression' });
  expect(read('gate.md')).toContain('# ✕ Regression');
  expect(read('gate-junit.xml')).toContain('<failure');
  const issues = JSON.parse(read('gate-code-quality.json')) as {
    description: string;
    location: { lines: { begin: number } };
  }[];
  const source = readFileSync(fileOf('red'), 'utf8').split('\n');
  for (const { description, location } of issues)
    expect(source[location.lines.begin - 1]).toContain(JSON.stringify(description.split(': ')[0]));
});

test('reports of two contracts cannot be held against each other, nor what is no report', () => {
  const other = structuredClone(base);
  other.contract.profile = 'huawei';
  writeFileSync(path.join(folder, 'other.json'), JSON.stringify(other));
  expect(() => gate('base', { baseline: path.join(folder, 'other.json') })).toThrow(
    /hold it against a report of the same/,
  );
  expect(() => gate('base', { baseline: path.join(folder, 'none.json') })).toThrow(/there is no such file/);
});

/** Runs the script of the CI files, as they do. */
function inCi(environment: Record<string, string>): Promise<{ code: number | null; text: string }> {
  const env = { PATH: process.env.PATH ?? '', GITHUB_ACTIONS: 'true', ...environment };
  const child = spawn('bash', [path.join(ROOT, 'scripts/ci/gate')], { cwd: folder, env });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}

test('the script of the CI files runs, compares, and leaves annotations, the summary of the job and its output', async () => {
  const [summary, output] = ['summary', 'output'].map((name) => path.join(folder, name)) as [string, string];
  const { code, text } = await inCi({
    CONFORM_TARGET: 'embedded:openstack',
    CONFORM_ONLY: ONLY.join(','),
    CONFORM_BASELINE: 'red/report.json',
    CONFORM_OUT: 'ci',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
  });
  expect(text).toContain('✓ No regression');
  expect(code).toBe(0);
  expect(readFileSync(summary, 'utf8')).toMatch(/^# ✓ No regression[\s\S]*## Fixed/);
  expect(readFileSync(output, 'utf8')).toBe('exit-code=0\n');
});

test('the script of the CI files says what is missing before it sends anything', async () => {
  const [nothing, baseline] = await Promise.all([
    inCi({}),
    inCi({ CONFORM_TARGET: 'embedded:openstack', CONFORM_BASELINE: 'none.json' }),
  ]);
  expect(nothing).toMatchObject({ code: 2, text: expect.stringContaining('CONFORM_TARGET is missing; set it to') });
  expect(baseline).toEqual({ code: 2, text: 'conform: none.json: there is no such file; check the path\n' });
});

test('action.yml and the examples give the script only variables that it reads', () => {
  const script = readFileSync(path.join(ROOT, 'scripts/ci/gate'), 'utf8');
  const read = (file: string) => parse(readFileSync(path.join(ROOT, file), 'utf8'));
  const action = read('action.yml') as { inputs: object; runs: { steps: { env?: Record<string, string> }[] } };
  const passed = action.runs.steps.at(-1)!.env!;
  const taken = Object.values(passed).map((value) => /^\$\{\{ inputs\.([a-z]+) \}\}$/.exec(value)?.[1]);
  expect(taken.sort()).toEqual(Object.keys(action.inputs).sort());
  const { conformance } = read('docs/ci/gitlab.yml') as { conformance: { variables: object } };
  for (const name of [...Object.keys(passed), ...Object.keys(conformance.variables)])
    expect(script).toContain(`\${${name}`);
  const workflow = read('docs/ci/github.yml') as {
    jobs: { conformance: { steps: { with?: object; uses: string }[] } };
  };
  const used = workflow.jobs.conformance.steps.find(({ uses }) => uses.includes('compute-conformance'))!;
  for (const name of Object.keys(used.with!)) expect(Object.keys(action.inputs)).toContain(name);
});
