import { existsSync } from 'node:fs';
import path from 'node:path';
import { type InputDocument, InputError, readYaml } from '../../../schemas/input.ts';
import { closest } from '../../../schemas/sentences.ts';
import { type IdentityFields, type IdentitySource, interfaceOf, present } from './source.ts';

/** Names of `auth` in clouds.yaml, the older ones last. */
const AUTH_NAMES: Partial<Record<keyof IdentityFields, string[]>> = {
  url: ['auth_url'],
  username: ['username', 'user_name'],
  userId: ['user_id'],
  userDomain: ['user_domain_name', 'domain_name'],
  userDomainId: ['user_domain_id', 'domain_id'],
  password: ['password'],
  token: ['token'],
  applicationCredentialId: ['application_credential_id'],
  applicationCredentialName: ['application_credential_name'],
  applicationCredentialSecret: ['application_credential_secret'],
  project: ['project_name', 'tenant_name'],
  projectId: ['project_id', 'tenant_id'],
  projectDomain: ['project_domain_name'],
  projectDomainId: ['project_domain_id'],
};

const AUTH_TYPES = ['password', 'v3password', 'token', 'v3token', 'v3applicationcredential'];

type Mapping = Record<string, unknown>;

/**
 * An entry of clouds.yaml, with what secure.yaml adds to it and what its `profile` takes from clouds-public.yaml. They are looked for
 * as the openstack command does it: OS_CLIENT_CONFIG_FILE, `./`, `~/.config/openstack`, `/etc/openstack`.
 * @throws {InputError} where there is no such file or entry, or it asks for what is not supported
 */
export function cloudSource(name: string, environment: NodeJS.ProcessEnv): IdentitySource {
  const document = find('clouds', environment.OS_CLIENT_CONFIG_FILE, environment);
  if (!document) {
    const folders = searchFolders(environment).join(', ');
    throw new InputError(
      `cloud "${name}" is named, but there is no clouds.yaml in ${folders}; write one, or set OS_CLIENT_CONFIG_FILE`,
    );
  }
  const clouds = mapping(mapping(document.data).clouds);
  if (!(name in clouds)) {
    const close = closest(name, Object.keys(clouds));
    const known = Object.keys(clouds).join(', ') || 'none';
    throw new InputError(
      `there is no cloud "${name}" here; ${close ? `did you mean "${close}"?` : `it has: ${known}`}`,
      {
        file: document.file,
      },
    );
  }
  const secure = find('secure', environment.OS_CLIENT_SECURE_FILE, environment);
  const secret = mapping(mapping(mapping(secure?.data).clouds)[name]);
  const cloud = merge(merge(publicProfile(mapping(clouds[name]), environment), mapping(clouds[name])), secret);
  const fail = failure(document, name);
  const type = cloud.auth_type;
  if (typeof type === 'string' && !AUTH_TYPES.includes(type)) {
    throw fail('auth_type', `auth_type "${type}" is not supported; use one of ${AUTH_TYPES.join(', ')}`);
  }
  return toSource(cloud, fail, environment);
}

function toSource(cloud: Mapping, fail: ReturnType<typeof failure>, environment: NodeJS.ProcessEnv): IdentitySource {
  const auth = mapping(cloud.auth);
  const fields = Object.entries(AUTH_NAMES).map(([field, names]) => [
    field,
    names.map((key) => text(auth[key])).find(Boolean),
  ]);
  const caFile = text(cloud.cacert)?.replace(/^~(?=\/)/, home(environment));
  const [region] = Array.isArray(cloud.regions) ? cloud.regions : [];
  return {
    fields: present<IdentityFields>(Object.fromEntries(fields)),
    endpoints: overrides(cloud),
    ...present<Partial<IdentitySource>>({
      region: text(cloud.region_name) ?? text(region) ?? text(mapping(region).name),
      interface: interfaceOf(text(cloud.interface) ?? text(cloud.endpoint_type)),
      verify: cloud.verify === false || cloud.insecure === true ? false : undefined,
      caFile,
    }),
    fail: (field, sentence) => {
      const name = (field && AUTH_NAMES[field]?.[0]) ?? 'auth';
      return fail(`auth.${name}`, sentence(`auth.${name}`));
    },
  };
}

/** `compute_endpoint_override: URL` and the like. */
function overrides(cloud: Mapping): Record<string, string> {
  const endpoints: Record<string, string> = {};
  for (const [key, value] of Object.entries(cloud)) {
    const [, service] = /^(.+)_endpoint_override$/.exec(key) ?? [];
    if (service && typeof value === 'string') endpoints[service.replaceAll('_', '-')] = value;
  }
  return endpoints;
}

function publicProfile(cloud: Mapping, environment: NodeJS.ProcessEnv): Mapping {
  const { profile } = cloud;
  if (typeof profile !== 'string') return {};
  return mapping(mapping(mapping(find('clouds-public', undefined, environment)?.data)['public-clouds'])[profile]);
}

function find(base: string, named: string | undefined, environment: NodeJS.ProcessEnv): InputDocument | undefined {
  if (named) return readYaml(named);
  const files = searchFolders(environment).flatMap((folder) =>
    ['yaml', 'yml', 'json'].map((end) => path.join(folder, `${base}.${end}`)),
  );
  const file = files.find((candidate) => existsSync(candidate));
  return file ? readYaml(file) : undefined;
}

function searchFolders(environment: NodeJS.ProcessEnv): string[] {
  const config = environment.XDG_CONFIG_HOME || path.join(home(environment), '.config');
  return ['.', path.join(config, 'openstack'), '/etc/openstack'];
}

function home(environment: NodeJS.ProcessEnv): string {
  return environment.HOME ?? '/root';
}

function failure(document: InputDocument, name: string): (key: string, sentence: string) => InputError {
  return (key, sentence) => {
    const keys = ['clouds', name, ...key.split('.')];
    return new InputError(`in cloud "${name}" ${sentence}`, {
      file: document.file,
      line: document.lineOf(keys),
      key: keys.join('.'),
    });
  };
}

function merge(base: Mapping, over: Mapping): Mapping {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = isMapping(value) && isMapping(base[key]) ? merge(base[key], value) : value;
  }
  return merged;
}

function mapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** YAML reads a password of digits as a number. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
