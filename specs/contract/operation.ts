/** What the tables say of an operation; see docs/formats.md. */
import type { Schema } from '../../schemas/fold.ts';
import type { Text } from '../judge/types.ts';
import type { ListTable } from './list.ts';

/** Inclusive range of microversions; an open end is left out. */
export interface VersionRange {
  from?: string;
  until?: string;
}

export interface StatusCode extends VersionRange {
  status: number;
}

/** Where an operation may start and where it leads, in the terms of one kind of resource. */
export interface StateChange {
  /** Kind of resource (`specs/profiles/resources.yaml`). */
  resource: string;
  from?: string[];
  /** States that end the wait; `gone` means that it can no longer be shown. */
  to?: string[];
  /** Where it leads from a state, where that depends on it; left out: as `to` says, and without `to` the state stays. */
  leads?: Record<string, string[]>;
  /** States that it may show on the way, besides those it starts from and leads to. */
  via?: string[];
  /** Whether it locks the resource (true) or unlocks it (false). */
  lock?: boolean;
  /** A lock does not keep the owner from it. */
  unlocked?: boolean;
  /** It sets the state by hand: what the hypervisor says may differ from then on. */
  forced?: boolean;
  /** What else it changes or makes, and the states that this has to arrive in; the id is a fact, such as `$made.id`. */
  also?: { kind: string; id: string; to: string[] }[];
}

/** One way to call an operation rightly; see docs/formats.md, "Cases". */
export interface Case {
  id?: string;
  /** Case of the operation that it is like, but for what it says itself. */
  as?: string;
  /** Rows of the operation (`<place>/<name>`) that it is evidence for, beside those that its parts belong to. */
  rows?: string[];
  /** Facts that the target has to have, by alias; else the case does not apply to it. */
  has?: string[];
  example?: string | string[];
  body?: unknown;
  set?: Record<string, unknown>;
  unset?: string[];
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  identity?: string;
  versions?: string[];
  needs?: Record<string, Record<string, unknown>>;
  /** Calls that are made before it, one after the other. */
  before?: Step[];
  /** Calls that are made once it is done, to see what became of it. */
  after?: Step[];
  /** Headers that it is sent with, beside those of every request. */
  headers?: Record<string, string>;
  creates?: { kind: string; id: string };
  /** Operation that puts back what the case changed; sent with the same parameters. */
  undo?: string;
  /** Nothing else may run beside it. */
  alone?: boolean;
  changes?: { kind: string };
  /** How the name that it gives is made longer: what follows the run's mark, again and again up to so many characters. */
  naming?: { with: string; length?: number };
  allow?: string[];
  /** Where this way of calling starts and leads, where that is not as the operation's `states` say. */
  states?: Pick<StateChange, 'from' | 'to' | 'leads' | 'via'>;
}

/** A call that a case wants made before it, or behind it. */
export interface Step {
  operation: string;
  /** Case of the operation that is sent; the first that can be where left out. */
  case?: string;
  set?: Record<string, unknown>;
  unset?: string[];
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  identity?: string;
  /** Alias of what it makes: `$<as>.id`, `.name`, and the `facts`. */
  as?: string;
  /** Facts out of the answer, by JSON pointer. */
  facts?: Record<string, string>;
  /** Values in the answer, by JSON pointer, with which the case cannot be tried. */
  unless?: Record<string, unknown>;
}

/** A call that a target must refuse, and the code for it. */
export interface Refusal extends Case {
  id: string;
  status: number;
  /** A cloud may take it as well: the documents leave it open. */
  ignorable?: boolean;
  /** Other codes that the rulings accept as well. */
  alternatives?: number[];
  /** The method it is sent with, where that is not the operation's. */
  method?: string;
}

/** A call that shows on which side of a microversion a request parameter is; see docs/formats.md, "Trials". */
export interface Trial extends Case {
  /** The microversion from which on the parameter is there, is no more, or is another. */
  threshold: string;
  /** Path in the body, or `query.` and the name. */
  parameter: string;
  /** Sides that are tried; both where left out. */
  sides?: ('below' | 'at')[];
  /** JSON pointer in the plain answer at the threshold: what `$item` stands for. */
  item?: string;
  /** Query parameters: `narrows` (some items are no longer listed), or the path of the field that is shown. */
  effect?: string;
}

/** What a document says in words, as conditions on what is sent, answered and shown; see docs/formats.md, "Statements". */
export interface Statement {
  /** Rows: `<place>/<name>` of the operation, or `<operation>/<place>/<name>` of another one or of `common`. */
  rows: string[];
  /** The exchanges that it is about: the accepted ones (left out), the documented cases whatever came back, or all that were answered. */
  of?: 'cases' | 'all';
  /** Those of them alone that belong to these cases. */
  cases?: string[];
  versions?: VersionRange;
  /** Those of them alone whose request fits: `{method, headers, query, body, identity}`, header names in lower case. */
  sent?: Schema;
  /** Those of them alone whose answer fits: `{status, headers, body}`. */
  where?: Schema;
  /** What has to be seen elsewhere in the recording before anything can be said. */
  given?: { operation: string; answer: Schema };
  /** What the answer has to be: `{status, headers, body}`. */
  answer?: Schema;
  /** What the resource has to be like when it is shown from then on; a view without the members that the schema requires says nothing. */
  shown?: { kind: string; schema: Schema };
  /** What a later answer to another operation, within the same scenario, has to be. */
  then?: { operation: string; answer: Schema };
}

/** A row of an operation table, after the vendor's entry was merged over the shared one. */
export interface Operation {
  id: string;
  title: Text;
  service: string;
  method: string;
  path: string;
  versions?: VersionRange;
  recommended?: string;
  request?: string;
  /** Name of the response's schema, or `none` for an empty body. */
  response: string;
  /** Microversions in which the body is empty although the others have one. */
  bodiless?: VersionRange;
  /** Where the document marks all that the body holds as optional: an empty one is as good. */
  bodyOptional?: boolean;
  success: StatusCode[];
  errors?: (number | StatusCode)[];
  states?: StateChange;
  asynchronous?: boolean;
  /** How the task that the answer names (by a JSON pointer) can be looked after: what takes its id. */
  follow?: { operation: string; id: string };
  permission: 'member' | 'admin';
  /** Codes for a request about what belongs to another server; 404 where left out. With each of them it has to stay there. */
  wrongParent?: number[];
  /** The response header in which it gives a token; such a call needs none. */
  tokenHeader?: string;
  variantOf?: string;
  auxiliary?: boolean;
  exercise?: Case[];
  /** Id of the case that is sent at each microversion; the first where left out. */
  versioned?: string;
  /** What the query parameters of a list do. */
  list?: ListTable;
  /** Calls that are well-formed and must be refused all the same. */
  refusals?: Refusal[];
  trials?: Trial[];
  /** What the document says of it in words, by id. */
  statements?: Record<string, Statement>;
  /** Calls that are accepted and end in ERROR. */
  failures?: Case[];
}
