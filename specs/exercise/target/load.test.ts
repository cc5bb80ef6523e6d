// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the target file's own references are what is tested
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../schemas/testing/temporary-folder.ts';
import { loadTarget } from './load.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../../fixtures/targets');
const example = (name: string): string => path.join(EXAMPLES, `${name}.yaml`);
const PASSWORD = { password: 'p4ssw0rd', user: { name: 'demo', domain: { id: 'default' } } };

let folder = '';
let home = process.cwd();

beforeEach(() => {
  home = process.cwd();
  folder = temporaryFolder();
  process.chdir(folder);
});
afterEach(() => process.chdir(home));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const MINIMAL = `name: t
profile: openstack
identity:
  url: http://keystone.example.com/identity/v3
  username: demo
  password: p4ssw0rd
  project: demo
`;

describe('the example files', () => {
  it('lab: three identities of one Keystone', () => {
    const target = loadTarget(example('lab'), {});
    expect(target.identities).toMatchObject({
      member: {
        kind: 'keystone',
        url: 'http://127.0.0.1:5000/v3',
        project: { name: 'demo', domain: { name: 'Default' } },
      },
      admin: { url: 'http://127.0.0.1:5000/v3', method: { user: { name: 'admin', domain: { name: 'Default' } } } },
      other: { project: { name: 'alt', domain: { name: 'Default' } } },
    });
    expect(target.allow).toEqual({ create: true, admin: true, destructive: true, billing: false });
    expect(target.limits).toMatchObject({ servers: 6, concurrency: 6, timeoutSeconds: 120 });
    expect(target.commands.hostUp).toContain('{host}');
    expect(target.secrets).toEqual(['demo-pass', 'admin-pass', 'alt-pass']);
  });

  it('huawei-ak-sk: keys from the environment, endpoints of its own', () => {
    const environment = {
      HUAWEICLOUD_SDK_AK: 'AKEXAMPLE',
      HUAWEICLOUD_SDK_SK: 'SKEXAMPLE',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
    };
    const target = loadTarget(example('huawei-ak-sk'), environment);
    expect(target.identities.member).toEqual({
      kind: 'ak-sk',
      accessKey: 'AKEXAMPLE',
      secretKey: 'SKEXAMPLE',
      projectId: 'p1',
    });
    expect(target.endpoints.ecs).toBe('https://ecs.cn-north-4.myhuaweicloud.com/v1/{project_id}');
    expect(target.secrets).toEqual(['AKEXAMPLE', 'SKEXAMPLE']);
  });

  it('clouds-yaml: entries of clouds.yaml, with secure.yaml, reading only', () => {
    write('clouds.yaml', CLOUDS);
    write('secure.yaml', 'clouds: {staging: {auth: {password: p4ssw0rd}}, staging-admin: {auth: {password: r00t}}}\n');
    const target = loadTarget(example('clouds-yaml'), { HOME: folder });
    expect(target.identities).toMatchObject({
      member: { url: 'https://keystone.example.com:5000/v3', method: { kind: 'password', password: 'p4ssw0rd' } },
      admin: { method: { user: { name: 'root' }, password: 'r00t' } },
    });
    expect(target).toMatchObject({
      region: 'north',
      interface: 'internal',
      allow: { create: false },
      waivers: [{ owner: 'Zhang Wei' }],
    });
  });

  it('environment: as an RC file exports it', () => {
    const environment = {
      OS_AUTH_URL: 'http://keystone.example.com:5000',
      OS_USERNAME: 'demo',
      OS_PASSWORD: 'p4ssw0rd',
      OS_PROJECT_NAME: 'demo',
      OS_USER_DOMAIN_NAME: 'Default',
      OS_PROJECT_DOMAIN_ID: 'default',
      OS_REGION_NAME: 'north',
      OS_INTERFACE: 'internalURL',
      OS_INSECURE: 'true',
    };
    const target = loadTarget(example('environment'), environment);
    expect(target.identities.member).toEqual({
      kind: 'keystone',
      url: 'http://keystone.example.com:5000/v3',
      method: { kind: 'password', user: { name: 'demo', domain: { name: 'Default' } }, password: 'p4ssw0rd' },
      project: { name: 'demo', domain: { id: 'default' } },
    });
    expect(target).toMatchObject({ region: 'north', interface: 'internal', tls: { verify: false } });
  });

  it('environment: OS_CLOUD comes before the rest', () => {
    write('clouds.yaml', CLOUDS);
    const environment = { HOME: folder, OS_CLOUD: 'robot', OS_AUTH_URL: 'http://another.example.com/v3' };
    const { member } = loadTarget(example('environment'), environment).identities;
    expect(member).toMatchObject({ url: 'https://keystone.example.com:5000/v3', method: { id: 'a1' } });
  });

  it('environment: as the vendor’s SDK has it', () => {
    const environment = {
      HUAWEICLOUD_SDK_AK: 'AKEXAMPLE',
      HUAWEICLOUD_SDK_SK: 'SKEXAMPLE',
      HUAWEICLOUD_SDK_PROJECT_ID: 'p1',
      HUAWEICLOUD_SDK_REGION_ECS_CN_NORTH_4: 'https://ecs.example.com/',
    };
    const target = loadTarget(example('environment'), environment);
    expect(target.identities.member).toMatchObject({ kind: 'ak-sk', projectId: 'p1' });
    expect(target.endpoints).toEqual({
      compute: 'https://ecs.example.com/v2.1/{project_id}',
      ecs: 'https://ecs.example.com/v1/{project_id}',
    });
  });
});

const CLOUDS = `clouds:
  staging:
    auth:
      auth_url: https://keystone.example.com:5000
      username: demo
      project_name: demo
      user_domain_name: Default
    region_name: north
    interface: internal
  staging-admin:
    auth: {auth_url: 'https://keystone.example.com:5000/v3', username: root, project_name: admin}
  kerberos:
    auth_type: v3kerberos
    auth: {auth_url: 'https://keystone.example.com:5000/v3'}
  robot:
    auth_type: v3applicationcredential
    auth: {auth_url: 'https://keystone.example.com:5000/v3', application_credential_id: a1, application_credential_secret: s3cret00}
`;

describe('a target file', () => {
  it('needs little, and then only reads', () => {
    const target = loadTarget(write('t.yaml', MINIMAL), {});
    expect(target).toMatchObject({
      interface: 'public',
      allow: { create: false, admin: false, destructive: false, billing: false },
      limits: { servers: 4, requestsPerSecond: 10 },
      tls: { verify: true },
      endpoints: {},
      waivers: [],
      identities: {
        member: { kind: 'keystone', method: PASSWORD, project: { name: 'demo', domain: { id: 'default' } } },
      },
    });
    expect(target).not.toHaveProperty('region');
  });

  it('takes texts from the environment, anywhere and within a text', () => {
    const text = MINIMAL.replace('keystone.example.com', '${HOST}').replace('p4ssw0rd', '${SECRET}');
    const target = loadTarget(write('t.yaml', text), { HOST: 'k.example.com', SECRET: 'from outside' });
    expect(target.identities.member).toMatchObject({
      url: 'http://k.example.com/identity/v3',
      method: { password: 'from outside' },
    });
    expect(target.secrets).toEqual(['from outside']);
  });

  it('reads a certificate authority that lies beside it', () => {
    write('ca.pem', 'certificate');
    expect(loadTarget(write('t.yaml', `${MINIMAL}tls: {ca: ca.pem}\n`), {}).tls).toEqual({
      verify: true,
      ca: 'certificate',
    });
    expect(() => loadTarget(write('t.yaml', `${MINIMAL}tls: {ca: none.pem}\n`), {})).toThrow(
      /t\.yaml:8: the certificate file .*none\.pem can't be read/,
    );
  });

  it('lets an admin of clouds.yaml use an application credential', () => {
    write('clouds.yaml', CLOUDS);
    const target = loadTarget(write('t.yaml', `${MINIMAL}identities: {admin: {cloud: robot}}\n`), { HOME: folder });
    expect(target.identities.admin).toEqual({
      kind: 'keystone',
      url: 'https://keystone.example.com:5000/v3',
      method: { kind: 'application-credential', id: 'a1', secret: 's3cret00' },
    });
    expect(target.secrets).toContain('s3cret00');
  });
});

describe('what is wrong with it', () => {
  const identity = (lines: string): string => `name: t\nprofile: openstack\nidentity:\n${lines}`;
  it.each([
    [MINIMAL.replace('profile', 'profle'), 't.yaml:2: unknown key "profle"; did you mean "profile"?'],
    [
      MINIMAL.replace('p4ssw0rd', '${SECRET}'),
      't.yaml:6: environment variable SECRET is not set, and "identity.password" needs it; export it',
    ],
    [
      MINIMAL.replace('p4ssw0rd', '${my secret}'),
      't.yaml:6: ${my secret} does not name an environment variable; for example ${OS_PASSWORD}',
    ],
    [
      MINIMAL.replace('p4ssw0rd', '12345678'),
      't.yaml:6: "identity.password" must be a text; for example ${OS_PASSWORD}',
    ],
    [`${MINIMAL}limits:\n  servers: 0\n`, 't.yaml:9: "limits.servers" must be >= 1; for example 4'],
    [
      `${MINIMAL}waivers:\n  - {check: a, owner: b, reason: c, expires: soon}\n`,
      '"waivers[0].expires" is not of the format date',
    ],
    [
      `${MINIMAL}endpoints: {compute: ecs.example.com}\n`,
      '"endpoints.compute" does not have the form ^https?://; for example https://ecs',
    ],
    [
      MINIMAL.replace('  project: demo\n', ''),
      't.yaml:3: "identity.project" is missing; name the project that the user works in, or give its id',
    ],
    [MINIMAL.replace('  username: demo\n', ''), '"identity.username" is missing; add it, or the user\'s id'],
    [
      MINIMAL.replace('  password: p4ssw0rd\n', ''),
      '"identity.password" is missing; or give a token, or an access key',
    ],
    [MINIMAL.replace('/v3', '/v2.0'), '"identity.url" leads to version 2.0 of the identity API; put /v3 at its end'],
    [`${MINIMAL}  token: abc\n`, 't.yaml:8: "identity.token" stands beside another secret; keep one of them'],
    [
      identity('  cloud: staging\n  password: x\n'),
      't.yaml:5: "password" stands beside "cloud", which says all; keep one of them',
    ],
    [identity('  accessKey: AK\n  projectId: p\n'), '"identity.secretKey" is missing; it goes with the access key'],
    [
      identity('  accessKey: AK\n  secretKey: SK\n'),
      '"identity.projectId" is missing; signed requests name the project by its id',
    ],
    [identity('  environment: true\n'), 'the environment names no cloud: set OS_CLOUD, or OS_AUTH_URL'],
    [identity('  cloud: staging\n'), 'cloud "staging" is named, but there is no clouds.yaml in ., '],
  ])('%#: %s', (text, sentence) => {
    expect(() => loadTarget(write('t.yaml', text), { HOME: folder })).toThrow(sentence);
  });

  it('in the environment', () => {
    const environment = { OS_AUTH_URL: 'http://k.example.com/v3', OS_USERNAME: 'demo', OS_PROJECT_NAME: 'demo' };
    expect(() => loadTarget(example('environment'), environment)).toThrow('in the environment OS_PASSWORD is missing');
  });

  it('in clouds.yaml', () => {
    write('clouds.yaml', CLOUDS);
    const load = (name: string) => () => loadTarget(write('t.yaml', identity(`  cloud: ${name}\n`)), { HOME: folder });
    expect(load('stagin')).toThrow('clouds.yaml: there is no cloud "stagin" here; did you mean "staging"?');
    expect(load('kerberos')).toThrow(
      'clouds.yaml:13: in cloud "kerberos" auth_type "v3kerberos" is not supported; use one of password',
    );
    expect(load('staging')).toThrow('in cloud "staging" auth.password is missing');
  });
});

it('secrets never stand in a message', () => {
  const text = MINIMAL.replace('p4ssw0rd', '${SECRET}').replace(
    'url: http://keystone.example.com/identity/v3',
    'url: ${SECRET}',
  );
  expect(() => loadTarget(write('t.yaml', text), { SECRET: 'hunter2hunter2' })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
  );
});

it('the lab’s passwords are no secrets, and nothing else is written out in an example', () => {
  for (const name of ['clouds-yaml', 'huawei-ak-sk', 'environment']) {
    expect(readFileSync(example(name), 'utf8')).not.toMatch(/(password|secretKey|token): *[^$\s]/);
  }
});

describe('a claimed level', () => {
  it('is one of the newest list of the profile', () => {
    expect(loadTarget(write('t.yaml', `${MINIMAL}level: lifecycle\n`), {}).level).toBe('lifecycle');
    expect(loadTarget(write('t.yaml', MINIMAL), {})).not.toHaveProperty('level');
    expect(() => loadTarget(write('t.yaml', `${MINIMAL}level: bms\n`), {})).toThrow(
      /t\.yaml:8: the profile openstack has no level "bms"; choose one of read-only, lifecycle, /,
    );
  });
});
