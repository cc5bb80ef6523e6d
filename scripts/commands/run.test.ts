import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../reports/model.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { ROOT } from '../suite.ts';

// The main job as a user has it: the command, against the embedded clouds.

const folder = mkdtempSync(path.join(os.tmpdir(), 'conform-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function conform(args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/conform.mjs'), ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    ended.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    ended.stderr += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ended, code })));
}

function reportOf(name: string): Report {
  return JSON.parse(readFileSync(path.join(folder, name, 'report.json'), 'utf8')) as Report;
}

describe.each(['openstack', 'easystack', 'huawei'])('a run against the embedded %s cloud', (profile) => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await conform(['run', '--target', `embedded:${profile}`, '--out', profile]);
  });

  test('is conformant and says so by exit code and in words', () => {
    expect(ended.stderr).not.toContain('fault of the suite');
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('Conformant');
  });

  test('leaves every promised file', () => {
    const files = readdirSync(path.join(folder, profile));
    expect(files).toEqual(
      expect.arrayContaining(['allure-results', 'index.html', 'junit.xml', 'recording.jsonl', 'report.json', 'summary.md']),
    );
    expect(readdirSync(path.join(folder, profile, 'allure-results')).length).toBeGreaterThan(100);
  });

  test('has for every operation of the profile a documented success with its exchange as evidence', () => {
    const { checks } = reportOf(profile);
    const proven = new Set(
      checks
        .filter((check) => check.rule === 'success-status' && check.verdict === 'pass' && check.exchanges.length > 0)
        .map((check) => check.operation),
    );
    expect([...loadContract(profile).operations.keys()].filter((operation) => !proven.has(operation))).toEqual([]);
  });

  test('has no fault of the suite and no must that something stood in the way of', () => {
    const { checks } = reportOf(profile);
    const odd = checks.filter(
      (check) =>
        check.verdict === 'error' ||
        (check.verdict === 'inconclusive' && !['not-observed', 'not-exercised'].includes(check.reason!)),
    );
    expect(odd.map((check) => `${check.id}: ${check.reason}`)).toEqual([]);
  });

  test('leaves nothing behind', () => {
    const lines = readFileSync(path.join(folder, profile, 'recording.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ type: 'footer', interrupted: false, leftovers: [] });
  });

  test('writes no password, token, private key or user data into any file', () => {
    const userData = Buffer.from('#!/bin/sh\n# made by a conf').toString('base64').slice(0, 30);
    const secrets = new RegExp(`demo-pass|admin-pass|alt-pass|BEGIN RSA PRIVATE KEY|"Cf1!|${userData}`);
    const files = readdirSync(path.join(folder, profile), { recursive: true, withFileTypes: true });
    const leaking = files
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => secrets.test(readFileSync(file, 'utf8')));
    expect(leaking).toEqual([]);
  });

  test('gives the same verdicts when its recording is judged again', async () => {
    const again = `${profile}-again`;
    await conform(['judge', path.join(profile, 'recording.jsonl'), '--out', again, '--no-allure']);
    expect(reportOf(again).checks).toEqual(reportOf(profile).checks);
  });
});

describe('a cloud that behaves wrongly', () => {
  test.each([
    ['pause-never-ends', 'server.pause/resulting-state', 'state-not-reached'],
    ['missing-request-id', 'keypair.list/request-id', 'request-id-missing'],
    ['show-without-status', 'server.show/response-field/server.status', 'field-missing'],
    ['unauthorized-200', 'keypair.list/no-token', 'refusal-missing'],
    ['unknown-id-500', 'server.show/unknown-id', 'refusal-status'],
    ['list-html', 'server.list/response-body', 'content-type'],
  ])('%s is caught by %s', async (deviation, id, code) => {
    const out = `deviates-${deviation}`;
    const operation = id.split('/')[0]!;
    const { code: exitCode } = await conform([
      ...['run', '--target', 'embedded:openstack', '--deviate', deviation],
      ...['--only', `${operation}/*`, '--out', out, '--no-allure'],
    ]);
    expect(exitCode).toBe(1);
    const check = reportOf(out).checks.find((candidate) => candidate.id === id);
    expect(check).toMatchObject({ verdict: 'fail', finding: { code } });
    expect(check!.exchanges.length).toBeGreaterThan(0);
  });
});

test('vitest alone runs the same checks', async () => {
  const out = path.join(folder, 'vitest');
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'conformance', '--reporter=json'], {
    cwd: ROOT,
    env: { ...process.env, CONFORM_TARGET: 'embedded:huawei', CONFORM_OUT: out },
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  const result = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { numFailedTests: number; numPassedTests: number };
  expect(result.numFailedTests).toBe(0);
  const { checks } = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as Report;
  expect(result.numPassedTests).toBeGreaterThan(50);
  expect(checks.filter((check) => check.verdict === 'fail' && check.level === 'must')).toEqual([]);
});
