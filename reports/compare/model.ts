import type { Level, Text, VerdictName } from '../../specs/judge/types.ts';
import type { ReportRow, Summary } from '../model.ts';

/**
 * What sets several clouds, or several documents, apart. Written as `comparison.json`; its JSON Schema is
 * `schemas/formats/comparison.yaml`.
 */
export interface Comparison {
  formatVersion: 1;
  suite: { name: string; version: string };
  /** What is held beside each other: runs (`A`, `B`, …), then the contracts behind them, each by its profile's id. */
  sides: Side[];
  /** Checks of all runs, joined by their id; none where contracts alone were compared. */
  checks: JoinedCheck[];
  counts: Record<JoinState, number>;
  differences: Difference[];
  kinds: Record<string, { title: Text }>;
  /** Each recording judged by each contract. */
  cross: CrossJudgement[];
  timings: Timing[];
  /** From what ratio, and what distance, on times differ by more than noise. */
  noise: { ratio: number; milliseconds: number };
  rows: Record<string, ReportRow>;
  operations: Record<string, { title: Text; method: string; path: string }>;
  rules: Record<string, { title: Text }>;
  documents: Record<string, { title: Text }>;
}

export interface Side {
  id: string;
  kind: 'run' | 'contract';
  /** As it is called in sentences; no two are the same. */
  name: string;
  profile: string;
  microversions: { min: string; max: string } | null;
  /** Of runs. `isCurrent`: the report was judged by the contract as it is now. */
  run?: {
    id: string;
    startedAt: string;
    complete: boolean;
    exchanges: number;
    only?: string[];
    contract: string;
    isCurrent: boolean;
  };
  summary?: Summary;
}

/**
 * `same`: all that could be compared agree. `different`: they do not. `only-here`: one alone has such a check.
 * `not-comparable`: fewer than two came to a verdict; the sides say why.
 */
export type JoinState = 'same' | 'different' | 'only-here' | 'not-comparable';

/** Why a side has no verdict of its own: `no-operation` and `no-row`: its contract does not ask for it; `not-run`: its report lacks it. */
export type Absence = 'no-operation' | 'no-row' | 'not-run';

export interface JoinedCheck {
  id: string;
  operation: string;
  rule: string;
  /** The strictest of the sides. */
  level: Level;
  state: JoinState;
  /** In what the sides differ: `verdict`, `finding`, `level`. */
  differs: string[];
  sides: JoinedSide[];
  /** Rows that demand it; left out where all sides agree, as the reports have them. */
  rows: string[];
}

export interface JoinedSide {
  side: string;
  verdict?: VerdictName;
  absent?: Absence;
  /** Where it is another than the strictest. */
  level?: Level;
  /** Code of why there is no verdict, or of what was found. */
  reason?: string;
  /** What was found, or the sentence on the reason. */
  message?: Text;
  exchange?: string;
  pointer?: string;
}

/** `breaks`: code written for one fails on the other. `adapts`: it has to be written so that it takes both. `notes`: worth knowing. */
export type Weight = 'breaks' | 'adapts' | 'notes';

export const WEIGHTS: readonly Weight[] = ['breaks', 'adapts', 'notes'];

/** `observed` in the exchanges; `judged` by a contract; `documented`: stated by the documents. */
export type Source = 'observed' | 'judged' | 'documented';

export const SOURCES: readonly Source[] = ['observed', 'judged', 'documented'];

export interface Difference {
  /** `<kind>/<operation>/<subject>`; unique in a comparison. */
  id: string;
  kind: string;
  source: Source;
  weight: Weight;
  operations: string[];
  /** What it is about: a field, a parameter, a situation, a check. */
  subject: string;
  /** Whose promise it is, where a contract judged. */
  contract?: string;
  sides: DifferenceSide[];
  /** The cases that it was seen in, where it is one of many alike. */
  instances?: string[];
  /** What breaks, and where. */
  breaks: Text;
  /** How to write it so that it runs on all. */
  portable: Text;
}

export interface DifferenceSide {
  side: string;
  /** `other`: it has something else in its place. `unknown`: nothing that was seen tells. */
  state: 'has' | 'lacks' | 'other' | 'unknown';
  /** What it has; the words of a document or a target. */
  value?: string;
  message?: Text;
  exchange?: string;
  pointer?: string;
  rows?: string[];
}

/** What a contract says of a recording. */
export interface CrossJudgement {
  side: string;
  contract: string;
  pass: number;
  /** By level; waived ones too. */
  fail: Record<Level, number>;
  /** Without evidence in this recording, by reason code: no word for or against the target. */
  unjudged: Record<string, number>;
  errors: number;
}

/** How long the sides took for the same: to answer, or to reach a state. */
export interface Timing {
  operation: string;
  what: 'answer' | 'state';
  to?: string;
  sides: { side: string; medianMs: number; samples: number }[];
  /** Slowest median over the fastest one. */
  ratio: number;
  /** Whether that is more than noise. */
  differs: boolean;
}
