import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessKeys } from '../../fixtures/cloud/huawei/authentication.ts';
import { credentials, type RunningCloud, startCloud } from '../../fixtures/cloud/index.ts';
import { coverageOf } from '../../reports/coverage.ts';
import type { Report } from '../../reports/model.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Exchange } from '../../specs/recording/types.ts';
import { ROOT } from '../suite.ts';
import { conform as conformIn, type Ended, end, start } from '../testing/command.ts';

// The main job as a user has it: the command, against the embedded clouds.

const folder = temporaryFolder();

const conform = (args: string[]): Promise<Ended> => conformIn(folder, args, { NO_COLOR: '1' });

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

  test('reaches the highest level of certification', () => {
    const { levels } = reportOf(profile);
    expect(levels?.capabilities.flatMap(({ missing }) => missing)).toEqual([]);
    expect(levels).toMatchObject({ next: null, reached: levels?.levels.at(-1)?.id });
  });

  test('leaves every promised file', () => {
    const files = readdirSync(path.join(folder, profile));
    expect(files).toEqual(
      expect.arrayContaining([
        'allure-results',
        'index.html',
        'junit.xml',
        'recording.jsonl',
        'report.json',
        'summary.md',
      ]),
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

  test('judges every row of the documents, but for a few that no client can', () => {
    const contract = loadContract(profile);
    const { documents, rows } = coverageOf([contract], [reportOf(profile)]);
    expect(rows.filter(({ state }) => state === 'unjudged').map(({ id }) => id)).toEqual([]);
    for (const { id, rows: all, excluded } of documents) expect(excluded / all, id).toBeLessThan(0.05);
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
    const lines = readFileSync(path.join(folder, profile, 'recording.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ type: 'footer', interrupted: false, leftovers: [] });
  });

  test('writes no password, token, private key or user data into any file', () => {
    const userData = Buffer.from('#!/bin/sh\n# made by a conf').toString('base64').slice(0, 30);
    const secrets = new RegExp(`(?:demo|admin|alt)-pass(?!word)|BEGIN RSA PRIVATE KEY|"Cf1!|${userData}`);
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
    ['unknown-while-pausing', 'server.pause/intermediate-states', 'state-illegal'],
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

/** A target file for an embedded cloud that lives in this process. */
function targetFile(cloud: RunningCloud, name: string, content: Record<string, unknown>): string {
  const file = path.join(folder, `${name}.yaml`);
  const { user: username, password, project } = credentials.demo;
  const identity = {
    url: cloud.identityUrl,
    username,
    userDomain: 'Default',
    password,
    project,
    projectDomain: 'Default',
  };
  const limits = { requestsPerSecond: 10_000, concurrency: 8, timeoutSeconds: 20, pollIntervalMs: 5 };
  writeFileSync(file, JSON.stringify({ name, profile: 'openstack', identity, limits, ...content }));
  return file;
}

function exchangesOf(name: string): Exchange[] {
  return readRecording(path.join(folder, name, 'recording.jsonl')).exchanges;
}

describe('what the target file allows', () => {
  test('nothing: only tokens are asked for, everything else is read, and what is not tried says why', async () => {
    const cloud = await startCloud({ dialect: 'openstack', latencyMs: 1 });
    try {
      const { code } = await conform([
        'run',
        '--target',
        targetFile(cloud, 'reader', {}),
        '--out',
        'reader',
        '--no-allure',
      ]);
      expect(code).toBe(0);
      const writing = exchangesOf('reader').filter((exchange) => exchange.request.method !== 'GET');
      expect([...new Set(writing.map((exchange) => exchange.operation))]).toEqual(['token.create']);
      const { checks } = reportOf('reader');
      expect(checks.find(({ id }) => id === 'server.list/success-status/200')).toMatchObject({ verdict: 'pass' });
      expect(checks.find(({ id }) => id === 'server.pause/success-status/202')).toMatchObject({
        verdict: 'not-applicable',
        reason: 'not-allowed',
      });
      expect(checks.find(({ id }) => id === 'aggregate.list/success-status/200')).toMatchObject({
        verdict: 'not-applicable',
      });
    } finally {
      await cloud.close();
    }
  });

  test('an access key in place of a password: every request is signed, and the cloud takes the signature', async () => {
    const cloud = await startCloud({ dialect: 'huawei', latencyMs: 1 });
    try {
      const key = accessKeys.demo;
      const project = [...cloud.state.projects.values()].find(({ name }) => name === credentials.demo.project)!;
      const identity = { accessKey: key.access, secretKey: key.secret, projectId: project.id };
      const userId = [...cloud.state.users.values()].find(({ name }) => name === credentials.demo.user)!.id;
      const at = (service: string, version: string): string => `${cloud.url}/${service}/${version}/{project_id}`;
      const endpoints = {
        ...{ compute: at('compute', 'v2.1'), ecs: at('ecs', 'v1'), bms: at('bms', 'v1'), vpc: at('vpc', 'v1') },
        ...{ image: `${cloud.url}/image`, network: `${cloud.url}/network` },
      };
      const file = targetFile(cloud, 'signed', {
        ...{
          profile: 'huawei',
          identity,
          endpoints,
          resources: { user: userId },
          allow: { create: true, billing: true },
        },
      });
      const { code, stdout, stderr } = await conform(['run', '--target', file, '--out', 'signed', '--no-allure']);
      expect(stderr).not.toContain('conform:');
      expect(stdout).toContain('Conformant');
      expect(code).toBe(0);
      const exchanges = exchangesOf('signed').filter(({ intent }) => intent === 'case');
      expect(exchanges.length).toBeGreaterThan(30);
      expect(
        exchanges.every(({ request }) => 'Authorization' in request.headers && !('X-Auth-Token' in request.headers)),
      ).toBe(true);
      expect(readFileSync(path.join(folder, 'signed', 'recording.jsonl'), 'utf8')).not.toContain(key.secret);
    } finally {
      await cloud.close();
    }
  });
});

test('an interrupted run cleans up, says that it is incomplete, and ends with 130', async () => {
  const cloud = await startCloud({ dialect: 'openstack', latencyMs: 300 });
  try {
    const file = targetFile(cloud, 'interrupted', { allow: { create: true } });
    const child = start(folder, ['run', '--target', file, '--out', 'interrupted', '--no-allure']);
    const ended = end(child);
    while (cloud.state.servers.size === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
    const left = [...cloud.state.servers.values()].filter(
      (server) => server.deletedAt === undefined && server.softDeletedAt === undefined,
    );
    expect(left.map((server) => server.name)).toEqual([]);
    expect(reportOf('interrupted').run.complete).toBe(false);
    const { footer } = readRecording(path.join(folder, 'interrupted', 'recording.jsonl'));
    expect(footer).toMatchObject({ interrupted: true, leftovers: [] });
  } finally {
    await cloud.close();
  }
});

test('vitest alone runs the same checks', async () => {
  const out = path.join(folder, 'vitest');
  const child = spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'conformance', '--reporter=json'],
    {
      cwd: ROOT,
      env: { ...process.env, CONFORM_TARGET: 'embedded:huawei', CONFORM_OUT: out },
    },
  );
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
