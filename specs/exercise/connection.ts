import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Contract } from '../contract/types.ts';
import type { Exchange, RecordedTarget } from '../recording/types.ts';
import { Caller } from './caller.ts';
import { type Discovery, discover } from './discovery.ts';
import { createClient, type HttpClient } from './http/client.ts';
import type { Sender } from './http/types.ts';
import { openSession, type Session } from './identity/session.ts';
import { type Before, Journal } from './journal.ts';
import { createRedactor, type Redactor } from './record/redact.ts';
import { loadResources, type Resources } from './resources.ts';
import type { IdentityName, Target } from './target/types.ts';
import { recordingSender } from './token-call.ts';
import type { Possibilities } from './versions.ts';

/** A target that was logged in to and looked at: what check, plan and run have in common. */
export interface Connection {
  contract: Contract;
  target: Target;
  runId: string;
  startedAt: string;
  client: HttpClient;
  sessions: Partial<Record<IdentityName, Session>>;
  caller: Caller;
  journal: Journal;
  redactor: Redactor;
  resources: Resources;
  discovery: Discovery;
  possibilities: Possibilities;
  interrupt: AbortController;
}

/**
 * Logs in, and finds out what the target offers. Sends nothing that changes anything.
 * @param before where the recording stands, if it is one that is gone on with
 * @throws TargetError where the target cannot be reached or lets nobody in
 */
export async function connect(
  contract: Contract,
  target: Target,
  onExchange?: (exchange: Exchange) => void,
  before?: Before,
): Promise<Connection> {
  const runId = randomBytes(4).toString('hex');
  const startedAt = new Date().toISOString();
  const interrupt = new AbortController();
  // Every request under way listens.
  setMaxListeners(0, interrupt.signal);
  const client = createClient(target);
  const redactor = createRedactor(target.secrets);
  const journal = new Journal(onExchange, before);
  const sessions: Partial<Record<IdentityName, Session>> = {};
  const caller = new Caller({
    contract,
    sender: client,
    sessions,
    journal,
    allow: target.allow,
    signal: interrupt.signal,
  });
  const sender: Sender = recordingSender(client, journal);
  try {
    for (const identity of Object.keys(target.identities) as IdentityName[]) {
      sessions[identity] = await openSession(target, identity, sender, {
        onSecret: (kind, value) => redactor.add(kind, value),
      });
    }
    if (!sessions.admin && sessions.member?.roles.includes('admin')) sessions.admin = sessions.member;
    const resources = loadResources();
    const discovery = await discover(contract, caller, resources, target);
    const possibilities = possibilitiesOf(contract, target, sessions, discovery);
    return {
      contract,
      target,
      runId,
      startedAt,
      client,
      sessions,
      caller,
      journal,
      redactor,
      resources,
      discovery,
      possibilities,
      interrupt,
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

function possibilitiesOf(
  contract: Contract,
  target: Target,
  sessions: Connection['sessions'],
  discovery: Discovery,
): Possibilities {
  const services = new Set([...contract.operations.values()].map((operation) => operation.service));
  return {
    allow: target.allow,
    identities: Object.keys(sessions) as IdentityName[],
    administrators: (Object.keys(sessions) as IdentityName[]).filter((name) => sessions[name]!.roles.includes('admin')),
    microversions: discovery.microversions,
    services: [...services].filter((service) => sessions.member!.has(service)),
    known: new Set(discovery.groups.keys()),
  };
}

/** What a ledger knows a target by, beside its name. */
export function endpointOf({ sessions }: Pick<Connection, 'sessions'>): { endpoint?: string } {
  const session = sessions.member!;
  return session.has('compute') ? { endpoint: session.endpoint('compute') } : {};
}

/** What the header of a recording says of the target. */
export function recordedTarget({ target, contract, possibilities, sessions }: Connection): RecordedTarget {
  const session = sessions.member!;
  return {
    name: target.name,
    profile: contract.profile.id,
    microversions: possibilities.microversions,
    allow: target.allow,
    endpoints: Object.fromEntries(possibilities.services.map((service) => [service, session.endpoint(service)])),
    limits: { timeoutSeconds: target.limits.timeoutSeconds },
    waivers: target.waivers,
    // A claim is about the levels of the target's own profile.
    ...(target.level && target.profile === contract.profile.id ? { level: target.level } : {}),
  };
}
