import type { Exchange } from '../recording/types.ts';
import type { HttpRequest, HttpResult } from './http/types.ts';

/** The part of an exchange that went over the wire: what was sent, when, and what came of it. */
export function messagesOf(
  request: HttpRequest,
  result: HttpResult,
): Pick<Exchange, 'sentAt' | 'durationMs' | 'request' | 'response' | 'failure'> {
  const { method, url, body } = request;
  const { sentAt, durationMs, headers, response, failure } = result;
  return {
    sentAt,
    durationMs,
    request: { method, url, headers, ...(body === undefined ? {} : { body }) },
    ...(response ? { response } : {}),
    ...(failure ? { failure } : {}),
  };
}
