import {
  type CloudOptions,
  credentials,
  dialects,
  deviations as knownDeviations,
  REGION,
  type RunningCloud,
  startCloud,
} from '../fixtures/cloud/index.ts';
import { InputError } from '../schemas/input.ts';
import { closest } from '../schemas/sentences.ts';
import { loadTarget } from '../specs/exercise/target/load.ts';
import type { Target } from '../specs/exercise/target/types.ts';

const EMBEDDED = 'embedded:';
/** How long the embedded cloud's asynchronous work takes, in milliseconds. */
const EMBEDDED_LATENCY_MS = 10;
/** So many servers are there before a run: more than a page of Huawei's list holds if nothing is said. */
const EMBEDDED_STOCK = 27;

/** A target that can be run against, and what ends it. */
export interface OpenTarget {
  target: Target;
  cloud?: RunningCloud;
  close(): Promise<void>;
}

/** Whether a name on the command line stands for a cloud that is started in this process. */
export function isEmbedded(name: string): boolean {
  return name.startsWith(EMBEDDED);
}

/**
 * A target by its name on the command line: a file, or `embedded:<dialect>`, for which a cloud is started in this process.
 * @throws InputError for a file, dialect or deviation that there is none of
 */
export async function openTarget(
  name: string,
  options: { latencyMs?: number; deviations?: string[] } = {},
): Promise<OpenTarget> {
  if (!isEmbedded(name)) {
    if (options.deviations)
      throw new InputError(`only an embedded cloud can be made to deviate, and ${name} is a target file`);
    return { target: loadTarget(name), close: async () => {} };
  }
  const dialect = name.slice(EMBEDDED.length);
  const cloud = await startEmbedded({
    dialect,
    latencyMs: options.latencyMs ?? EMBEDDED_LATENCY_MS,
    deviations: options.deviations ?? [],
    stock: EMBEDDED_STOCK,
  });
  return { target: embeddedTarget(dialect, cloud), cloud, close: () => cloud.close() };
}

/** Starts an embedded cloud. @throws InputError for an unknown dialect or deviation, or an address that it cannot listen on */
export async function startEmbedded(
  options: CloudOptions & { dialect: string; deviations: string[] },
): Promise<RunningCloud> {
  const { dialect, deviations, host = '127.0.0.1', port = 0 } = options;
  mustBeOneOf('embedded cloud', dialect, Object.keys(dialects));
  for (const deviation of deviations) mustBeOneOf('deviation', deviation, Object.keys(knownDeviations));
  try {
    return await startCloud(options);
  } catch (error) {
    const sentence = LISTEN_ERRORS[(error as NodeJS.ErrnoException).code ?? ''];
    throw sentence ? new InputError(`cannot listen on ${host}, port ${port}: ${sentence}`) : error;
  }
}

const LISTEN_ERRORS: Record<string, string> = {
  EADDRINUSE: 'something listens there already; choose another --port, or 0 for any that is free',
  EACCES: 'it is not allowed; choose a --port above 1023',
  EADDRNOTAVAIL: 'this machine has no such address; check --host',
  ENOTFOUND: 'this machine has no such address; check --host',
};

/** Names shown where a name is wrong and no known one is close to it. */
const NAMES_SHOWN = 8;

function mustBeOneOf(kind: string, name: string, known: string[]): void {
  if (known.includes(name)) return;
  const close = closest(name, known);
  const some = `choose one of ${known.slice(0, NAMES_SHOWN).join(', ')}${known.length > NAMES_SHOWN ? ', ...' : ''}`;
  throw new InputError(`there is no ${kind} "${name}"; ${close ? `did you mean "${close}"?` : some}`);
}

/** The target file that one would write for the embedded cloud: everything is allowed, and nothing needs sparing. */
function embeddedTarget(dialect: string, cloud: RunningCloud): Target {
  const identity = (user: { user: string; password: string; project: string }): Target['identities']['member'] => ({
    kind: 'keystone',
    url: cloud.identityUrl,
    method: { kind: 'password', user: { name: user.user, domain: { id: 'default' } }, password: user.password },
    project: { name: user.project, domain: { id: 'default' } },
  });
  return {
    name: `embedded ${dialect}`,
    profile: dialect,
    region: REGION,
    interface: 'public',
    identities: {
      member: identity(credentials.demo),
      admin: identity(credentials.admin),
      other: identity(credentials.alt),
    },
    endpoints: {},
    // What no list of the documents' services names.
    resources: dialect === 'huawei' ? { agency: 'bms_agency', storagePool: 'pool-embedded' } : {},
    allow: { create: true, admin: true, destructive: true, billing: true },
    limits: {
      servers: 12,
      requestsPerSecond: 10_000,
      concurrency: 12,
      timeoutSeconds: 10,
      requestTimeoutSeconds: 10,
      pollIntervalMs: 5,
    },
    tls: { verify: true },
    commands: {},
    waivers: [],
    secrets: [credentials.demo.password, credentials.admin.password, credentials.alt.password],
  };
}
