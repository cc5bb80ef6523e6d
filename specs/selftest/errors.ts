import { isObject } from '../../schemas/fold.ts';
import type { Operation } from '../contract/types.ts';
import { withoutBody, withResponse } from './change.ts';
import type { Answered, Subject } from './subject.ts';

/**
 * An exchange answered with an error as the target words its errors: in the envelope of a recorded one of the same code, else of any, of the
 * same service.
 */
export function errorAnswer(subject: Subject, operation: Operation, exchange: Answered, status: number): Answered {
  const like = models(subject, operation.service);
  const model = like.get(status) ?? like.get(400) ?? [...like.values()][0];
  const bare = withoutBody(exchange);
  if (!model) return withResponse(bare, { status });
  const { headers, body } = model.response;
  return withResponse(bare, {
    status,
    headers: { ...exchange.response.headers, ...contentType(headers) },
    ...(body === undefined ? {} : { body: withCode(body, status) }),
  });
}

function contentType(headers: Record<string, string>): Record<string, string> {
  return headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] };
}

const known = new WeakMap<Subject, Map<string, Map<number, Answered>>>();

function models(subject: Subject, service: string): Map<number, Answered> {
  const byService = known.get(subject) ?? new Map<string, Map<number, Answered>>();
  known.set(subject, byService);
  const made = byService.get(service) ?? new Map<number, Answered>();
  if (byService.has(service)) return made;
  byService.set(service, made);
  for (const operation of subject.operations().filter((one) => one.service === service)) {
    for (const exchange of subject.answered(operation)) {
      const { status, body } = exchange.response;
      if (status >= 400 && body !== undefined && !made.has(status)) made.set(status, exchange);
    }
  }
  return made;
}

/** The code stands beside the message, wherever that is. */
function withCode(body: unknown, status: number): unknown {
  if (!isObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, inner]) => [
      name,
      isObject(inner) && typeof inner.code === 'number' ? { ...inner, code: status } : inner,
    ]),
  );
}
