import type { SchemaRegistry } from '../../schemas/registry.ts';
import type { Text } from '../judge/types.ts';
import type { Consistency } from './consistency.ts';
import type { DocumentTitle, Erratum, Example, Exclusion, Row } from './document.ts';
import type { Operation, Statement } from './operation.ts';

export type * from './document.ts';
export type * from './operation.ts';

/** Conventions that hold for every operation of a profile. */
export interface Profile {
  id: string;
  extends?: string;
  title: Text;
  documents: string[];
  /** `headers`: how one is asked for. */
  microversions: { min: string; max: string; headers: string[] };
  /** How one shows who one is, and the header that a token is sent in. */
  identity: { methods: ('password' | 'token' | 'ak-sk')[]; header: string };
  /** By service: headers that may carry the request id, the rows that promise it, and codes that come without. */
  requestId: Record<string, { headers: string[]; rows: string[]; except?: number[] }>;
  /** By service: schema of the error body by status code, `default` for the others; null where no body is promised. */
  errors: Record<string, Record<string, string | null>>;
  undocumentedFields: 'note' | 'warn' | 'fail';
  /** Statuses of servers that a tour of the state graph visits. */
  tour: string[];
  /** Those of them that another request has yet to end. */
  unfinished: string[];
  vmStates: Record<string, VmState>;
  /** What the documents say in words of every operation, by id. */
  statements?: Record<string, Statement>;
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

/** A check that got another id. */
export interface Alias {
  /** The old id; `*` stands for any run of characters. */
  from: string;
  /** The new one, with as many `*`. */
  to: string;
  /** The day of the renaming, `YYYY-MM-DD`. */
  date: string;
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
  /** Checks that got another id. */
  aliases: Alias[];
  /** What is said of one resource, by kind. */
  consistency: Map<string, Consistency>;
  schemas: SchemaRegistry;
  /** SHA-256 over the contract's data, in hexadecimal. */
  digest: string;
}
