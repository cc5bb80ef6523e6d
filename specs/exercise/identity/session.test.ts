import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClient, type HttpClient } from '../http/client.ts';
import { DEFAULT_ALLOW, DEFAULT_LIMITS } from '../target/load.ts';
import type { Credentials, KeystoneCredentials, Target } from '../target/types.ts';
import { TargetError } from './errors.ts';
import { openSession } from './session.ts';

const closing: (() => unknown)[] = [];
let client: HttpClient;

beforeEach(() => {
  client = createClient({ limits: { requestsPerSecond: 1000, concurrency: 4, requestTimeoutSeconds: 2 } });
});
afterEach(async () => {
  await client.close();
  for (const close of closing.splice(0)) close();
});

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };
interface Asked {
  method: string;
  headers: IncomingMessage['headers'];
  body: { auth: { identity: Record<string, unknown>; scope?: unknown } };
}

/** An identity service that answers as told, and keeps what it was asked. */
async function identityService(
  answer: (asked: Asked, count: number) => Answer,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const one = { method: request.method!, headers: request.headers, body: text ? JSON.parse(text) : undefined };
    asked.push(one);
    const { status = 201, headers = {}, body } = answer(one, asked.length);
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`, asked };
}

const endpoint = (url: string, region = 'north', side = 'public') => ({
  interface: side,
  region,
  region_id: region,
  url,
});
const CATALOG = [
  {
    type: 'compute',
    name: 'nova',
    endpoints: [endpoint('http://c/v2.1/', 'north'), endpoint('http://i/v2.1', 'north', 'internal')],
  },
  { type: 'image', name: 'glance', endpoints: [endpoint('http://g/image/v2')] },
  { type: 'volumev3', name: 'cinder', endpoints: [endpoint('http://v/v3/p1')] },
  { type: 'two', name: 'two', endpoints: [endpoint('http://n'), endpoint('http://s', 'south')] },
  {
    type: 'broken',
    name: 'broken',
    endpoints: [{ url: 5 }, null, { interface: 'public', url: 'javascript:alert(1)' }],
  },
];

function token(more: object = {}, lifetimeSeconds = 3600): Answer {
  const issued = Date.UTC(2020, 0, 1);
  return {
    headers: { 'X-Subject-Token': 'token-1' },
    body: {
      token: {
        // A clock that is years behind must not matter.
        issued_at: new Date(issued).toISOString(),
        expires_at: new Date(issued + lifetimeSeconds * 1000).toISOString(),
        project: { id: 'p1', name: 'demo', domain: { id: 'default' } },
        user: { id: 'u1', name: 'demo' },
        roles: [{ id: 'r1', name: 'member' }],
        catalog: CATALOG,
        ...more,
      },
    },
  };
}

const UNAUTHORIZED: Answer = { status: 401, body: { error: { code: 401, title: 'Unauthorized', message: 'wrong' } } };

function target(url: string, change: Partial<KeystoneCredentials> = {}, more: Partial<Target> = {}): Target {
  const member: Credentials = {
    kind: 'keystone',
    url,
    method: { kind: 'password', user: { name: 'demo', domain: { id: 'default' } }, password: 'p4ssw0rd' },
    project: { name: 'demo', domain: { name: 'Default' } },
    ...change,
  };
  return {
    name: 't',
    profile: 'openstack',
    interface: 'public',
    identities: { member },
    endpoints: {},
    resources: {},
    allow: DEFAULT_ALLOW,
    limits: DEFAULT_LIMITS,
    tls: { verify: true },
    commands: {},
    waivers: [],
    secrets: [],
    ...more,
  };
}

async function refusal(asked: Target): Promise<TargetError> {
  const error = await openSession(asked, 'member', client).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TargetError);
  expect(error).toMatchObject({ exitCode: 3 });
  return error as TargetError;
}

it('logs in with a password, for a project', async () => {
  const { url, asked } = await identityService(() => token());
  const secrets: string[][] = [];
  const session = await openSession(target(url), 'member', client, { onSecret: (...secret) => secrets.push(secret) });
  expect(asked[0]!.body).toEqual({
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: 'demo', domain: { id: 'default' }, password: 'p4ssw0rd' } },
      },
      scope: { project: { name: 'demo', domain: { name: 'Default' } } },
    },
  });
  expect(session).toMatchObject({
    identity: 'member',
    projectId: 'p1',
    projectName: 'demo',
    userId: 'u1',
    roles: ['member'],
  });
  expect(session.token()).toBe('token-1');
  expect(secrets).toEqual([['token', 'token-1']]);
  const request = await session.authorize({ method: 'GET', url: 'http://c/v2.1/servers', headers: { a: 'b' } });
  expect(request.headers).toEqual({ a: 'b', 'X-Auth-Token': 'token-1' });
  expect(asked).toHaveLength(1);
});

it('finds endpoints: in the catalog, as roots, or where the target file says', async () => {
  const { url } = await identityService(() => token());
  const open = (more: Partial<Target>) => openSession(target(url, {}, more), 'member', client);
  const session = await open({});
  expect(session.endpoint('compute')).toBe('http://c/v2.1');
  expect(session.endpoint('image')).toBe('http://g/image');
  expect(session.endpoint('identity')).toBe(url.replace('/v3', ''));
  expect([session.has('compute'), session.has('ecs')]).toEqual([true, false]);
  expect((await open({ interface: 'internal' })).endpoint('compute')).toBe('http://i/v2.1');
  const endpoints = { compute: 'http://own/v2.1/{project_id}/', volumev3: 'http://own/v3/%(project_id)s' };
  const overridden = await open({ endpoints });
  expect(overridden.endpoint('compute')).toBe('http://own/v2.1/p1');
  expect(overridden.endpoint('block-storage')).toBe('http://own/v3/p1');
});

it('renews a token before it expires, once for all who need it', async () => {
  let now = 0;
  const { url, asked } = await identityService((_asked, count) => ({
    ...token({}, 3600),
    headers: { 'X-Subject-Token': `token-${count}` },
  }));
  const session = await openSession(target(url), 'member', client, { now: () => now });
  const request = { method: 'GET', url: 'http://c', headers: {} };
  now = 3_500_000;
  expect((await session.authorize(request)).headers['X-Auth-Token']).toBe('token-1');
  now = 3_550_000;
  const both = await Promise.all([session.authorize(request), session.authorize(request)]);
  expect(both.map(({ headers }) => headers['X-Auth-Token'])).toEqual(['token-2', 'token-2']);
  await session.renew();
  expect(session.token()).toBe('token-3');
  expect(asked).toHaveLength(3);
});

it('logs in with an application credential, and with a token', async () => {
  const { url, asked } = await identityService((one) => (one.method === 'GET' ? { ...token(), status: 200 } : token()));
  const { project: _project, ...bare } = target(url).identities.member as KeystoneCredentials;
  const open = (credentials: KeystoneCredentials) =>
    openSession({ ...target(url), identities: { member: credentials } }, 'member', client);
  await open({ ...bare, method: { kind: 'application-credential', id: 'a1', secret: 's' } });
  expect(asked[0]!.body).toEqual({
    auth: { identity: { methods: ['application_credential'], application_credential: { id: 'a1', secret: 's' } } },
  });
  await open({ ...bare, method: { kind: 'token', token: 'given' }, project: { id: 'p1' } });
  expect(asked[1]!.body).toEqual({
    auth: { identity: { methods: ['token'], token: { id: 'given' } }, scope: { project: { id: 'p1' } } },
  });
  const asIs = await open({ ...bare, method: { kind: 'token', token: 'given' } });
  expect(asked[2]).toMatchObject({ method: 'GET', headers: { 'x-subject-token': 'given' } });
  expect(asIs.token()).toBe('given');
});

it('tells a wrong password from a project that is not there', async () => {
  const strict = await identityService(() => UNAUTHORIZED);
  expect(await refusal(target(strict.url))).toMatchObject({
    code: 'credentials',
    message: expect.stringContaining('refuses user "demo" (401)'),
  });
  const lenient = await identityService((one) => (one.body.auth.scope === 'unscoped' ? token() : UNAUTHORIZED));
  expect(await refusal(target(lenient.url))).toMatchObject({
    code: 'project',
    message: expect.stringContaining('user "demo" may log in at '),
  });
  const expired = await identityService(() => ({ ...UNAUTHORIZED, status: 404 }));
  expect(await refusal(target(expired.url, { method: { kind: 'token', token: 'old' } }))).toMatchObject({
    code: 'expired',
  });
  const projectless = await identityService(() => token({ project: undefined }));
  expect(await refusal(target(projectless.url))).toMatchObject({ code: 'project' });
});

it.each<[string, Answer]>([
  ['HTML', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Welcome</html>' }],
  ['HTML that is a 401', { status: 401, headers: { 'Content-Type': 'text/html' }, body: '<html>Log in</html>' }],
  ['a list of versions', { status: 300, body: { versions: { values: [] } } }],
  ['a token without its header', { body: token().body }],
  ['a token that fits in no header', { ...token(), headers: { 'X-Subject-Token': 'a b' } }],
  ['a token that is none', { headers: { 'X-Subject-Token': 't' }, body: { token: 'yes' } }],
  ['null', { status: 200, body: null }],
])('takes %s for no Keystone', async (_name, answer) => {
  const { url } = await identityService(() => answer);
  expect(await refusal(target(url))).toMatchObject({
    code: 'not-keystone',
    message: expect.stringMatching(/is not a Keystone v3/),
  });
});

it('names what keeps it from the identity service', async () => {
  const ill = await identityService(() => ({ status: 503, body: {} }));
  expect(await refusal(target(ill.url))).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('answers 503'),
  });
  expect(await refusal(target('http://127.0.0.1:1/v3'))).toMatchObject({
    code: 'refused',
    message: expect.stringContaining('nothing listens'),
  });
  expect(await refusal(target('http://nowhere.invalid/v3'))).toMatchObject({ code: 'dns' });
  expect(await refusal(target(ill.url.replace('http:', 'https:')))).toMatchObject({ code: 'tls' });
  await expect(openSession(target(ill.url), 'admin', client)).rejects.toThrow(
    'the target file has no identity "admin"',
  );
});

it('signs with an access key, and asks nobody', async () => {
  const member = { kind: 'ak-sk', accessKey: 'AKEXAMPLE', secretKey: 'SKEXAMPLE', projectId: 'p9' } as const;
  const keyed = {
    ...target(''),
    identities: { member },
    endpoints: { ecs: 'https://ecs.example.com/v1/{project_id}' },
  };
  const session = await openSession(keyed, 'member', client);
  expect(session).toMatchObject({ projectId: 'p9', userId: null, roles: [] });
  expect(session.endpoint('ecs')).toBe('https://ecs.example.com/v1/p9');
  expect(() => session.endpoint('bms')).toThrow(
    'with an access key there is no catalog to find bms in; set "endpoints.bms" in the target file',
  );
  const { headers } = await session.authorize({ method: 'GET', url: 'https://ecs.example.com/v1/p9/x', headers: {} });
  expect(headers.Authorization).toMatch(/^SDK-HMAC-SHA256 Access=AKEXAMPLE/);
});
