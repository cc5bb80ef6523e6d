import { Agent } from 'undici';
import type { Limits, TlsSettings } from '../target/types.ts';
import { readBody } from './body.ts';
import { failureOf } from './failure.ts';
import { createGate } from './gate.ts';
import type { HttpRequest, HttpResult, Sender } from './types.ts';

/** More of a body than this is cut off: 4 MiB is some 2,000 servers in detail. */
export const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/** Idle connections are closed after this long: sooner than servers do it (gunicorn: 2 s), or a request may meet a closing one. */
const KEEP_ALIVE_MS = 1000;

export interface ClientSettings {
  limits: Pick<Limits, 'requestsPerSecond' | 'concurrency' | 'requestTimeoutSeconds'>;
  tls?: TlsSettings;
}

export interface HttpClient extends Sender {
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Makes the client through which everything reaches the target: keep-alive, rate and concurrency limited, no redirects. */
export function createClient({ limits, tls }: ClientSettings): HttpClient {
  const deadlineMs = limits.requestTimeoutSeconds * 1000;
  const agent = new Agent({
    connections: limits.concurrency,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    headersTimeout: deadlineMs,
    bodyTimeout: deadlineMs,
    connect: { timeout: deadlineMs, rejectUnauthorized: tls?.verify ?? true, ...(tls?.ca ? { ca: tls.ca } : {}) },
  });
  const gate = createGate(limits.concurrency, limits.requestsPerSecond);

  return {
    async send(request, signal) {
      const sent = { ...request, headers: completeHeaders(request) };
      try {
        await gate.enter(signal);
      } catch {
        const failure = { kind: 'aborted', message: 'given up before it was sent' };
        return { failure, headers: sent.headers, sentAt: new Date().toISOString(), durationMs: 0 };
      }
      try {
        return { ...(await timed(() => exchange(agent, sent, deadlineMs, signal))), headers: sent.headers };
      } finally {
        gate.leave();
      }
    },
    close: () => agent.destroy(),
  };
}

type Outcome = Pick<HttpResult, 'response' | 'failure'>;

async function timed(work: () => Promise<Outcome>): Promise<Omit<HttpResult, 'headers'>> {
  const sentAt = new Date().toISOString();
  const start = performance.now();
  const outcome = await work();
  return { ...outcome, sentAt, durationMs: Math.round((performance.now() - start) * 10) / 10 };
}

async function exchange(
  agent: Agent,
  request: HttpRequest,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const progress = { text: '' };
  try {
    return {
      response: await converse(agent, request, signal ? AbortSignal.any([signal, deadline]) : deadline, progress),
    };
  } catch (error) {
    if (deadline.aborted && !signal?.aborted) {
      return {
        failure: { kind: 'timeout', message: `no complete answer within ${deadlineMs / 1000} s${progress.text}` },
      };
    }
    if (signal?.aborted) return { failure: { kind: 'aborted', message: `given up by this program${progress.text}` } };
    const failure = failureOf(error);
    return { failure: { ...failure, message: failure.message + progress.text } };
  }
}

async function converse(
  agent: Agent,
  request: HttpRequest,
  signal: AbortSignal,
  progress: { text: string },
): Promise<NonNullable<HttpResult['response']>> {
  const url = new URL(request.url);
  const payload = request.text ?? (request.body === undefined ? null : JSON.stringify(request.body));
  const response = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method as 'GET',
    headers: request.headers,
    body: payload,
    signal,
  });
  const headers = joinHeaders(response.headers);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    progress.text = ` (status ${response.statusCode}, after ${size} bytes of the body)`;
    chunks.push(chunk);
    // Leaving the loop destroys the body, and the connection with it.
    if (size > BODY_LIMIT_BYTES) break;
  }
  const bytes = Buffer.concat(chunks).subarray(0, BODY_LIMIT_BYTES);
  return {
    status: response.statusCode,
    headers,
    ...readBody(bytes, headers['content-type'], size > BODY_LIMIT_BYTES),
  };
}

/** `accept-encoding: identity`, so that the bytes judged are those the service made and not a proxy's. */
function completeHeaders(request: HttpRequest): Record<string, string> {
  const given = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const defaults: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'compute-conformance',
  };
  if (request.body !== undefined) defaults['content-type'] = 'application/json';
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name));
  return { ...request.headers, ...Object.fromEntries(missing) };
}

function joinHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const joined = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]);
  return Object.fromEntries(joined);
}
