/** One operation of an OpenAPI description: one of the contract's, or several that share method and path. */
import { STATUS_CODES } from 'node:http';
import { isObject, type Schema } from '../../schemas/fold.ts';
import { inRange } from '../../schemas/version.ts';
import type { Operation, StatusCode } from '../../specs/contract/types.ts';
import { rowsAt } from '../../specs/rules/facts.ts';
import { meaningOf } from './openapi-facts.ts';
import { parametersOf } from './openapi-parameters.ts';
import { hasBody, type Parts } from './openapi-parts.ts';
import { say, sentences } from './words.ts';

const JSON_TYPE = 'application/json';

/** Describes operations that share method and path. */
export function describeOperation(operations: readonly Operation[], parts: Parts): Schema {
  const { contract, version, language } = parts;
  const [first] = operations as [Operation];
  const body = requestBodyOf(operations, parts);
  const headers = first.service === 'compute' ? Object.keys(parts.headers) : [];
  const parameters = [
    ...parametersOf(contract, operations, version, language),
    ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  return {
    operationId: nameOf(operations),
    summary: operations.map(({ title }) => title[language]).join(language === 'en' ? ' / ' : '／'),
    description: operations
      .map((one) => `${operations.length > 1 ? '- ' : ''}${describeText(one, parts)}`)
      .join('\n\n'),
    tags: [...new Set(operations.map(({ id }) => id.split('.')[0]!))],
    ...(operations.every(({ tokenHeader }) => tokenHeader) ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(operations, parts),
    'x-operations': operations.map(({ id }) => id),
  };
}

/** The id of the one operation, or of the one that the others are variants of; else what most are about, and what the path ends in. */
function nameOf(operations: readonly Operation[]): string {
  const ids = operations.map(({ id }) => id);
  const main = operations.filter(({ variantOf }) => !variantOf || !ids.includes(variantOf));
  if (main.length === 1) return main[0]!.id;
  const owners = ids.map((id) => id.split('.')[0]!);
  const count = (owner: string): number => owners.filter((one) => one === owner).length;
  const [owner] = [...owners].sort((one, other) => count(other) - count(one));
  return `${owner}.${operations[0]!.path.split('/').at(-1)}`;
}

/** What an operation is about: states, permission, source. */
export function describeText(operation: Operation, { contract, language }: Parts): string {
  const { id, title, states, asynchronous, permission, recommended } = operation;
  const chapters = new Set([...contract.rows.values()].filter((row) => row.operation === id).map(({ where }) => where));
  const listOf = (names: readonly string[]): string =>
    names.map((state) => (state === 'gone' ? say(language, 'gone') : state)).join(', ');
  return sentences(language, [
    `**${id}**: ${title[language]}${language === 'en' ? '.' : '。'}`,
    states?.from && say(language, 'from', { states: listOf(states.from) }),
    states?.to && say(language, 'to', { states: listOf(states.to) }),
    asynchronous ? say(language, 'asynchronous') : undefined,
    permission === 'admin' ? say(language, 'admin') : undefined,
    recommended && say(language, 'recommended', { version: recommended }),
    chapters.size > 0 ? say(language, 'source', { chapters: [...chapters].join('; ') }) : undefined,
  ]);
}

function requestBodyOf(operations: readonly Operation[], { examples, contract, version }: Parts): Schema | undefined {
  const asking = operations.flatMap((one) => (one.request ? [{ operation: one, message: one.request }] : []));
  if (asking.length === 0) return undefined;
  const shown = Object.assign(
    {},
    ...asking.map(({ operation, message }) => examples.of(operation, 'request', message)),
  );
  const keys = asking.map(({ message }) => soleMember(contract.schemas.folded(message, version)));
  const schema = joined(
    asking.map(({ message }) => message),
    isDistinct(keys) ? 'oneOf' : 'anyOf',
  );
  return { required: asking.length === operations.length, content: { [JSON_TYPE]: contentOf(schema, shown) } };
}

/** The one member that a body must have, by which it is told from others. */
function soleMember({ required }: Schema): string | undefined {
  return Array.isArray(required) && required.length === 1 ? required[0] : undefined;
}

const isDistinct = (keys: (string | undefined)[]): boolean =>
  !keys.includes(undefined) && new Set(keys).size === keys.length;

function joined(messages: readonly string[], keyword: 'oneOf' | 'anyOf'): Schema {
  const references = [...new Set(messages)].map((message) => ({ $ref: `#/components/schemas/${message}` }));
  return references.length === 1 ? references[0]! : { [keyword]: references };
}

function contentOf(schema: Schema, examples: Record<string, Schema>): Schema {
  return { schema, ...(Object.keys(examples).length > 0 ? { examples } : {}) };
}

function responsesOf(operations: readonly Operation[], parts: Parts): Schema {
  const responses = new Map<string, Schema>();
  const success = statusesOf(operations, ({ success }) => success, parts.version);
  const errors = statusesOf(operations, ({ errors }) => errors ?? [], parts.version);
  for (const [status, own] of success) responses.set(String(status), successOf(status, own, parts));
  for (const [status, own] of errors) responses.set(String(status), errorOf(String(status), own, parts));
  const isDocumented = [...errors.keys()].some((status) => status >= 400 && status < 500);
  if (!isDocumented) responses.set('4XX', errorOf('4XX', operations, parts));
  return Object.fromEntries([...responses].sort(([one], [other]) => one.localeCompare(other)));
}

function statusesOf(
  operations: readonly Operation[],
  codes: (operation: Operation) => (number | StatusCode)[],
  version: string,
): Map<number, Operation[]> {
  const byStatus = new Map<number, Operation[]>();
  for (const operation of operations) {
    for (const code of codes(operation)) {
      const { status, ...range } = typeof code === 'number' ? { status: code } : code;
      if (inRange(version, range)) byStatus.set(status, [...(byStatus.get(status) ?? []), operation]);
    }
  }
  return byStatus;
}

function successOf(status: number, operations: readonly Operation[], parts: Parts): Schema {
  const telling = operations.filter((one) => hasBody(one, parts.version));
  const messages = telling.map(({ response }) => response);
  const shown = Object.assign({}, ...telling.map((one) => parts.examples.of(one, 'response', one.response)));
  const headers = Object.assign({}, ...operations.map((one) => headersOf(one, parts)));
  return {
    description: describeStatus(status, operations, 'status', parts),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(messages.length > 0 ? { content: { [JSON_TYPE]: contentOf(joined(messages, 'anyOf'), shown) } } : {}),
  };
}

function errorOf(status: string, operations: readonly Operation[], parts: Parts): Schema {
  const { service } = operations[0]!;
  const messages = parts.contract.profile.errors[service] ?? {};
  const message = messages[status] ?? messages.default;
  const headers = requestIdHeaders(service, Number(status), parts);
  return {
    description: describeStatus(Number(status), operations, 'error', parts),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(message ? { content: { [JSON_TYPE]: contentOf(joined([message], 'anyOf'), {}) } } : {}),
  };
}

function describeStatus(
  status: number,
  operations: readonly Operation[],
  place: 'status' | 'error',
  parts: Parts,
): string {
  const rows = operations.flatMap((operation) => rowsAt(parts.contract, operation, place, String(status)));
  const meaning = rows.map((row) => meaningOf(row, parts.language)).find(Boolean);
  return meaning ?? STATUS_CODES[status] ?? say(parts.language, 'refused');
}

/** Headers of an accepted call: the request's id, the address of what was made, the token. */
function headersOf(operation: Operation, parts: Parts): Schema {
  const { contract, language } = parts;
  const located = [...contract.consistency.values()].some(
    ({ location }) => isObject(location) && operation.id in location,
  );
  return {
    ...requestIdHeaders(operation.service, 200, parts),
    ...(located
      ? { Location: { description: say(language, 'location'), schema: { type: 'string', format: 'uri' } } }
      : {}),
    ...(operation.tokenHeader
      ? {
          [operation.tokenHeader]: {
            description: say(language, 'tokenHeader'),
            schema: { type: 'string', minLength: 1 },
          },
        }
      : {}),
  };
}

function requestIdHeaders(service: string, status: number, { contract, language }: Parts): Schema {
  const promised = contract.profile.requestId[service];
  if (!promised || promised.except?.includes(status)) return {};
  const header = {
    description: say(language, 'requestId'),
    schema: { type: 'string' },
  };
  return Object.fromEntries(promised.headers.slice(0, 1).map((name) => [name, header]));
}
