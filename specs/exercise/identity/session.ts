import { signRequest } from '../http/sign.ts';
import type { HttpRequest, Sender } from '../http/types.ts';
import type { AkSkCredentials, IdentityName, KeystoneCredentials, Target } from '../target/types.ts';
import { baseUrl, type CatalogEntry, findEndpoint, mend, typesOf } from './catalog.ts';
import { TargetError } from './errors.ts';
import { requestToken, type Token } from './keystone.ts';

/** A logged-in identity. */
export interface Session {
  identity: IdentityName;
  /** The project that tokens are scoped to. */
  projectId: string;
  projectName: string | null;
  /** Name of the project's domain; null where it is not known. */
  domainName: string | null;
  /** Null with AK/SK. */
  userId: string | null;
  /** Names of the roles in the project; empty with AK/SK. */
  roles: string[];
  catalog: CatalogEntry[];
  /**
   * Base URL of a service without a slash at its end: the target file's, else the catalog's for its region and interface.
   * identity, image and network: the root (a version at the end is taken off); others as they are.
   * @throws {TargetError} `catalog` where there is none
   */
  endpoint(service: string): string;
  /** Whether `endpoint` would give one. */
  has(service: string): boolean;
  /** The request with a valid token (renewed where it is about to expire), or signed. @throws {TargetError} where renewing fails */
  authorize(request: HttpRequest): Promise<HttpRequest>;
  /** The current token, for requests that need a spoiled one; null with AK/SK. */
  token(): string | null;
  /** Asks for a new token, whatever the present one says of its expiry; for an unexpected 401. @throws {TargetError} */
  renew(): Promise<void>;
}

export interface SessionOptions {
  /** Called with each secret that the target hands out (tokens), so that the recorder can keep it out of the recording. */
  onSecret?: (kind: string, value: string) => void;
  /** Milliseconds, monotonic. */
  now?: () => number;
}

/** A token is renewed this long before it expires, or after three quarters of a short life: a request takes time. */
const RENEWAL_MARGIN_MS = 60_000;

/**
 * Logs an identity of the target in. With AK/SK nothing is sent.
 * @throws {TargetError} unreachable, not Keystone, wrong credentials, no such project
 */
export async function openSession(
  target: Target,
  identity: IdentityName,
  sender: Sender,
  options: SessionOptions = {},
): Promise<Session> {
  const credentials = target.identities[identity];
  if (!credentials)
    throw new TargetError('credentials', `the target file has no identity "${identity}"; add it under "identities"`);
  return credentials.kind === 'ak-sk'
    ? signingSession(target, identity, credentials)
    : tokenSession(target, identity, credentials, sender, options);
}

function signingSession(target: Target, identity: IdentityName, credentials: AkSkCredentials): Session {
  const endpoint = (service: string): string => {
    const url = overrideOf(target, service, credentials.projectId);
    if (!url)
      throw new TargetError(
        'catalog',
        `with an access key there is no catalog to find ${service} in; ${mend(service)}`,
      );
    return baseUrl(service, url);
  };
  return {
    identity,
    projectId: credentials.projectId,
    projectName: null,
    domainName: null,
    userId: null,
    roles: [],
    catalog: [],
    endpoint,
    has: (service) => succeeds(() => endpoint(service)),
    authorize: async (request) => signRequest(request, credentials),
    token: () => null,
    renew: async () => {},
  };
}

async function tokenSession(
  target: Target,
  identity: IdentityName,
  credentials: KeystoneCredentials,
  sender: Sender,
  { onSecret, now = () => performance.now() }: SessionOptions,
): Promise<Session> {
  let token: Token;
  let renewAt = 0;
  let renewal: Promise<void> | undefined;

  async function logIn(): Promise<void> {
    const asked = now();
    token = await requestToken(credentials, sender);
    onSecret?.('token', token.value);
    renewAt = asked + Math.max(token.lifetimeMs - RENEWAL_MARGIN_MS, token.lifetimeMs * 0.75);
  }

  // Requests that find the token old at the same time share one renewal.
  function renew(): Promise<void> {
    renewal ??= logIn().finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  await renew();
  const { project, userId, roles, catalog } = token!;

  const endpoint = (service: string): string => {
    const url = overrideOf(target, service, project!.id);
    if (url) return baseUrl(service, url);
    // The address that has just given a token is good, whatever the catalog says of it.
    if (service === 'identity') return baseUrl(service, credentials.url);
    return baseUrl(service, findEndpoint(catalog, service, target.interface, target.region));
  };

  return {
    identity,
    projectId: project!.id,
    projectName: project!.name,
    domainName: project!.domain,
    userId,
    roles,
    catalog,
    endpoint,
    has: (service) => succeeds(() => endpoint(service)),
    async authorize(request) {
      if (now() >= renewAt && canRenew(credentials)) await renew();
      return { ...request, headers: { ...request.headers, 'X-Auth-Token': token.value } };
    },
    token: () => token.value,
    renew,
  };
}

/** A token that was made of a token dies with it: it is used up to its end, which then shows as a 401. */
function canRenew(credentials: KeystoneCredentials): boolean {
  return credentials.method.kind !== 'token';
}

function overrideOf(target: Target, service: string, projectId: string): string | undefined {
  const url = typesOf(service)
    .map((type) => target.endpoints[type])
    .find(Boolean);
  return url?.replace(/\{project_id\}|[%$]\((?:project|tenant)_id\)s/g, projectId);
}

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof TargetError) return false;
    throw error;
  }
}
