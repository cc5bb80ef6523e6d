import type { RecordedFailure, RecordedResponse } from '../../recording/types.ts';

/** One request, complete. At most one of `body` and `text`. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** Sent as JSON, with `content-type: application/json` unless the headers say another. */
  body?: unknown;
  /** Sent as it is. */
  text?: string;
}

/** What came of a request; exactly one of `response` and `failure`. Nothing is redacted here: the recorder does that. */
export interface HttpResult {
  response?: RecordedResponse;
  failure?: RecordedFailure;
  /** The request's headers as they were sent: with those that the client adds where the request names none of its own. */
  headers: Record<string, string>;
  /** ISO time at which it left (after waiting for the rate limit). */
  sentAt: string;
  /** From leaving to the last byte, monotonic. */
  durationMs: number;
}

/** Whatever sends requests: the client itself, or one that records what passes through. */
export interface Sender {
  /** Never rejects, whatever the target does. An abort of `signal` gives the failure `aborted`. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult>;
}
