import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCloud, startCloud } from '../../fixtures/cloud/index.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { conform, hostileServer, writeTarget } from '../testing/command.ts';

const folder = temporaryFolder();
let cloud: RunningCloud;
beforeAll(async () => {
  cloud = await startCloud({ dialect: 'openstack' });
});
afterAll(() => cloud.close());

const check = (target: string, ...more: string[]) => conform(folder, ['check', '--target', target, ...more]);

describe('a target that is well', () => {
  test('is ready; who was let in, what was found and what is ruled out is said', async () => {
    const target = writeTarget(folder, 'well', cloud.identityUrl, {
      allow: { create: true },
      endpoints: { compute: `${cloud.url}/compute/v2.1` },
    });
    const [plain, json] = await Promise.all([check(target), check(target, '--json')]);
    expect(plain).toMatchObject({ code: 0, stderr: '' });
    expect(plain.stdout).toMatch(/✓ {2}member +demo in project demo, roles member, reader/);
    expect(plain.stdout).toMatch(/✓ {2}microversions +2\.1 to 2\.\d+/);
    expect(plain.stdout).toMatch(/✓ {2}clock +agrees with ours/);
    expect(plain.stdout).toMatch(/\d+ {2}The target file does not allow administrator's operations \(allow\.admin\)/);
    expect(plain.stdout).toContain('Next: conform run --target well.yaml');
    const answer = JSON.parse(json.stdout);
    expect(answer).toMatchObject({ ready: true, problems: [], clockSkewSeconds: 0, leftOvers: [] });
    expect(answer.discovered.image.id).toBe(
      [...cloud.state.images.keys()].find((id) => id === answer.discovered.image.id),
    );
    expect(answer.ruledOut[0].scenarios.length).toBeGreaterThan(0);
    expect(plain.stdout + json.stdout).not.toMatch(/demo-pass|admin-pass/);
  });

  test('is not ready where there is nothing to build servers from', async () => {
    const bare = await startCloud({ dialect: 'openstack' });
    try {
      bare.state.images.clear();
      const { code, stdout } = await check(writeTarget(folder, 'bare', bare.identityUrl));
      expect(code).toBe(3);
      expect(stdout).toMatch(/✗ {2}image/);
      expect(stdout).toContain('name one as "resources.image" in the target file');
    } finally {
      await bare.close();
    }
  });
});

describe('a target that cannot be judged', () => {
  test.each([
    ['refused', () => ({ identity: { url: 'http://127.0.0.1:1/v3' } }), "can't be reached"],
    ['password', () => ({ identity: { password: 'wrong' } }), 'refuses user "demo" (401)'],
    ['project', () => ({ identity: { project: 'none' } }), 'but not to project "none"'],
  ])('%s: ends with 3 and one sentence', async (name, change, sentence) => {
    const identity = {
      url: cloud.identityUrl,
      username: 'demo',
      password: 'demo-pass',
      project: 'demo',
      ...change().identity,
    };
    const { code, stdout, stderr } = await check(
      writeTarget(folder, name, cloud.identityUrl, { identity, identities: {} }),
    );
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a web page in place of the identity service, and as JSON', async () => {
    const { url, server } = await hostileServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>\u001b[31mhello</h1>');
    });
    try {
      const target = writeTarget(folder, 'page', `${url}/v3`, { identities: {} });
      const { code, stdout, stderr } = await check(target, '--json');
      expect(code).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ ready: false, code: 'not-keystone' });
      expect(stderr).toContain('is not a Keystone v3 that gives tokens (status 200, text/html)');
    } finally {
      server.close();
    }
  });

  test('a web page in place of the compute service; a clock that is behind', async () => {
    const { url, server } = await hostileServer((_request, response) => {
      response.setHeader('date', new Date(Date.now() - 3_600_000).toUTCString());
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>hello</h1>');
    });
    try {
      const target = writeTarget(folder, 'half', cloud.identityUrl, { endpoints: { compute: `${url}/v2.1` } });
      const { code, stdout } = await check(target);
      expect(code).toBe(3);
      expect(stdout).toContain(`compute at ${url}/v2.1 answers 200 with text/html instead of JSON`);
    } finally {
      server.close();
    }
  });
});

describe('what a person wrote wrongly', () => {
  test.each([
    ['no such file', ['nowhere.yaml'], 'nowhere.yaml: there is no such file'],
    ['a misspelt key', ['typo.yaml'], 'typo.yaml:3: unknown key "identiti"; did you mean "identity"?'],
    ['an unknown embedded cloud', ['embedded:nova'], 'there is no embedded cloud "nova"'],
    [
      'an unknown profile',
      ['typo.yaml', '--profile', 'nova'],
      "argument 'nova' is invalid. Allowed choices are easystack, huawei, openstack.",
    ],
  ])('%s: ends with 2 and says where', async (_case, args, sentence) => {
    writeFileSync(path.join(folder, 'typo.yaml'), 'name: x\nprofile: openstack\nidentiti: {environment: true}\n');
    const { code, stdout, stderr } = await check(args[0]!, ...args.slice(1));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('fault of the suite');
  });
});
