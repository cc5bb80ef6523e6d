import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Chance } from '../../specs/selftest/chance.ts';

/** An answer on its way. */
interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A door to a cloud behind which answers are spoiled by chance. */
export interface BrokenCloud {
  /** Address of a service of the cloud, through this door. */
  through(url: string): string;
  /** From now on all answers are as they should be. */
  heal(): void;
  close(): Promise<void>;
}

/** What no answer should be: where a text, a number or an object belongs. */
const STRANGE: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, '', [], {}, [[[]]], { a: { b: {} } }, ['x', null], 'constructor', '\u0000', '\ud800'],
  ...['<script>alert(1)</script>', 'x'.repeat(70_000)],
];
const STATUSES = [200, 201, 204, 206, 299, 301, 400, 401, 404, 409, 413, 418, 429, 500, 503, 599, 999];
const HEADERS = ['openstack-api-version', 'x-openstack-nova-api-version', 'vary', 'location', 'retry-after'];
const HEADER_VALUES = ['', 'x', 'compute 99.99', 'http://[', '..', '9'.repeat(5000)];

function badGateway(answer: Answer): Answer {
  return { ...answer, status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad Gateway</h1>' };
}

/** Ways to spoil an answer as a whole. */
const SPOILERS: readonly ((answer: Answer, chance: Chance) => Answer)[] = [
  badGateway,
  (answer, chance) => ({ ...answer, status: chance.one(STATUSES) }),
  (answer) => ({ ...answer, body: `{"x": "${'y'.repeat(20_000_000)}"}` }),
  (answer, chance) => ({ ...answer, body: chance.one(['', 'null', '[]', '"x"', '0', 'true', '{', '\u0000']) }),
  (answer) => ({ ...answer, body: '['.repeat(50_000) + ']'.repeat(50_000) }),
  (answer) => ({ ...answer, headers: { ...answer.headers, 'content-encoding': 'gzip' } }),
  (answer, chance) => ({
    ...answer,
    status: 302,
    headers: { location: chance.one(['/', 'x:y', 'http://127.0.0.1:1/']) },
  }),
  (answer, chance) => ({ ...answer, headers: { ...answer.headers, [chance.one(HEADERS)]: chance.one(HEADER_VALUES) } }),
  (answer, chance) => ({
    ...answer,
    headers: { ...answer.headers, 'content-type': chance.one(['x', 'text/plain; ;;', ';']) },
  }),
];

/** A value with parts of it gone, in other places, or of another type. */
function mangled(value: unknown, chance: Chance): unknown {
  if (chance.next() < 0.08) return chance.one(STRANGE);
  if (Array.isArray(value)) return value.map((item) => mangled(item, chance));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => chance.next() > 0.05);
  return Object.fromEntries(kept.map(([name, part]) => [name, mangled(part, chance)]));
}

/** Sends a part of the answer, and ends the connection. */
function breakOff(answer: Answer, response: ServerResponse): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(answer.body.length + 50) });
  response.write(answer.body.slice(0, answer.body.length / 2) || ' ', () => response.destroy());
}

/**
 * Stands in front of a cloud and spoils a share of its answers, but for the tokens: connections break, and a gateway fails.
 * @param url address of the cloud
 * @param share of the answers, from 0 to 1
 * @param lies whether answers may also say what is not so, in any form
 */
export async function breakCloud(
  url: string,
  { seed, share, lies }: { seed: number; share: number; lies: boolean },
): Promise<BrokenCloud> {
  const chance = new Chance(seed);
  const { hostname, port, host } = new URL(url);
  let isBroken = true;
  let own = '';
  const pass = (answer: Answer, path: string, response: ServerResponse): void => {
    const isSpared = path.includes('/auth/tokens') || !isBroken || chance.next() >= share;
    const way = chance.next();
    if (!isSpared && way < 0.2) {
      if (way < 0.1) response.destroy();
      else breakOff(answer, response);
      return;
    }
    const spoil = !lies ? badGateway : way < 0.6 ? withMangledBody : chance.one(SPOILERS);
    const sent = isSpared ? answer : spoil(answer, chance);
    response.writeHead(sent.status, sent.headers).end(sent.status === 204 ? '' : sent.body);
  };
  const server = createServer((incoming, response) => {
    const { method, url: path = '/', headers } = incoming;
    const forwarded = request({ hostname, port, method, path, headers: { ...headers, host } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = answer.headers;
        const body = Buffer.concat(chunks).toString().replaceAll(host, own);
        pass({ status: answer.statusCode!, headers: rest, body }, path, response);
      });
    });
    forwarded.on('error', () => response.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  own = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    through: (address) => address.replace(host, own),
    heal: () => {
      isBroken = false;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function withMangledBody(answer: Answer, chance: Chance): Answer {
  try {
    return { ...answer, body: JSON.stringify(mangled(JSON.parse(answer.body), chance)) };
  } catch {
    return answer;
  }
}
