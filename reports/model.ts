import type { Check, Level, Text } from '../specs/judge/types.ts';

/** The report: one model, many renderings. Written as `report.json`; its JSON Schema is `schemas/formats/report.yaml`. */
export interface Report {
  formatVersion: 1;
  suite: { name: string; version: string };
  target: { name: string; profile: string; microversions: { min: string; max: string } | null };
  run: { id: string; startedAt: string; finishedAt: string | null; complete: boolean };
  /** Profile whose contract judged, and a SHA-256 over that contract's data. */
  contract: { profile: string; digest: string };
  summary: Summary;
  checks: Check[];
  /** Clauses of all rows that the checks name. */
  rows: Record<string, ReportRow>;
  /** Title and place of each operation that has checks. */
  operations: Record<string, { title: Text; method: string; path: string; service: string }>;
  rules: Record<string, { title: Text }>;
  /** Titles of the documents that the rows name; a document that is left out is shown by its id. */
  documents?: Record<string, { title: Text; edition?: string }>;
}

export interface Summary {
  checks: number;
  verdicts: { pass: number; fail: number; inconclusive: number; notApplicable: number; error: number };
  /** Failures by level, waived ones left out. */
  failures: Record<Level, number>;
  waived: number;
  conformant: boolean;
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
}
