/**
 * A recording: everything that a run saw, one JSON object a line.
 * The first line is the header, the last one the footer, each line between them an exchange.
 * A recording without a footer is incomplete: the run was ended before it was done. For it to be gone on with, a line says of each
 * scenario how it ended, and of each wait, as soon as that is so; the footer has all of them again.
 */

/** What a target says of itself and what its owner allows; enough for the judge to know what could not be tried. */
export interface RecordedTarget {
  name: string;
  /** The profile whose operations were exercised. */
  profile: string;
  /** Microversion range that the compute endpoint states; null where it states none. */
  microversions: { min: string; max: string } | null;
  allow: { create: boolean; admin: boolean; destructive: boolean; billing: boolean };
  /** Base URL by service (compute, image, identity, ...), as taken from the catalog. */
  endpoints: Record<string, string>;
  limits: { timeoutSeconds: number };
  waivers: Waiver[];
  /** The level of certification that the target claims, where it claims one. */
  level?: string;
}

/** A known failure that the target's owner accepts until a day. */
export interface Waiver {
  /** A check id, `*` standing for any run of characters. */
  check: string;
  owner: string;
  reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  expires: string;
  /** It fails only now and then: that it passes once does not make the waiver stale. */
  flaky?: boolean;
}

export interface RecordingHeader {
  type: 'header';
  formatVersion: 1;
  suite: { name: string; version: string };
  run: RecordedRun;
  /** SHA-256 over the contract that said what to send. */
  contract?: string;
  target: RecordedTarget;
}

export interface RecordedRun {
  id: string;
  startedAt: string;
  /** The patterns of the checks that the run was for; absent where it was for all. */
  only?: string[];
  /** Where it was a part of a run alone. */
  shard?: RecordedShard;
  /** The parts that it was joined from. */
  shards?: { id: string; startedAt: string }[];
  /** The times that it was gone on with after an interruption, each under an id of its own. */
  resumed?: { id: string; at: string }[];
}

/** One of the parts that a run was divided into. */
export interface RecordedShard {
  /** From 1. */
  index: number;
  of: number;
  /** SHA-256 over all that the parts together send: the same in each. */
  plan: string;
}

/**
 * Why a request was sent.
 * `case`: a documented call, made rightly. `no-token`, `bad-token`, `unknown-id`: the same call with one thing wrong.
 * `poll`: a look at a resource to see whether it has arrived. `setup`, `cleanup`: brings a precondition about, or takes it away.
 * `bad-request`: the body breaks one rule of the request's schema. `refusal`: a call that the tables say is refused. `forbidden`: a
 * member calls what is for administrators. `foreign`: the resource is another project's. `deleted`: it is no more.
 * `wrong-parent`: it belongs to another server. `look`: what refused calls left.
 * `query`, `page`, `sort`: a list with a parameter that selects, pages or sorts. `bad-query`: a list with a parameter that must be refused.
 * `transition`, `transition-refused`: an action in a state that allows it, or does not. `recycling`: on the way into the
 * recycle bin and out of it. `locking`: a change of a server that is locked, or was.
 * `failing`: a call that is accepted and ends in ERROR. `service-down`: an action on a server whose host's compute service is down.
 * `discovery`: versions, catalog, images, flavors, networks at the start.
 * `microversion`: a call on one side of a threshold, or asked for in another way. `unsupported-version`, `malformed-version`: for a
 * microversion that the target does not have, or that is none.
 */
export type Intent =
  | 'case'
  | 'no-token'
  | 'bad-token'
  | 'unknown-id'
  | 'poll'
  | 'setup'
  | 'cleanup'
  | 'discovery'
  | 'bad-request'
  | 'refusal'
  | 'forbidden'
  | 'foreign'
  | 'deleted'
  | 'wrong-parent'
  | 'look'
  | 'query'
  | 'page'
  | 'sort'
  | 'bad-query'
  | 'microversion'
  | 'unsupported-version'
  | 'malformed-version'
  | 'transition'
  | 'transition-refused'
  | 'recycling'
  | 'locking'
  | 'failing'
  | 'service-down';

export interface RecordedRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** The JSON body that was sent (redacted), or a string where it was no JSON; absent where there was none. */
  body?: unknown;
}

export interface RecordedResponse {
  status: number;
  /** Lower-case names; several values of one name are joined with `, `. */
  headers: Record<string, string>;
  /** Parsed JSON (redacted); the text itself where it does not parse or is not declared as JSON; absent where the body was empty. */
  body?: unknown;
  /** What the private keys of the body were before they were taken out: their public halves. */
  derived?: DerivedKey[];
  /** True where `body` is text although the content type said JSON. */
  unparsable?: true;
  /** True where the body was cut at the size limit. */
  truncated?: true;
}

/** The public half of a private key that was taken out of a body. */
export interface DerivedKey {
  /** JSON pointer of the private key. */
  pointer: string;
  /** One line as in an authorized_keys file, without a comment. */
  publicKey: string;
}

export interface RecordedFailure {
  /** `refused`, `reset`, `timeout`, `dns`, `tls`, `protocol`, `aborted`, `other`. */
  kind: string;
  message: string;
}

/** What a list was asked for. */
export interface ListMark {
  /** The query parameter that is tried. */
  parameter: string;
  value?: string;
  /** Ids that should be among the items, and ids that should not. */
  in?: string[];
  out?: string[];
  /** Whether the parameter's member should be shown (`with_servers`). */
  shows?: boolean;
  /** What the run's own resources have for the key to sort by, by id, where the items do not show it. */
  known?: Record<string, unknown>;
  /** A walk through the list: its pages in the order of sending, and the whole list before and after it; a probe has `in` alone on it. */
  walk?: { id: string; part: 'before' | 'page' | 'probe' | 'after'; size?: number };
}

export interface Exchange {
  type: 'exchange';
  /** `x1`, `x2`, ... in the order of sending. */
  id: string;
  /** Operation id of the tables. */
  operation: string;
  /** `<operation>/<case>@<microversion>` or another name of what it belonged to. */
  scenario: string;
  intent: Intent;
  /** Where its scenario was carried out again to confirm a failure: 2 for the first repeat, and so on. Absent for the run itself. */
  attempt?: number;
  /** The part of the run that it comes from, where the recording was joined from parts. */
  shard?: number;
  /** Which time the run was gone on with when it was sent; absent where it was not. */
  resumed?: number;
  /** Its scenario was cut off by the end of the program, and carried out anew by the run that went on. */
  cutOff?: true;
  /** Microversion asked for; null where the request had no such header. */
  microversion: string | null;
  /** Name of the header that asked for it, where it was not Nova's own. */
  versionHeader?: string;
  /** The request threshold that it is a trial of: `2.19/server.description`. */
  threshold?: string;
  /** `member`, `admin`, `other`, or `none`. */
  identity: string;
  /** Name of the documented example that the body was made from. */
  example?: string;
  /** For polls: the exchange whose effect is being waited for. */
  follows?: string;
  /** What is wrong with a request that must be refused, where its intent does not say it all: `maxLength/server.name`. */
  defect?: string;
  /** For looks: names that must not be there, as the requests that were to make them had to be refused. */
  absent?: string[];
  /** For lists: what the query parameter should make of the resources that the run knows. */
  list?: ListMark;
  /** For lists: a resource that must be shown as present, or must not. */
  lists?: { id: string; present: boolean };
  /** Facts that the tables' statements on the operation speak of, by `alias.name`. */
  facts?: Record<string, string>;
  /** Path parameters as filled in. */
  parameters: Record<string, string>;
  sentAt: string;
  durationMs: number;
  request: RecordedRequest;
  response?: RecordedResponse;
  failure?: RecordedFailure;
}

/** How the carrying out of one case ended. */
export interface ScenarioOutcome {
  id: string;
  operation: string;
  intent: Intent;
  /** As that of its exchanges. */
  attempt?: number;
  /** `done`: the request was sent (whatever came back). `blocked`: it could not be. `not-allowed`: the target file or the version range rules it out. */
  state: 'done' | 'blocked' | 'not-allowed';
  /** Reason code where not done: `precondition`, `no-resource`, `not-permitted`, `version-range`, `interrupted`, ... */
  reason?: string;
  /** One sentence for people. */
  detail?: string;
  /** The exchange that answers for it: the request itself, or what blocked it. */
  exchange?: string;
}

/** A wait for the effect of a request, and how it ended. */
export interface Await {
  operation: string;
  /** The exchange whose effect was waited for. */
  exchange: string;
  resource: string;
  to: string[];
  /** The last state seen; `gone` where it could no longer be shown, null where no look succeeded. */
  reached: string | null;
  timedOut: boolean;
  interrupted: boolean;
}

/** Says that a scenario was carried out: all its exchanges and waits stand before. */
export type OutcomeLine = { type: 'outcome' } & ScenarioOutcome;
export type AwaitLine = { type: 'await' } & Await;

export interface RecordingFooter {
  type: 'footer';
  finishedAt: string;
  exchanges: number;
  interrupted: boolean;
  scenarios: ScenarioOutcome[];
  awaits: Await[];
  /** What the ledger still owns because removing it failed. */
  leftovers: { kind: string; id: string; name: string }[];
}

export interface Recording {
  header: RecordingHeader;
  exchanges: Exchange[];
  /** Absent where the recording is incomplete. */
  footer?: RecordingFooter;
}
