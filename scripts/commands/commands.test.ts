import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCloud } from '../../fixtures/cloud/index.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { loadTarget } from '../../specs/exercise/target/load.ts';
import { ROOT, suiteInfo } from '../suite.ts';
import { conform, end, holdings, start, writeTarget } from '../testing/command.ts';

const folder = temporaryFolder();
const run = (...args: string[]) => conform(folder, args);

test('conform --help lists every command; a command says what it is for, with examples', async () => {
  const { code, stdout } = await run('--help');
  expect(code).toBe(0);
  const names = ['init', 'check', 'plan', 'run', 'judge', 'cleanup', 'serve'];
  for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  const helps = await Promise.all(['init', 'cleanup'].map((name) => run(name, '--help')));
  for (const help of helps) {
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Examples:\n  conform ');
  }
});

test('the command is a file that can be run, as npx does', () => {
  const { status, stdout } = spawnSync(path.join(ROOT, 'scripts/conform.mjs'), ['--version'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${suiteInfo().version}\n` });
});

test('an unknown command and an unknown option are usage errors', async () => {
  const [command, option] = await Promise.all([run('chekc'), run('plan', '--target', 'x', '--fast')]);
  expect(command).toMatchObject({ code: 2, stdout: '' });
  expect(command.stderr).toContain("unknown command 'chekc'");
  expect(option).toMatchObject({ code: 2, stdout: '' });
  expect(option.stderr).toContain("unknown option '--fast'");
});

test('init writes a target file that loads, and leaves one alone that is there', async () => {
  const first = await run('init', 'new.yaml', '--profile', 'easystack');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const text = readFileSync(path.join(folder, 'new.yaml'), 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=.*schemas\/formats\/target\.yaml$/m);
  expect(loadTarget(path.join(folder, 'new.yaml'), { OS_PASSWORD: 'secret' })).toMatchObject({
    name: 'new',
    profile: 'easystack',
    allow: { create: false, admin: false, destructive: false, billing: false },
  });
  const second = await run('init', 'new.yaml');
  expect(second.code).toBe(2);
  expect(second.stderr).toContain('new.yaml: there is such a file already, and it is not overwritten');
  expect(readFileSync(path.join(folder, 'new.yaml'), 'utf8')).toBe(text);
});

test('init takes a cloud from clouds.yaml, or from the environment', async () => {
  const auth = { auth_url: 'http://127.0.0.1:1', username: 'a', password: 'b', project_name: 'c' };
  writeFileSync(path.join(folder, 'clouds.yaml'), JSON.stringify({ clouds: { staging: { auth } } }));
  const [cloud, unknown, environment, odd] = await Promise.all([
    run('init', '--from', 'clouds.yaml', 'staging', 'from-cloud.yaml'),
    run('init', 'x.yaml', '--from', 'clouds.yaml', 'stagin'),
    run('init', 'x.yaml', '--from', 'environment'),
    run('init', 'x.yaml', '--from', 'somewhere'),
  ]);
  expect(cloud.code).toBe(0);
  expect(readFileSync(path.join(folder, 'from-cloud.yaml'), 'utf8')).toMatch(/^identity:\n {2}cloud: staging$/m);
  expect(unknown.stderr).toContain('did you mean "staging"?');
  expect(environment.stderr).toContain('the environment names no cloud');
  expect(odd.stderr).toContain('--from takes "environment", or "clouds.yaml"');
  expect([unknown.code, environment.code, odd.code]).toEqual([2, 2, 2]);
});

test('plan says what would be sent and made, and sends nothing that changes anything', async () => {
  const cloud = await startCloud({ dialect: 'openstack' });
  try {
    const target = writeTarget(folder, 'plan', cloud.identityUrl, { allow: { create: true, admin: true } });
    const before = holdings(cloud);
    const [plain, json, none] = await Promise.all([
      run('plan', '--target', target),
      run('plan', '--target', target, '--only', 'keypair.*', 'aggregate.create', '--json'),
      run('plan', '--target', target, '--only', 'nothing.*'),
    ]);
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(plain.stdout).toMatch(/A run would carry out \d+ scenarios, with about \d+ requests\./);
    expect(plain.stdout).toMatch(/^ +\d+ {2}server$/m);
    expect(plain.stdout).toMatch(/^ {2}server\.pause +\d+/m);
    expect(plain.stdout).toMatch(/\d+ {2}The target file does not allow it \(allow\.destructive\)/);
    const answer = JSON.parse(json.stdout);
    expect(new Set(answer.scenarios.map((one: { operation: string }) => one.operation.split('.')[0]))).toEqual(
      new Set(['keypair', 'aggregate']),
    );
    expect(answer.creates).toMatchObject({ keypair: expect.any(Number), aggregate: expect.any(Number) });
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(holdings(cloud)).toEqual(before);
  } finally {
    await cloud.close();
  }
});

test('the plan is near what a run does; judge says so where its recording breaks off', async () => {
  const only = ['--only', 'keypair.*', 'server.pause', 'server-group.*', '--json'];
  const [planned] = await Promise.all([
    run('plan', '--target', 'embedded:openstack', ...only),
    run('run', '--target', 'embedded:openstack', ...only, '--out', 'near', '--no-allure'),
  ]);
  const plan = JSON.parse(planned.stdout);
  const lines = readFileSync(path.join(folder, 'near', 'recording.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const footer = JSON.parse(lines.at(-1)!);
  expect(plan.planned).toBe(footer.scenarios.length);
  expect(plan.requests / footer.exchanges).toBeGreaterThan(0.5);
  expect(plan.requests / footer.exchanges).toBeLessThan(2);

  writeFileSync(path.join(folder, 'torn.jsonl'), `${lines.slice(0, -1).join('\n')}\n{"type":"foo`);
  const torn = await run('judge', 'torn.jsonl', '--out', 'torn', '--no-allure');
  expect(torn.code).toBe(3);
  expect(torn.stderr).toContain('the recording breaks off');
});

test('judge refuses what is no recording', async () => {
  writeFileSync(path.join(folder, 'text.jsonl'), 'hello\n');
  const [none, text] = await Promise.all([
    run('judge', 'none.jsonl', '--out', 'o'),
    run('judge', 'text.jsonl', '--out', 'o'),
  ]);
  expect(none).toEqual({ code: 2, stdout: '', stderr: 'conform: none.jsonl: there is no such file; check the path\n' });
  expect(text.code).toBe(2);
  expect(text.stderr).toContain('text.jsonl:1: not a line of a recording');
});

test('serve runs a cloud until it is ended, says how to reach it, and ends with 0', async () => {
  const child = start(folder, ['serve', '--dialect', 'huawei', '--target-file', 'served.yaml', '--json']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = end(child);
  const text = await new Promise<string>((resolve) => {
    let all = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.endsWith('\n}\n')) resolve(all);
    });
  });
  const { url, identityUrl, environment } = JSON.parse(text);
  expect(environment).toMatchObject({
    OS_AUTH_URL: identityUrl,
    OS_USERNAME: 'demo',
    HUAWEICLOUD_SDK_AK: expect.any(String),
  });
  const checked = await run('check', '--target', 'served.yaml', '--json');
  expect(JSON.parse(checked.stdout)).toMatchObject({ profile: 'huawei', target: 'local huawei' });
  const [taken] = await Promise.all([run('serve', '--port', new URL(url).port)]);
  expect(taken.code).toBe(2);
  expect(taken.stderr).toContain('something listens there already');
  child.kill('SIGINT');
  expect((await ended).code).toBe(0);
});

test('serve lists its deviations, and knows no others', async () => {
  const [list, wrong, file] = await Promise.all([
    run('serve', '--list-deviations', '--json'),
    run('serve', '--deviate', 'pause-never-end'),
    run('run', '--target', writeTarget(folder, 'real', 'http://127.0.0.1:1/v3'), '--deviate', 'pause-never-ends'),
  ]);
  expect(JSON.parse(list.stdout)).toHaveProperty('pause-never-ends');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('did you mean "pause-never-ends"?');
  expect(file.stderr).toContain('only an embedded cloud can be made to deviate');
  expect(file.code).toBe(2);
});
