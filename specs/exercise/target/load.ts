import { readFileSync } from 'node:fs';
import path from 'node:path';
import { formatSchema, type InputDocument, InputError, readYaml, validateInput } from '../../../schemas/input.ts';
import { newestLevels } from '../../levels/load.ts';
import type { Waiver } from '../../recording/types.ts';
import { cloudSource } from './clouds.ts';
import { makeCredentials, SECRET_FIELDS } from './credentials.ts';
import { environmentSource } from './environment.ts';
import { interpolate } from './interpolate.ts';
import type { IdentityFields, IdentitySource } from './source.ts';
import type { Allow, EndpointInterface, IdentityName, Limits, Target, TlsSettings } from './types.ts';

/** A target file that allows nothing may only be read. */
export const DEFAULT_ALLOW: Allow = { create: false, admin: false, destructive: false, billing: false };

/** Gentle enough for a cloud that others work on; a server of a real cloud may take minutes. */
export const DEFAULT_LIMITS: Limits = {
  servers: 4,
  requestsPerSecond: 10,
  concurrency: 4,
  timeoutSeconds: 600,
  requestTimeoutSeconds: 60,
  pollIntervalMs: 1000,
};

type FileIdentity = IdentityFields & { cloud?: string; environment?: true };

/** What stands in a target file (`schemas/formats/target.yaml`). */
interface TargetFile {
  name: string;
  profile: string;
  region?: string;
  interface?: EndpointInterface;
  identity: FileIdentity;
  identities?: Partial<Record<'admin' | 'other', FileIdentity>>;
  endpoints?: Record<string, string>;
  resources?: Record<string, string>;
  allow?: Partial<Allow>;
  limits?: Partial<Limits>;
  tls?: { verify?: boolean; ca?: string };
  commands?: { hostUp?: string };
  waivers?: Waiver[];
  level?: string;
}

/** What a second identity takes over from the main one where it says nothing itself. */
const INHERITED = ['url', 'userDomain', 'userDomainId', 'projectDomain', 'projectDomainId'] as const;

/**
 * Reads a target file.
 * @param environment variables for `${NAME}`, `environment: true` and the search for clouds.yaml
 * @throws {InputError} for anything wrong in it, in a clouds.yaml that it names, or in the environment
 */
export function loadTarget(file: string, environment: NodeJS.ProcessEnv = process.env): Target {
  const document = interpolate(readYaml(file), environment);
  const content = validateInput<TargetFile>(document, formatSchema('target'));
  const main = sourceOf(document, ['identity'], content.identity, environment, content.region);
  const sources: Partial<Record<IdentityName, IdentitySource>> & { member: IdentitySource } = { member: main };
  for (const name of ['admin', 'other'] as const) {
    const fields = content.identities?.[name];
    if (!fields) continue;
    sources[name] = inherit(sourceOf(document, ['identities', name], fields, environment, content.region), main.fields);
  }
  const credentials = Object.entries(sources).map(([name, source]) => [name, makeCredentials(source)]);
  const region = content.region ?? main.region;
  return {
    name: content.name,
    profile: content.profile,
    ...(region ? { region } : {}),
    interface: content.interface ?? main.interface ?? 'public',
    identities: Object.fromEntries(credentials) as Target['identities'],
    endpoints: { ...main.endpoints, ...content.endpoints },
    resources: content.resources ?? {},
    allow: { ...DEFAULT_ALLOW, ...content.allow },
    limits: { ...DEFAULT_LIMITS, ...content.limits },
    tls: tlsSettings(document, content, main),
    commands: content.commands ?? {},
    waivers: content.waivers ?? [],
    ...(content.level ? { level: claimedLevel(document, content.profile, content.level) } : {}),
    secrets: secretsOf(Object.values(sources)),
  };
}

function sourceOf(
  document: InputDocument,
  keys: string[],
  { cloud, environment: fromEnvironment, ...fields }: FileIdentity,
  environment: NodeJS.ProcessEnv,
  region: string | undefined,
): IdentitySource {
  const beside = Object.keys(fields)[0];
  if (cloud !== undefined || fromEnvironment) {
    const way = cloud === undefined ? 'environment' : 'cloud';
    const other = beside ?? (cloud !== undefined && fromEnvironment ? 'environment' : undefined);
    if (other)
      throw failure(document, [...keys, other], `"${other}" stands beside "${way}", which says all; keep one of them`);
    return cloud === undefined ? environmentSource(environment, region) : cloudSource(cloud, environment);
  }
  return {
    fields,
    fail: (field, sentence) =>
      failure(document, field ? [...keys, field] : keys, sentence(`"${[...keys, field].join('.')}"`)),
  };
}

function inherit(source: IdentitySource, main: IdentityFields): IdentitySource {
  const { fields } = source;
  // Domains belong to the identity service that they were named for.
  if (fields.url || fields.accessKey) return source;
  const taken = INHERITED.filter((name) => main[name] !== undefined && !hasEither(fields, name)).map((name) => [
    name,
    main[name],
  ]);
  return { ...source, fields: { ...Object.fromEntries(taken), ...fields } };
}

/** A domain's name replaces an inherited id, and the other way round. */
function hasEither(fields: IdentityFields, name: (typeof INHERITED)[number]): boolean {
  const base = name.replace(/Id$/, '') as 'userDomain' | 'projectDomain';
  return fields[base] !== undefined || fields[`${base}Id`] !== undefined;
}

function tlsSettings(document: InputDocument, content: TargetFile, main: IdentitySource): TlsSettings {
  const verify = content.tls?.verify ?? main.verify ?? true;
  const named = content.tls?.ca && path.resolve(path.dirname(document.file), content.tls.ca);
  const file = named ?? main.caFile;
  if (!file) return { verify };
  try {
    return { verify, ca: readFileSync(file, 'utf8') };
  } catch {
    throw failure(
      document,
      ['tls', 'ca'],
      `the certificate file ${file} can't be read; check its path and permissions`,
    );
  }
}

function claimedLevel(document: InputDocument, profile: string, level: string): string {
  const known = newestLevels(profile)?.levels.map(({ id }) => id) ?? [];
  if (known.includes(level)) return level;
  const choice = known.length > 0 ? `choose one of ${known.join(', ')}` : 'leave it out';
  throw failure(document, ['level'], `the profile ${profile} has no level "${level}"; ${choice}`);
}

function secretsOf(sources: IdentitySource[]): string[] {
  const values = sources.flatMap(({ fields }) => SECRET_FIELDS.map((name) => fields[name]));
  return [...new Set(values.filter((value) => value !== undefined))];
}

function failure(document: InputDocument, keys: string[], sentence: string): InputError {
  return new InputError(sentence, { file: document.file, line: document.lineOf(keys), key: keys.join('.') });
}
