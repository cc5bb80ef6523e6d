import type { SchemaRegistry } from '../../schemas/registry.ts';
import type { Level, Text } from '../judge/types.ts';
import type { Consistency } from './consistency.ts';
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
}

/** One way to call an operation rightly; see docs/formats.md, "Cases". */
export interface Case {
  id?: string;
  example?: string | string[];
  body?: unknown;
  set?: Record<string, unknown>;
  unset?: string[];
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  identity?: string;
  versions?: string[];
  needs?: Record<string, Record<string, unknown>>;
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

/** A call that a target must refuse, and the code for it. */
export interface Refusal extends Case {
  id: string;
  status: number;
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
  permission: 'member' | 'admin';
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
}

/** A documented fact. */
export interface Row {
  id: string;
  document: string;
  operation: string;
  place: string;
  name: string;
  where: string;
  type?: string;
  mandatory?: boolean;
  in?: ('table' | 'example')[];
  values?: unknown[];
  value?: unknown;
  /** `<place>/<name>` of the row that a limit or a microversion is about. */
  on?: string;
  from?: string;
  until?: string;
  written?: string;
  level: Level;
  clause: Text;
  erratum?: Erratum;
}

/** What a ruling does: to the level of the rows' checks, to a field's presence, or to whether it is checked at all. */
export interface ErratumEffect {
  level?: Level;
  /** The field may be missing. */
  optional?: boolean;
  /** The row is not checked, for this reason. */
  exclude?: string;
}

/** The ruling on contradictions of a document. */
export interface Erratum {
  id: string;
  /** Ids of the findings (`conform lint-docs`) that it rules on. */
  findings: string[];
  /** Row ids that it touches; `*` stands for any run of characters. */
  rows: string[];
  ruling: Text;
  effect?: ErratumEffect;
}

/** Rows that no check can judge, and why. */
export interface Exclusion {
  /** Row ids; `*` stands for any run of characters. */
  rows: string[];
  reason: Text;
}

export interface Example {
  document: string;
  operation: string;
  name: string;
  kind: 'request' | 'response';
  where?: string;
  /** What the reading of the PDF broke, and was put right. */
  mended?: string;
  /** What its author got wrong, and was put right so that it is JSON. */
  broken?: string;
  body?: unknown;
  url?: string;
}

/** Conventions that hold for every operation of a profile. */
export interface Profile {
  id: string;
  extends?: string;
  title: Text;
  documents: string[];
  microversions: { min: string; max: string };
  /** By service: headers that may carry the request id, the rows that promise it, and codes that come without. */
  requestId: Record<string, { headers: string[]; rows: string[]; except?: number[] }>;
  /** By service: schema of the error body by status code, `default` for the others; null where no body is promised. */
  errors: Record<string, Record<string, string | null>>;
  undocumentedFields: 'note' | 'warn' | 'fail';
  /** Statuses of servers that a tour of the state graph visits. */
  tour: string[];
  vmStates: Record<string, VmState>;
}

/** What belongs to one `OS-EXT-STS:vm_state` of a server. */
export interface VmState {
  /** The status without a task, or with one that `tasks` does not name. */
  status: string;
  /** Statuses by task. */
  tasks?: Record<string, string>;
  /** Power states without a task; any where left out. */
  power?: number[];
  /** Rows that state what statuses there may be. */
  rows?: string[];
}

/** What a document is called. */
export interface DocumentTitle {
  id: string;
  title: Text;
  edition?: string;
}

/** Everything that a profile promises. */
export interface Contract {
  profile: Profile;
  documents: DocumentTitle[];
  /** Documented operations, in the order of the tables. */
  operations: Map<string, Operation>;
  /** Undocumented calls that the exercise needs. */
  auxiliary: Map<string, Operation>;
  /** All rows of the profile's documents, by id. */
  rows: Map<string, Row>;
  examples: Example[];
  /** What members mean, by name. */
  glossary: Map<string, Text>;
  errata: Erratum[];
  exclusions: Exclusion[];
  /** What is said of one resource, by kind. */
  consistency: Map<string, Consistency>;
  schemas: SchemaRegistry;
  /** SHA-256 over the contract's data, in hexadecimal. */
  digest: string;
}
