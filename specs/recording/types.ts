/**
 * A recording: everything that a run saw, one JSON object a line.
 * The first line is the header, the last one the footer, each line between them an exchange.
 * A recording without a footer is incomplete: the run was ended before it was done.
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
}

/** A known failure that the target's owner accepts until a day. */
export interface Waiver {
  /** A check id, `*` standing for any run of characters. */
  check: string;
  owner: string;
  reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  expires: string;
}

export interface RecordingHeader {
  type: 'header';
  formatVersion: 1;
  suite: { name: string; version: string };
  /** `only`: the patterns of the checks that the run was for; absent where it was for all. */
  run: { id: string; startedAt: string; only?: string[] };
  target: RecordedTarget;
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
  | 'locking';

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
  /** A walk through the list: its pages in the order of sending, and the whole list before and after it. */
  walk?: { id: string; part: 'before' | 'page' | 'after'; size?: number };
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
