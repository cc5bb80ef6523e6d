import type { Check, Level, Text } from '../specs/judge/types.ts';
import type { CapabilityState, LevelState, MissingCheck } from '../specs/levels/types.ts';
import type { Waiver } from '../specs/recording/types.ts';

/** The report: one model, many renderings. Written as `report.json`; its JSON Schema is `schemas/formats/report.yaml`. */
export interface Report {
  formatVersion: 1;
  suite: { name: string; version: string };
  target: {
    name: string;
    profile: string;
    microversions: { min: string; max: string } | null;
    /** Those of the target file; left out where it has none. */
    waivers?: Waiver[];
  };
  run: {
    id: string;
    startedAt: string;
    finishedAt: string | null;
    complete: boolean;
    /** The patterns that the run was narrowed down to; absent where it was for all. */
    only?: string[];
    /** Where it is about one part of a run: what the other parts carried out is not judged here. */
    partial?: { shard: number; of: number };
  };
  /** Profile whose contract judged, and a SHA-256 over that contract's data. */
  contract: { profile: string; digest: string };
  summary: Summary;
  /** Levels of certification; absent where only a part was judged, or the profile has none. */
  levels?: ReportLevels;
  checks: Check[];
  /** What became of the rows of each document; absent where only a part was judged, or the profile has no document. */
  coverage?: DocumentCoverage[];
  /** Clauses of all rows that the checks name, and of those of the documents that none names. */
  rows: Record<string, ReportRow>;
  /** Title and place of each operation that has checks. */
  operations: Record<string, { title: Text; method: string; path: string; service: string }>;
  rules: Record<string, { title: Text }>;
  /** Titles of the documents that the rows name; a document that is left out is shown by its id. */
  documents?: Record<string, { title: Text; edition?: string }>;
}

/** What the report comes to by a list of levels. */
export interface ReportLevels extends Omit<LevelState, 'capabilities'> {
  date: string;
  title: Text;
  /** SHA-256 over the list and the checks that it can ask for. */
  digest: string;
  /** The level that the target file claims; the exit code speaks of it. */
  claimed?: string;
  capabilities: (Omit<CapabilityState, 'missing'> & { missing: (MissingCheck & { mend: Text })[] })[];
}

export interface Summary {
  checks: number;
  verdicts: { pass: number; fail: number; inconclusive: number; notApplicable: number; error: number };
  /** Failures by level, waived ones left out. */
  failures: Record<Level, number>;
  waived: number;
  conformant: boolean;
}

/** `judged`: a check on it had evidence; `excluded`: no check can judge it, with the reason; `unjudged`: neither. */
export type RowState = 'judged' | 'excluded' | 'unjudged';

/** Numbers of a document's rows, all of them and by state. */
export interface DocumentCoverage extends Record<RowState, number> {
  id: string;
  rows: number;
}

/** A documented fact, as the reports show it. */
export interface ReportRow {
  document: string;
  where: string;
  place: string;
  name: string;
  /** The fact in our own words. */
  clause: Text;
  /** Ruling of an erratum that touches the row. */
  erratum?: { id: string; ruling: Text };
  /** What became of it in a whole run; of rows of documents only. */
  state?: RowState;
  /** Why it is excluded. */
  reason?: Text;
}
