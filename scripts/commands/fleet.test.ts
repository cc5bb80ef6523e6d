import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Comparison } from '../../reports/compare/model.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { type Fleet, readFleet, runFleet, worstOf } from '../fleet.ts';
import { conform, writeTarget } from '../testing/command.ts';

const folder = temporaryFolder();

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

test('all targets are run, those that answer are compared, and the worst exit code is the fleet’s', async () => {
  writeTarget(folder, 'nobody', 'http://127.0.0.1:9/identity/v3');
  write(
    'fleet.yaml',
    `together: 2
only: [keypair.list]
targets:
  - target: embedded:openstack
  - {target: nobody.yaml, confirm: 1}
  - {target: embedded:openstack, profile: easystack, name: as-easystack}
`,
  );
  const { code, stdout, stderr } = await conform(folder, ['fleet', 'fleet.yaml', '--out', 'out', '--json']);
  expect(code).toBe(3);
  expect(stderr).toContain('conform: [nobody] ');
  const answer = JSON.parse(stdout);
  expect(answer.runs).toMatchObject([
    { name: 'embedded-openstack', exitCode: 0, summary: { conformant: true } },
    { name: 'nobody', exitCode: 3 },
    { name: 'as-easystack', exitCode: 0 },
  ]);
  expect(answer.runs[1]).not.toHaveProperty('summary');
  const comparison: Comparison = JSON.parse(readFileSync(path.join(folder, 'out/comparison/comparison.json'), 'utf8'));
  const runs = comparison.sides.filter(({ kind }) => kind === 'run');
  expect(runs.map(({ run }) => run!.contract)).toEqual(['openstack', 'easystack']);
  expect(existsSync(path.join(folder, 'out/as-easystack/index.html'))).toBe(true);
}, 60_000);

describe('a fleet', () => {
  const fleet = (together: number): Fleet => ({
    together,
    members: ['a', 'b', 'c', 'd'].map((name) => ({ name, target: `${name}.yaml` })),
  });

  test.each([1, 3, 9])('runs no more than %i at a time', async (together) => {
    let under = 0;
    let most = 0;
    const runs = await runFleet(fleet(together), folder, async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 10));
      under -= 1;
      return 0;
    });
    expect(most).toBe(Math.min(together, 4));
    expect(runs.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('begins nothing more once it was interrupted', async () => {
    let isInterrupted = false;
    const run = async (): Promise<number> => {
      isInterrupted = true;
      return 130;
    };
    const runs = await runFleet(fleet(1), folder, run, () => isInterrupted);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([130, null, null, null]);
  });

  test('does not take the report of an earlier run for one of its own', async () => {
    const report = readFileSync(path.join(folder, 'out/as-easystack/report.json'), 'utf8');
    mkdirSync(path.join(folder, 'a'), { recursive: true });
    write('a/report.json', report);
    const [run] = await runFleet(fleet(1), folder, async () => 3);
    expect(run).not.toHaveProperty('report');
  });
});

test.each([
  [[0, 0], 0],
  [[0, 3], 3],
  [[3, 1, 0], 1],
  [[1, 2, 3], 2],
  [[2, 130], 130],
  [[0, null], 130],
  [[0, 255], 3],
  [[], 0],
])('of %j the worst is %i', (codes, worst) => {
  expect(worstOf(codes.map((exitCode) => ({ exitCode })))).toBe(worst);
});

test.each([
  ['together: 2', 'targets'],
  ['targets: []', 'targets'],
  ['targets: [{target: absent.yaml}]', 'absent.yaml: there is no such file'],
  ['targets: [{target: "embedded:huawei", profile: azure}]', 'there is no profile "azure"; choose one of'],
  ['targets: [{target: "embedded:huawei"}, {target: "embedded:huawei"}]', 'two targets are called "embedded-huawei"'],
  ['targets: [{target: "embedded:huawei", name: comparison}]', 'give embedded:huawei another name'],
  ['targets: [{target: "embedded:huawei", name: ../elsewhere}]', 'name'],
  ['targets: [{target: "embedded:huawei", onyl: [a]}]', 'onyl'],
])('%s is refused before anything is sent', (text, sentence) => {
  expect(() => readFleet(write('wrong.yaml', text))).toThrow(sentence);
});
