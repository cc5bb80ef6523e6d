import { STATUS_CODES } from 'node:http';
import type { Exchange, RecordedRequest, RecordedResponse, Recording } from '../../specs/recording/types.ts';

/** A name and its value, as HAR lists headers and parameters. */
interface Pair {
  name: string;
  value: string;
}

/** The time of an exchange is measured as a whole, and sizes are not kept: HAR's sign for "not known". */
const UNKNOWN = -1;

/**
 * The exchanges of a run as an HTTP archive (HAR 1.2), for browsers' and proxies' tools. It is as redacted as the recording that
 * it is made of. Members that begin with an underscore are the suite's own, as HAR provides for.
 */
export function harOf({ header, exchanges }: Recording): object {
  return {
    log: {
      version: '1.2',
      creator: { name: header.suite.name, version: header.suite.version },
      pages: [],
      entries: exchanges.map(entryOf),
      comment: `${header.target.name} (${header.target.profile}), run ${header.run.id}; secrets are redacted`,
    },
  };
}

function entryOf(exchange: Exchange): object {
  const { id, operation, scenario, intent, identity, microversion, sentAt, durationMs, request, failure } = exchange;
  return {
    startedDateTime: sentAt,
    time: durationMs,
    request: requestOf(request),
    response: responseOf(exchange.response),
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: `${id}: ${scenario}`,
    _exchange: id,
    _operation: operation,
    _intent: intent,
    _identity: identity,
    ...(microversion ? { _microversion: microversion } : {}),
    ...(failure ? { _error: `${failure.kind}: ${failure.message}` } : {}),
  };
}

function requestOf({ method, url, headers, body }: RecordedRequest): object {
  const text = textOf(body);
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(headers),
    queryString: queryOf(url),
    ...(text === undefined ? {} : { postData: { mimeType: typeOf(headers) || 'application/json', text } }),
    headersSize: UNKNOWN,
    bodySize: text === undefined ? 0 : UNKNOWN,
  };
}

/** Where no answer came, HAR has the status 0. */
function responseOf(response: RecordedResponse | undefined): object {
  const headers = response?.headers ?? {};
  const text = textOf(response?.body);
  return {
    status: response?.status ?? 0,
    statusText: STATUS_CODES[response?.status ?? 0] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairsOf(headers),
    content: {
      size: text === undefined ? 0 : Buffer.byteLength(text),
      mimeType: typeOf(headers),
      ...(text === undefined ? {} : { text }),
      ...(response?.truncated ? { comment: 'cut by the recorder' } : {}),
    },
    redirectURL: headerValue(headers, 'location'),
    headersSize: UNKNOWN,
    bodySize: UNKNOWN,
  };
}

/** A recorded body as text; undefined where there was none. */
function textOf(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

function pairsOf(headers: Record<string, string>): Pair[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): Pair[] {
  const mark = url.indexOf('?');
  if (mark < 0) return [];
  return [...new URLSearchParams(url.slice(mark + 1))].map(([name, value]) => ({ name, value }));
}

const typeOf = (headers: Record<string, string>): string => headerValue(headers, 'content-type');

function headerValue(headers: Record<string, string>, wanted: string): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
}
