import { createServer, type RequestListener, type Server } from 'node:http';
import net from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { BODY_LIMIT_BYTES, createClient, type HttpClient } from './client.ts';

const LIMITS = { requestsPerSecond: 1000, concurrency: 4, requestTimeoutSeconds: 0.5 };
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function client(limits: Partial<typeof LIMITS> = {}): HttpClient {
  const made = createClient({ limits: { ...LIMITS, ...limits } });
  closing.push(() => made.close());
  return made;
}

async function listen(server: Server | net.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => sockets.add(socket));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}

const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));

/** A server that says just these bytes, and closes then unless it is to hang. */
function say(bytes: string | Buffer, { hang = false } = {}): Promise<string> {
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => (hang ? socket.write(bytes) : socket.end(bytes)));
    }),
  );
}

const get = (url: string): { method: string; url: string; headers: Record<string, string> } => ({
  method: 'GET',
  url,
  headers: {},
});
const answer = (body: string, type = 'application/json'): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;

it('sends a request as it is told to, and gives what comes back', async () => {
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('X-Compute-Request-Id', 'req-1');
    response.setHeader('Vary', ['A', 'B']);
    response.statusCode = 202;
    response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
  });
  const result = await client().send({
    method: 'POST',
    url: `${url}/a%2Fb?x=1&x=2`,
    headers: { 'X-Auth-Token': 't' },
    body: { a: 'ü' },
  });
  expect(result.response).toMatchObject({
    status: 202,
    headers: { 'x-compute-request-id': 'req-1', vary: 'A, B' },
    body: {
      method: 'POST',
      url: '/a%2Fb?x=1&x=2',
      headers: {
        'x-auth-token': 't',
        'content-type': 'application/json',
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      body: '{"a":"ü"}',
    },
  });
  expect(result.failure).toBeUndefined();
  expect(result.headers).toMatchObject({
    'X-Auth-Token': 't',
    'content-type': 'application/json',
    accept: 'application/json',
  });
  expect(new Date(result.sentAt).toISOString()).toBe(result.sentAt);
  expect(result.durationMs).toBeGreaterThan(0);
});

it('sends text and another content type as told, and keeps an empty body apart from an empty text', async () => {
  const url = await serve((request, response) => {
    response.setHeader('x-saw', String(request.headers['content-type']));
    request.pipe(response.writeHead(200, { 'Content-Type': 'text/plain' }));
  });
  const sent = await client().send({ method: 'POST', url, headers: { 'Content-Type': 'text/x' }, text: 'not json' });
  expect(sent.response).toMatchObject({ body: 'not json', headers: { 'x-saw': 'text/x' } });
  expect((await client().send(get(url))).response).not.toHaveProperty('body');
});

it('follows no redirect', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { Location: '/elsewhere' }).end());
  expect((await client().send(get(url))).response).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
});

it.each<[string, string | Buffer, object]>([
  ['bad JSON', answer('{"a": '), { body: '{"a": ', unparsable: true }],
  ['HTML', answer('<html>', 'text/html'), { body: '<html>' }],
  ['JSON that is not declared', answer('{"a": 1}', 'text/plain'), { body: '{"a": 1}' }],
  ['JSON by its suffix', answer('{"a": 1}', 'application/problem+json; x=y'), { body: { a: 1 } }],
  ['a body that is null', answer('null'), { body: null }],
  ['JSON that is too deep to walk', answer(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), { unparsable: true }],
  ['no content type', 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello', { body: 'hello' }],
  [
    'invalid UTF-8',
    Buffer.concat([
      Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"a":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]),
    { body: '{"a":"\ufffd\ufffd"}', unparsable: true },
  ],
])('records %s', async (_name, bytes, expected) => {
  const { response, failure } = await client().send(get(await say(bytes)));
  expect(failure).toBeUndefined();
  expect(response).toMatchObject({ status: 200, ...expected });
});

it.each<[string, string, boolean, string]>([
  ['a body that is cut off', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"a"', false, 'reset'],
  ['a chunk that is cut off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"a"', false, 'reset'],
  [
    'two contradicting lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!',
    false,
    'protocol',
  ],
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', false, 'protocol'],
  ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`, true, 'protocol'],
  ['silence', '', true, 'timeout'],
  ['half a header', 'HTTP/1.1 200 OK\r\nContent-', true, 'timeout'],
  ['a body that never comes to its end', 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"a"', true, 'timeout'],
])('fails on %s', async (_name, bytes, hang, kind) => {
  const { response, failure } = await client().send(get(await say(bytes, { hang })));
  expect(response).toBeUndefined();
  expect(failure).toMatchObject({ kind, message: expect.stringMatching(/./) });
});

it('says how far an answer got', async () => {
  const { failure } = await client().send(
    get(await say('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"a"', { hang: true })),
  );
  expect(failure?.message).toBe('no complete answer within 0.5 s (status 200, after 4 bytes of the body)');
});

it('cuts an endless body off, and is not slowed by one that drips', async () => {
  const flood = await serve((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const chunk = Buffer.alloc(256 * 1024, 'a');
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pour);
    pour();
  });
  const { response } = await client({ requestTimeoutSeconds: 20 }).send(get(flood));
  expect(response).toMatchObject({ status: 200, truncated: true, unparsable: true });
  expect(response?.body).toHaveLength(BODY_LIMIT_BYTES);

  const drip = await serve((_request, answering) => {
    answering.writeHead(200, { 'Content-Type': 'text/plain' });
    const timer = setInterval(() => answering.write('.'), 20);
    answering.on('close', () => clearInterval(timer));
  });
  const dripped = await client().send(get(drip));
  expect(dripped.failure?.kind).toBe('timeout');
});

it('names what kept it from connecting', async () => {
  const server = net.createServer();
  const url = await listen(server);
  const { port } = new URL(url);
  const tls = await client().send(
    get(`https://127.0.0.1:${new URL(await say('HTTP/1.1 400 Bad Request\r\n\r\n')).port}`),
  );
  expect(tls.failure?.kind).toBe('tls');
  server.close();
  expect((await client().send(get(`http://127.0.0.1:${port}`))).failure?.kind).toBe('refused');
  expect((await client().send(get('http://no-such-host.invalid'))).failure?.kind).toBe('dns');
  const reset = await listen(net.createServer((socket) => socket.resetAndDestroy()));
  expect((await client().send(get(reset))).failure?.kind).toBe('reset');
  expect((await client().send(get('no url'))).failure?.kind).toBe('other');
  const header = await client().send({ ...get(url), headers: { 'X-Auth-Token': 'a\r\nb' } });
  expect(header.failure?.kind).toBe('other');
});

it('gives up when it is told to, before and after sending', async () => {
  const url = await say('', { hang: true });
  const early = await client().send(get(url), AbortSignal.abort());
  expect(early.failure?.kind).toBe('aborted');
  const late = await client({ requestTimeoutSeconds: 5 }).send(get(url), AbortSignal.timeout(50));
  expect(late.failure?.kind).toBe('aborted');
});

it('keeps to the rate, and to the number of requests at once', async () => {
  let open = 0;
  let most = 0;
  const url = await serve((_request, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      response.end();
    }, 30);
  });
  const crowd = client({ concurrency: 2 });
  await Promise.all(Array.from({ length: 8 }, () => crowd.send(get(url))));
  expect(most).toBe(2);

  const slow = client({ requestsPerSecond: 20 });
  const sent = await Promise.all(Array.from({ length: 5 }, () => slow.send(get(url))));
  const times = sent.map(({ sentAt }) => Date.parse(sentAt)).sort((a, b) => a - b);
  expect(times.at(-1)! - times[0]!).toBeGreaterThanOrEqual(190);
});

it('goes on after a failure: the next request is served', async () => {
  let count = 0;
  const url = await serve((request, response) => {
    count += 1;
    if (count === 1) request.socket.destroy();
    else response.end('well');
  });
  const one = client();
  expect((await one.send(get(url))).failure?.kind).toBe('reset');
  expect((await one.send(get(url))).response?.body).toBe('well');
});
