import { credentials, dialects, REGION, type RunningCloud, startCloud } from '../fixtures/cloud/index.ts';
import { InputError } from '../schemas/input.ts';
import { loadTarget } from '../specs/exercise/target/load.ts';
import type { Target } from '../specs/exercise/target/types.ts';

const EMBEDDED = 'embedded:';
/** How long the embedded cloud's asynchronous work takes, in milliseconds. */
const EMBEDDED_LATENCY_MS = 10;

/** A target that can be run against, and what ends it. */
export interface OpenTarget {
  target: Target;
  cloud?: RunningCloud;
  close(): Promise<void>;
}

/**
 * A target by its name on the command line: a file, or `embedded:<dialect>`, for which a cloud is started in this process.
 * @throws InputError for a file or dialect that there is none of
 */
export async function openTarget(name: string, options: { latencyMs?: number; deviations?: string[] } = {}): Promise<OpenTarget> {
  if (!name.startsWith(EMBEDDED)) return { target: loadTarget(name), close: async () => {} };
  const dialect = name.slice(EMBEDDED.length);
  if (!(dialect in dialects)) {
    throw new InputError(`there is no embedded cloud "${dialect}"; choose one of ${Object.keys(dialects).join(', ')}`);
  }
  const cloud = await startCloud({ dialect, latencyMs: options.latencyMs ?? EMBEDDED_LATENCY_MS, deviations: options.deviations ?? [] });
  return { target: embeddedTarget(dialect, cloud), cloud, close: () => cloud.close() };
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
    resources: {},
    allow: { create: true, admin: true, destructive: true, billing: true },
    limits: { servers: 12, requestsPerSecond: 10_000, concurrency: 12, timeoutSeconds: 10, requestTimeoutSeconds: 10, pollIntervalMs: 5 },
    tls: { verify: true },
    commands: {},
    waivers: [],
    secrets: [credentials.demo.password, credentials.admin.password, credentials.alt.password],
  };
}
