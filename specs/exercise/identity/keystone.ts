import type { HttpRequest, HttpResult, Sender } from '../http/types.ts';
import type { KeystoneCredentials, NameOrId } from '../target/types.ts';
import { type CatalogEntry, readCatalog } from './catalog.ts';
import { TargetError } from './errors.ts';

/** What a token is and gives. */
export interface Token {
  value: string;
  /** Milliseconds that it is valid for from now, by Keystone's own clock; Infinity where it doesn't say. */
  lifetimeMs: number;
  project: { id: string; name: string; domain: string | null } | null;
  userId: string | null;
  roles: string[];
  catalog: CatalogEntry[];
}

/** Failures of a connection, as reasons why a target can't be judged. */
const UNREACHABLE: Record<string, { code: 'refused' | 'dns' | 'tls' | 'timeout'; advice: string }> = {
  refused: { code: 'refused', advice: 'nothing listens there; check host and port, and whether the cloud is up' },
  dns: { code: 'dns', advice: 'its name is not known; check the host, and the name service of this machine' },
  tls: {
    code: 'tls',
    advice: 'no trusted connection; name the certificate authority as tls.ca, or check that the port speaks TLS',
  },
  timeout: { code: 'timeout', advice: 'no answer; check host, port and firewalls' },
};

/** Asks for a token scoped to the credentials' project. @throws {TargetError} with a sentence on what to look at */
export async function requestToken(credentials: KeystoneCredentials, sender: Sender): Promise<Token> {
  const { method, project } = credentials;
  // A token that is to be used as it is can't be asked for: it is looked up.
  const isGiven = method.kind === 'token' && !project;
  const request = isGiven ? lookUpRequest(credentials.url, method.token) : tokenRequest(credentials, 'scoped');
  const result = await sender.send(request);
  const { response } = result;
  if (response?.status === 401 || response?.status === 404) throw await refusal(credentials, sender, result);
  const token = readToken(result, credentials.url, isGiven ? method.token : response?.headers['x-subject-token']);
  if (!token.project) {
    throw new TargetError(
      'project',
      `the token of ${nameOf(credentials)} belongs to no project; name one as "project" in the identity`,
    );
  }
  return token;
}

function lookUpRequest(url: string, token: string): HttpRequest {
  return { method: 'GET', url: `${url}/auth/tokens`, headers: { 'X-Auth-Token': token, 'X-Subject-Token': token } };
}

function tokenRequest({ url, method, project }: KeystoneCredentials, scope: 'scoped' | 'unscoped'): HttpRequest {
  const identity = { methods: [METHOD_NAMES[method.kind]], [METHOD_NAMES[method.kind]]: methodBody(method) };
  const wanted = scope === 'unscoped' ? { scope: 'unscoped' } : project ? { scope: { project } } : {};
  return { method: 'POST', url: `${url}/auth/tokens`, headers: {}, body: { auth: { identity, ...wanted } } };
}

const METHOD_NAMES = {
  password: 'password',
  token: 'token',
  'application-credential': 'application_credential',
} as const;

function methodBody(method: KeystoneCredentials['method']): unknown {
  if (method.kind === 'token') return { id: method.token };
  if (method.kind === 'password') return { user: { ...method.user, password: method.password } };
  const { kind: _kind, ...credential } = method;
  return credential;
}

/**
 * Keystone says 401 for a wrong password and for a project that isn't there alike; a token without a project tells them
 * apart. It says 404 for a token or an application credential that it doesn't know.
 */
async function refusal(credentials: KeystoneCredentials, sender: Sender, result: HttpResult): Promise<TargetError> {
  const { url, method, project } = credentials;
  if (!faultMessage(result)) return notKeystone(result, url);
  const who = nameOf(credentials);
  if (method.kind === 'token') {
    return new TargetError(
      'expired',
      `the identity service at ${url} does not take the token; it may have expired: get a new one`,
    );
  }
  if (project && method.kind === 'password') {
    const { response } = await sender.send(tokenRequest(credentials, 'unscoped'));
    if (response?.status === 201) {
      return new TargetError(
        'project',
        `${who} may log in at ${url}, but not to project "${label(project)}"; check the project's name and domain, and that the user has a role in it`,
      );
    }
  }
  const parts =
    method.kind === 'password'
      ? 'user name, domain and password'
      : "the application credential's name or id, and its secret";
  return new TargetError('credentials', `the identity service at ${url} refuses ${who} (401); check ${parts}`);
}

function readToken(result: HttpResult, url: string, value: string | undefined): Token {
  const { response, failure } = result;
  if (failure) {
    const known = UNREACHABLE[failure.kind];
    const advice = known ? `: ${known.advice}` : '';
    throw new TargetError(
      known?.code ?? 'unreachable',
      `the identity service at ${url} can't be reached (${failure.message})${advice}`,
    );
  }
  const status = response?.status ?? 0;
  if (status >= 500 || status === 429) {
    throw new TargetError('unavailable', `the identity service at ${url} answers ${status}; try again when it is well`);
  }
  const token = member(response?.body, 'token');
  // A token goes into a header: what can't stand there is none.
  if ((status !== 200 && status !== 201) || !isRecord(token) || !value || !/^[\x21-\x7e]+$/.test(value)) {
    throw notKeystone(result, url);
  }
  const issued = Date.parse(String(token.issued_at));
  const expires = Date.parse(String(token.expires_at));
  const { id, name, domain } = isRecord(token.project) ? token.project : {};
  return {
    value,
    lifetimeMs: Number.isNaN(expires - issued) ? Number.POSITIVE_INFINITY : expires - issued,
    project: typeof id === 'string' ? { id, name: String(name ?? id), domain: text(member(domain, 'name')) } : null,
    userId: text(member(token.user, 'id')),
    roles: list(token.roles).flatMap((role) => text(member(role, 'name')) ?? []),
    catalog: readCatalog(token.catalog),
  };
}

function notKeystone({ response }: HttpResult, url: string): TargetError {
  const type = response?.headers['content-type'] ?? 'no content type';
  const said = faultMessage({ response } as HttpResult);
  const detail = said ? `, "${said}"` : '';
  return new TargetError(
    'not-keystone',
    `what answers at ${url} is not a Keystone v3 that gives tokens (status ${response?.status}, ${type}${detail}); check the URL, which ends in /v3`,
  );
}

function faultMessage({ response }: HttpResult): string | null {
  return text(member(member(response?.body, 'error'), 'message'))?.slice(0, 200) ?? null;
}

function nameOf({ method }: KeystoneCredentials): string {
  if (method.kind === 'password') return `user "${label(method.user)}"`;
  return method.kind === 'token' ? 'the token' : `application credential "${method.id ?? method.name}"`;
}

function label(named: NameOrId): string {
  return 'id' in named ? named.id : named.name;
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
