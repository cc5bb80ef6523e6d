import { BASE_VERSION } from '../../schemas/version.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Exchange, Intent, ListMark } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import type { HttpRequest, HttpResult, Sender } from './http/types.ts';
import type { Session } from './identity/session.ts';
import type { Journal } from './journal.ts';
import { messagesOf } from './messages.ts';
import type { Allow, IdentityName } from './target/types.ts';

/** The headers by which a microversion is asked for: Nova's own, which is older, and the one of all services. */
const VERSION_HEADER = 'X-OpenStack-Nova-API-Version';
export const COMMON_VERSION_HEADER = 'OpenStack-API-Version';
/** A token of the usual look that no identity service gave out. */
const BAD_TOKEN = 'gAAAAABconformance-never-issued-this-token';

/** One call of an operation, with everything filled in. */
export interface Call {
  operation: Operation;
  intent: Intent;
  scenario: string;
  identity: IdentityName;
  /** Microversion to ask for, sent as it stands; null for none. */
  version: string | null;
  /** Header to ask for it with; Nova's own where left out. */
  versionHeader?: typeof COMMON_VERSION_HEADER;
  /** The request threshold that the call is a trial of. */
  threshold?: string;
  parameters?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** Beside those of every request. */
  headers?: Record<string, string>;
  /** Facts that are noted beside the exchange. */
  facts?: Record<string, string>;
  example?: string;
  follows?: string;
  lists?: { id: string; present: boolean };
  defect?: string;
  absent?: string[];
  list?: ListMark;
}

/** Sends calls of operations and records each exchange. Knows nothing of what an answer should be. */
export class Caller {
  readonly #contract: Contract;
  readonly #sender: Sender;
  readonly #sessions: Partial<Record<IdentityName, Session>>;
  readonly #journal: Journal;
  readonly #allow: Allow;
  readonly #signal: AbortSignal | undefined;

  constructor(options: {
    contract: Contract;
    sender: Sender;
    sessions: Partial<Record<IdentityName, Session>>;
    journal: Journal;
    /** What the target's owner allows; nothing else leaves here, whoever asks for it. */
    allow: Allow;
    signal?: AbortSignal;
  }) {
    this.#contract = options.contract;
    this.#sender = options.sender;
    this.#sessions = options.sessions;
    this.#journal = options.journal;
    this.#allow = options.allow;
    this.#signal = options.signal;
  }

  /** Whether the target has such an identity. */
  can(identity: IdentityName): boolean {
    return this.#sessions[identity] !== undefined;
  }

  session(identity: IdentityName): Session | undefined {
    return this.#sessions[identity];
  }

  /** Whether the catalog knows the operation's service. */
  reaches(operation: Operation): boolean {
    return this.#sessions.member?.has(operation.service) ?? false;
  }

  /** An operation of the contract, documented or auxiliary. @throws Error for an unknown id */
  operation(id: string): Operation {
    const operation = this.#contract.operations.get(id) ?? this.#contract.auxiliary.get(id);
    if (!operation) throw new Error(`the tables have no operation "${id}"`);
    return operation;
  }

  /** Sends a call. Cleanup is sent even after the run was interrupted. @throws TargetError if a token cannot be renewed */
  async send(call: Call): Promise<Exchange> {
    this.#refuseUnlessAllowed(call);
    const session = this.#sessions[call.identity];
    if (!session) throw new Error(`the target has no identity "${call.identity}"`);
    const bare = this.#request(call, session);
    let request = await this.#authorize(bare, call, session);
    const id = this.#journal.nextId();
    const signal = call.intent === 'cleanup' ? undefined : this.#signal;
    const result = await this.#sender.send(request, signal);
    const exchange = this.#journal.write(toExchange(id, call, request, result));
    if (result.response?.status !== 401 || !isLoggedIn(call)) return exchange;
    // A token can be ended by the cloud before its time; one new one is asked for, then the answer counts.
    await session.renew();
    request = await this.#authorize(bare, call, session);
    return this.#journal.write(
      toExchange(this.#journal.nextId(), call, request, await this.#sender.send(request, signal)),
    );
  }

  /** The last gate, below every planner: what the target file rules out is not sent. Cleanup only takes away what was made. */
  #refuseUnlessAllowed({ operation, intent, identity }: Call): void {
    const writes = operation.method !== 'GET' && operation.method !== 'HEAD' && operation.service !== 'identity';
    if (writes && intent !== 'cleanup' && !this.#allow.create) {
      throw new Blocked('not-allowed', 'The target file does not allow to create or change anything (allow.create).');
    }
    if (identity === 'admin' && !this.#allow.admin) {
      throw new Blocked('not-allowed', "The target file does not allow administrator's operations (allow.admin).");
    }
  }

  #request(call: Call, session: Session): HttpRequest {
    const { operation } = call;
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    if (call.version !== null && call.versionHeader) headers[call.versionHeader] = `compute ${call.version}`;
    else if (call.version !== null) headers[VERSION_HEADER] = call.version;
    const path = operation.path.replace(/\{([a-z_]+)\}/g, (_match, name: string) => {
      const value = call.parameters?.[name] ?? (name === 'project_id' ? session.projectId : undefined);
      if (value === undefined) throw new Error(`no value for {${name}} of ${operation.id}`);
      return encodeURIComponent(value);
    });
    const url = `${session.endpoint(operation.service)}${path}${queryText(call.query)}`;
    return { method: operation.method, url, headers, ...(call.body === undefined ? {} : { body: call.body }) };
  }

  async #authorize(request: HttpRequest, call: Call, session: Session): Promise<HttpRequest> {
    if (call.intent === 'no-token') return request;
    if (call.intent === 'bad-token') return { ...request, headers: { ...request.headers, 'X-Auth-Token': BAD_TOKEN } };
    return session.authorize(request);
  }
}

function isLoggedIn(call: Call): boolean {
  return call.intent !== 'no-token' && call.intent !== 'bad-token';
}

function queryText(query: Record<string, unknown> | undefined): string {
  if (!query || Object.keys(query).length === 0) return '';
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)] as [string, string]),
  );
  return `?${new URLSearchParams(pairs)}`;
}

function toExchange(id: string, call: Call, request: HttpRequest, result: HttpResult): Exchange {
  return {
    type: 'exchange',
    id,
    operation: call.operation.id,
    scenario: call.scenario,
    intent: call.intent,
    microversion: call.version,
    ...(call.versionHeader ? { versionHeader: call.versionHeader } : {}),
    ...(call.threshold ? { threshold: call.threshold } : {}),
    identity: isLoggedIn(call) ? call.identity : 'none',
    ...(call.example ? { example: call.example } : {}),
    ...(call.follows ? { follows: call.follows } : {}),
    ...(call.lists ? { lists: call.lists } : {}),
    ...(call.defect === undefined ? {} : { defect: call.defect }),
    ...(call.absent ? { absent: call.absent } : {}),
    ...(call.list ? { list: call.list } : {}),
    ...(call.facts ? { facts: call.facts } : {}),
    parameters: call.parameters ?? {},
    ...messagesOf(request, result),
  };
}

/** The microversion to send for a wish, or null where none is to be sent: other services, and profiles that name none. */
export function versionToSend(contract: Contract, operation: Operation, version: string | null): string | null {
  const { min, max } = contract.profile.microversions;
  if (operation.service !== 'compute' || (min === BASE_VERSION && max === BASE_VERSION)) return null;
  return version;
}
