import type { Waiver } from '../../recording/types.ts';

/** Who a request is sent as: the main identity, one with the role admin, one of another project. */
export type IdentityName = 'member' | 'admin' | 'other';

/** How a Keystone v3 token is asked for. Names need a domain (`default` where none is given), ids do not. */
export interface KeystoneCredentials {
  kind: 'keystone';
  /** Root of the identity API, ending in `/v3`. */
  url: string;
  method:
    | { kind: 'password'; user: NameOrId; password: string }
    | { kind: 'token'; token: string }
    | { kind: 'application-credential'; id?: string; name?: string; user?: NameOrId; secret: string };
  /** Absent for an application credential: it is bound to a project already. */
  project?: NameOrId;
}

export type NameOrId = { id: string } | { name: string; domain: { id: string } | { name: string } };

/** Huawei's access key and secret key: no token, each request is signed. */
export interface AkSkCredentials {
  kind: 'ak-sk';
  accessKey: string;
  secretKey: string;
  projectId: string;
  /** Only with a temporary key. */
  securityToken?: string;
}

export type Credentials = KeystoneCredentials | AkSkCredentials;

export type EndpointInterface = 'public' | 'internal' | 'admin';

export interface Limits {
  /** Servers at once. */
  servers: number;
  requestsPerSecond: number;
  /** Requests under way at once. */
  concurrency: number;
  /** Longest wait for a resource to arrive in a state. */
  timeoutSeconds: number;
  /** Longest wait for one answer, its body included. */
  requestTimeoutSeconds: number;
  pollIntervalMs: number;
}

export interface Allow {
  create: boolean;
  admin: boolean;
  destructive: boolean;
  billing: boolean;
}

export interface TlsSettings {
  verify: boolean;
  /** PEM text of the certificate authorities to trust instead of the system's. */
  ca?: string;
}

/** A deployment under test, with all names resolved and all secrets filled in: what a target file says. */
export interface Target {
  name: string;
  profile: string;
  region?: string;
  interface: EndpointInterface;
  /** `member` is always there. */
  identities: { member: Credentials } & Partial<Record<IdentityName, Credentials>>;
  /** Base URL by service, in place of the catalog's; `{project_id}` stands for the project's id. */
  endpoints: Record<string, string>;
  /** Id or name by resource (`image`, `flavor`, `network`, ...). What is absent is discovered. */
  resources: Record<string, string>;
  allow: Allow;
  limits: Limits;
  tls: TlsSettings;
  commands: { hostUp?: string };
  waivers: Waiver[];
  /** The level of certification that the target claims; the exit code then speaks of it. */
  level?: string;
  /** Literal values that must never be written anywhere: passwords, tokens, keys. */
  secrets: string[];
}
