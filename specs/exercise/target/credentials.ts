import type { IdentityFields, IdentitySource } from './source.ts';
import type { AkSkCredentials, Credentials, KeystoneCredentials, NameOrId } from './types.ts';

type Method = KeystoneCredentials['method'];

/** The fields whose values are secrets. */
export const SECRET_FIELDS = [
  'password',
  'token',
  'applicationCredentialSecret',
  'accessKey',
  'secretKey',
  'securityToken',
] as const satisfies readonly (keyof IdentityFields)[];

/** Makes credentials of the fields of an identity. @throws {InputError} for what is missing, or stands beside what excludes it */
export function makeCredentials(source: IdentitySource): Credentials {
  const { fields } = source;
  return fields.accessKey || fields.secretKey ? makeAkSk(source) : makeKeystone(source);
}

function makeAkSk(source: IdentitySource): AkSkCredentials {
  const { securityToken } = source.fields;
  return {
    kind: 'ak-sk',
    accessKey: need(source, 'accessKey', 'it goes with the secret key'),
    secretKey: need(source, 'secretKey', 'it goes with the access key'),
    projectId: need(source, 'projectId', 'signed requests name the project by its id'),
    ...(securityToken ? { securityToken } : {}),
  };
}

function makeKeystone(source: IdentitySource): KeystoneCredentials {
  const url = identityUrl(source);
  const method = makeMethod(source);
  const project = makeProject(source);
  if (!project && method.kind === 'password') {
    throw source.fail(
      'project',
      (name) => `${name} is missing; name the project that the user works in, or give its id`,
    );
  }
  return { kind: 'keystone', url, method, ...(project ? { project } : {}) };
}

/** Ends in `/v3`, which clouds.yaml and OS_AUTH_URL often leave out. */
function identityUrl(source: IdentitySource): string {
  const text = need(source, 'url', 'it is the root of the identity API').replace(/\/+$/, '');
  if (!URL.canParse(text))
    throw source.fail('url', (name) => `${name} is not a URL; for example https://keystone.example.com:5000/v3`);
  if (/\/v2\.0$/.test(text)) {
    throw source.fail('url', (name) => `${name} leads to version 2.0 of the identity API; put /v3 at its end`);
  }
  return /\/v3$/.test(text) ? text : `${text}/v3`;
}

function makeMethod(source: IdentitySource): Method {
  const {
    password,
    token,
    applicationCredentialSecret: secret,
    applicationCredentialId,
    applicationCredentialName,
  } = source.fields;
  if ([password, token, secret].filter(Boolean).length > 1) {
    throw source.fail(
      token ? 'token' : 'applicationCredentialSecret',
      (name) => `${name} stands beside another secret; keep one of them`,
    );
  }
  if (token) return { kind: 'token', token };
  if (secret) {
    if (applicationCredentialId) return { kind: 'application-credential', id: applicationCredentialId, secret };
    const name = need(
      { ...source, fields: { applicationCredentialName } as IdentityFields },
      'applicationCredentialName',
      'or give its id',
    );
    return { kind: 'application-credential', name, user: makeUser(source), secret };
  }
  return {
    kind: 'password',
    user: makeUser(source),
    password: need(source, 'password', 'or give a token, or an access key'),
  };
}

function makeUser(source: IdentitySource): NameOrId {
  const { username, userId, userDomain, userDomainId } = source.fields;
  if (userId) return { id: userId };
  if (username) return { name: username, domain: domain(userDomain, userDomainId) };
  throw source.fail('username', (name) => `${name} is missing; add it, or the user's id`);
}

function makeProject(source: IdentitySource): NameOrId | undefined {
  const { project, projectId, projectDomain, projectDomainId, userDomain, userDomainId } = source.fields;
  if (projectId) return { id: projectId };
  if (!project) return undefined;
  const own = projectDomain ?? projectDomainId;
  return { name: project, domain: own ? domain(projectDomain, projectDomainId) : domain(userDomain, userDomainId) };
}

function domain(name: string | undefined, id: string | undefined): { id: string } | { name: string } {
  if (id) return { id };
  return name ? { name } : { id: 'default' };
}

function need(source: IdentitySource, field: keyof IdentityFields, why: string): string {
  const value = source.fields[field];
  if (!value) throw source.fail(field, (name) => `${name} is missing; ${why}`);
  return value;
}
