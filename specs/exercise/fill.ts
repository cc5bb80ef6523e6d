import type { Case, Example, Operation } from '../contract/types.ts';
import { type Facts, MissingFact } from './facts.ts';
import { setPointer, unsetPointer } from './pointer.ts';

/** What a case says, with all facts filled in: ready to be sent. */
export interface FilledCase {
  parameters: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  headers?: Record<string, string>;
  /** Name of the documented example that the body comes from. */
  example?: string;
}

/** Fills a case of an operation with facts. @throws MissingFact */
export function fillCase(operation: Operation, entry: Case, facts: Facts, examples: Example[]): FilledCase {
  const { body, example } = bodyOf(operation, entry, examples);
  return {
    parameters: parametersOf(operation, entry, facts),
    ...(entry.query ? { query: facts.fill(entry.query) } : {}),
    ...(entry.headers ? { headers: facts.fill(entry.headers) } : {}),
    ...(body === undefined ? {} : { body: facts.fill(body) }),
    // A variant of a case is no longer what the document shows.
    ...(example && entry.as === undefined ? { example: example.name } : {}),
  };
}

/** Path parameters: as the case says, else `{server_id}` is `$server.id` and `{keypair_name}` is `$keypair.name`. */
function parametersOf(operation: Operation, entry: Case, facts: Facts): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [, name] of operation.path.matchAll(/\{([a-z_]+)\}/g)) {
    if (name === 'project_id') continue;
    const template = entry.path?.[name!];
    const [, alias, fact] = /^(.+)_(id|name)$/.exec(name!)!;
    parameters[name!] = template !== undefined ? facts.fill(template) : facts.value(alias!, fact!);
  }
  return parameters;
}

/** The body of a case before facts are filled in, and the example that it comes from. @throws MissingFact for an unknown example */
export function bodyOf(operation: Operation, entry: Case, examples: Example[]): { body?: unknown; example?: Example } {
  const names = entry.example === undefined ? [] : [entry.example].flat();
  const example = names
    .map((name) => examples.find((candidate) => candidate.operation === operation.id && candidate.name === name))
    .find((candidate) => candidate !== undefined);
  let body = example?.body ?? entry.body;
  if (names.length > 0 && body === undefined) throw new MissingFact(`example ${names.join(' or ')} of ${operation.id}`);
  for (const [pointer, value] of Object.entries(entry.set ?? {})) body = setPointer(body, pointer, value);
  for (const pointer of entry.unset ?? []) body = unsetPointer(body, pointer);
  return { ...(body === undefined ? {} : { body }), ...(example ? { example } : {}) };
}
