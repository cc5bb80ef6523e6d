import type { Schema } from '../../schemas/fold.ts';
import type { Contract, Operation } from '../../specs/contract/types.ts';
import type { Language } from '../text.ts';
import { describeOperation } from './openapi-operation.ts';
import { endpointOf, type Parts } from './openapi-parts.ts';
import { say, sentences } from './words.ts';

/**
 * The OpenAPI 3.1 description of a contract at one microversion. Several operations of one path and method (the actions on a
 * server) are one operation there, the body of which is one of theirs; `x-operations` names them.
 */
export function openApiOf(parts: Parts): Schema {
  const { contract, version, language, operations, headers, schemas } = parts;
  return {
    openapi: '3.1.0',
    info: infoOf(contract, version, language),
    servers: [serverOf(operations[0]?.service ?? 'compute', language)],
    security: securityOf(contract),
    tags: tagsOf(operations, language),
    paths: pathsOf(groupsOf(operations), parts),
    components: {
      securitySchemes: schemesOf(contract, language),
      ...(Object.keys(headers).length > 0 ? { parameters: headers } : {}),
      schemas,
    },
  };
}

function infoOf({ profile, documents, digest }: Contract, version: string, language: Language): Schema {
  const sources = documents.map(({ title, edition }) => `${title[language]}${edition ? ` (${edition})` : ''}`);
  const from =
    sources.length > 0 ? say(language, 'distilled', { documents: sources.join('; ') }) : say(language, 'upstream');
  return {
    title: profile.title[language],
    version,
    summary: say(language, 'about', { profile: profile.id, version }),
    description: sentences(language, [from, say(language, 'rows')]),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    'x-contract': { profile: profile.id, digest },
  };
}

/** Operations by path and method, in the order of the tables. */
function groupsOf(operations: readonly Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path}`;
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  return groups;
}

function pathsOf(groups: Map<string, Operation[]>, parts: Parts): Schema {
  const paths: Record<string, Schema> = {};
  for (const operations of groups.values()) {
    const { path, method, service } = operations[0]!;
    paths[path] = {
      ...(paths[path] ?? { servers: [serverOf(service, parts.language)] }),
      [method.toLowerCase()]: describeOperation(operations, parts),
    };
  }
  return paths;
}

function serverOf(service: string, language: Language): Schema {
  const name = service.replaceAll('-', '_');
  const description = say(language, 'endpoint', { service });
  return { url: `{${name}}`, description, variables: { [name]: { default: endpointOf(service), description } } };
}

/** What operations are about: the part of their ids before the period. */
function tagsOf(operations: readonly Operation[], language: Language): Schema[] {
  const names = [...new Set(operations.map(({ id }) => id.split('.')[0]!))];
  return names.map((name) => {
    const own = operations.filter(({ id }) => id.startsWith(`${name}.`)).map(({ id }) => id);
    return { name, description: say(language, 'operations', { ids: own.join(', ') }) };
  });
}

/** The scheme by which a request shows who sends it, and the header of it, by the method of the profile. */
const SCHEMES = {
  password: { name: 'token', header: undefined },
  token: { name: 'token', header: undefined },
  'ak-sk': { name: 'signature', header: 'Authorization' },
} as const;

function schemesOf({ profile }: Contract, language: Language): Schema {
  const { methods, header: tokenHeader } = profile.identity;
  return Object.fromEntries(
    methods.map((method) => {
      const { name, header = tokenHeader } = SCHEMES[method];
      return [name, { type: 'apiKey', in: 'header', name: header, description: say(language, name) }];
    }),
  );
}

const securityOf = (contract: Contract): Schema[] =>
  [...new Set(contract.profile.identity.methods.map((method) => SCHEMES[method].name))].map((name) => ({ [name]: [] }));
