/** Postman collections (format 2.1): of a contract, to call its operations by hand, and of a run, to call again what it called. */
import { STATUS_CODES } from 'node:http';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Exchange, Recording } from '../../specs/recording/types.ts';
import { describeText } from './openapi-operation.ts';
import { parametersOf } from './openapi-parameters.ts';
import { endpointOf, type Parts } from './openapi-parts.ts';
import { say } from './words.ts';

const FORMAT = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

interface Pair {
  key: string;
  value: string;
  description?: string;
  disabled?: boolean;
}

/** A collection with a folder for each kind of resource, and a request for each operation. */
export function postmanOfContract(parts: Parts): object {
  const { contract, language, version } = parts;
  const services = [...new Set(parts.operations.map(({ service }) => service))];
  const folders = foldersOf(
    parts.operations,
    ({ id }) => id.split('.')[0]!,
    (operation) => itemOf(operation, parts),
  );
  return {
    info: {
      name: `${contract.profile.title[language]} (${version})`,
      description: say(language, 'collection'),
      schema: FORMAT,
    },
    item: folders,
    variable: [
      ...services.map((service) => ({ key: variableOf(service), value: endpointOf(service) })),
      { key: 'token', value: '' },
    ],
  };
}

function itemOf(operation: Operation, parts: Parts): object {
  const { id, title, method, path, request, service, tokenHeader } = operation;
  const { language, version, contract, examples } = parts;
  const [example] = request ? Object.values(examples.of(operation, 'request', request)) : [];
  const parameters = parametersOf(contract, [operation], version, language) as unknown as Parameter[];
  const store = `pm.collectionVariables.set('token', pm.response.headers.get('${tokenHeader}'));`;
  return {
    name: `${title[language]} (${id})`,
    request: {
      method,
      description: describeText(operation, parts),
      header: [
        ...(tokenHeader ? [] : [{ key: contract.profile.identity.header, value: '{{token}}' }]),
        ...(service === 'compute' ? versionHeader(parts) : []),
        ...(request ? [{ key: 'Content-Type', value: 'application/json' }] : []),
      ],
      url: urlOf(service, path, parameters),
      ...(request
        ? { body: { mode: 'raw', raw: JSON.stringify(example?.value ?? {}, null, 2), options: JSON_BODY } }
        : {}),
    },
    ...(tokenHeader ? { event: [{ listen: 'test', script: { type: 'text/javascript', exec: [store] } }] } : {}),
    response: [],
  };
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
}

const JSON_BODY = { raw: { language: 'json' } };

/** The first form of the microversion's header, where the profile has several microversions. */
function versionHeader({ headers }: Parts): Pair[] {
  return Object.values(headers)
    .slice(0, 1)
    .map(({ name, example }) => ({ key: String(name), value: String(example) }));
}

const variableOf = (service: string): string => service.replaceAll('-', '_');

/** Optional parameters of the query are there, but not sent until they are ticked. */
function urlOf(service: string, path: string, parameters: Parameter[]): object {
  const host = `{{${variableOf(service)}}}`;
  const steps = path
    .split('/')
    .filter(Boolean)
    .map((step) => step.replace(/^\{(\w+)\}$/, ':$1'));
  const pairs = (place: string): Pair[] =>
    parameters
      .filter((one) => one.in === place)
      .map(({ name, required, description }) => ({
        key: name,
        value: '',
        ...(description ? { description } : {}),
        ...(place === 'query' && !required ? { disabled: true } : {}),
      }));
  const [variable, query] = [pairs('path'), pairs('query')];
  return {
    raw: `${host}/${steps.join('/')}`,
    host: [host],
    path: steps,
    ...(query.length > 0 ? { query } : {}),
    ...(variable.length > 0 ? { variable } : {}),
  };
}

/** A collection with a folder for each operation, and in it what a run sent, with the answer that it got as an example. */
export function postmanOfRun({ header, exchanges }: Recording, { profile }: Contract): object {
  const services = Object.entries(header.target.endpoints);
  return {
    info: {
      name: `${header.target.name}, ${header.run.startedAt}`,
      description: `What the run ${header.run.id} sent. Secrets were redacted: put the token into the variable of the collection.`,
      schema: FORMAT,
    },
    item: foldersOf(
      exchanges,
      ({ operation }) => operation,
      (exchange) => sentItem(exchange, services, profile.identity.header),
    ),
    variable: [
      ...services.map(([service, url]) => ({ key: variableOf(service), value: url })),
      { key: 'token', value: '' },
    ],
  };
}

/** Headers that belong to a connection or a moment, in lower case. */
const MOMENTARY = new Set([
  'accept-encoding',
  'content-length',
  'host',
  'user-agent',
  'authorization',
  'x-sdk-date',
  'x-sdk-content-sha256',
]);

function sentItem(exchange: Exchange, services: [string, string][], tokenHeader: string): object {
  const { id, scenario, identity, request, response } = exchange;
  const kept = Object.entries(request.headers).filter(([name]) => !MOMENTARY.has(name.toLowerCase()));
  const isToken = (name: string): boolean => name.toLowerCase() === tokenHeader.toLowerCase();
  const token = identity === 'none' ? [] : [{ key: tokenHeader, value: '{{token}}' }];
  const sent = {
    method: request.method,
    header: [...token, ...kept.filter(([name]) => !isToken(name)).map(([key, value]) => ({ key, value }))],
    url: withVariable(request.url, services),
    ...(request.body === undefined ? {} : { body: { mode: 'raw', raw: bodyText(request.body), options: JSON_BODY } }),
  };
  return { name: `${id}: ${scenario}`, request: sent, response: response ? [answerOf(response, sent)] : [] };
}

function answerOf({ status, headers, body }: NonNullable<Exchange['response']>, sent: object): object {
  return {
    name: String(status),
    originalRequest: sent,
    status: STATUS_CODES[status] ?? '',
    code: status,
    header: Object.entries(headers).map(([key, value]) => ({ key, value })),
    _postman_previewlanguage: 'json',
    body: body === undefined ? '' : bodyText(body),
  };
}

const bodyText = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body, null, 2));

/** The address with the variable of the service whose endpoint it begins with; of several the longest. */
function withVariable(url: string, services: [string, string][]): object {
  const [found] = services
    .filter(([, base]) => url.startsWith(base))
    .sort(([, one], [, other]) => other.length - one.length);
  const raw = found ? `{{${variableOf(found[0])}}}${url.slice(found[1].length)}` : url;
  const [address, search] = raw.split(/\?(.*)/s) as [string, string?];
  const [host, ...path] = found ? address.split('/') : [address];
  const query = [...new URLSearchParams(search ?? '')].map(([key, value]) => ({ key, value }));
  return { raw, host: [host], ...(path.length > 0 ? { path } : {}), ...(query.length > 0 ? { query } : {}) };
}

function foldersOf<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
  itemOf: (thing: Thing) => object,
): object[] {
  const names = [...new Set(things.map(nameOf))];
  return names.map((name) => ({ name, item: things.filter((thing) => nameOf(thing) === name).map(itemOf) }));
}
