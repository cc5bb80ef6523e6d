/** What the inventory of a document holds, and what was ruled on it. */
import type { Level, Text } from '../judge/types.ts';

/** What a document says in one place, without the place. */
interface Fact {
  name: string;
  type?: string;
  mandatory?: boolean;
  in?: ('table' | 'example')[];
  values?: unknown[];
  value?: unknown;
  unit?: string;
  /** `<place>/<name>` of the row that a limit or a microversion is about. */
  on?: string;
  from?: string;
  until?: string;
  written?: string;
}

/** A row as it stands in an inventory file. */
export interface RowEntry extends Fact {
  default?: unknown;
  format?: string;
  where?: string;
  repeated?: number;
  restates?: string[];
  en?: string;
  zh?: string;
}

/** A documented fact. */
export interface Row extends Fact {
  id: string;
  document: string;
  operation: string;
  place: string;
  where: string;
  /** Ids of the rows that say the same, one by one. */
  restates?: string[];
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

/** What a document is called. */
export interface DocumentTitle {
  id: string;
  title: Text;
  edition?: string;
}
