import type { Level, Text, VerdictName } from '../../specs/judge/types.ts';
import type { Waiver } from '../../specs/recording/types.ts';

/** What changed from a baseline to a report. Written as `gate.json`; its JSON Schema is `schemas/formats/gate.yaml`. */
export interface Gate {
  formatVersion: 1;
  suite: { name: string; version: string };
  /** The day that waivers are held against, `YYYY-MM-DD`. */
  at: string;
  result: GateResult;
  policy: Policy;
  report: Side;
  baseline: Side;
  notes: Note[];
  counts: {
    checks: number;
    regressions: number;
    unjudged: number;
    newFailures: number;
    newInconclusives: number;
    removed: number;
    fixed: number;
    knownFailures: number;
    waived: number;
    flaky: number;
    badWaivers: number;
  };
  changes: Change[];
  waivers: GateWaiver[];
}

/** `not-judged`: nothing got worse that could be seen, but what the baseline had seen could not. */
export type GateResult = 'green' | 'regression' | 'not-judged';

export interface Policy {
  /** The mildest level at which a change counts. */
  level: Level;
  /** Whether a new failure that did not happen again counts. */
  flaky: 'fail' | 'warn';
}

/** One of the two reports. */
export interface Side {
  target: string;
  profile: string;
  run: string;
  startedAt: string;
  suite: string;
  digest: string;
}

/** What is to be known of the comparison itself. */
export type Note = 'other-contract' | 'other-target' | 'narrowed' | 'incomplete' | 'incomplete-baseline';

/**
 * `new-failure`: fails, and did not. `new-inconclusive`: can no longer be observed. `removed`: was judged, and is no longer asked of
 * the target. `fixed`: passes, and failed. `known-failure`: failed then, and fails now.
 */
export type ChangeKind = 'new-failure' | 'new-inconclusive' | 'removed' | 'fixed' | 'known-failure';

/** What one check was and is. */
export interface Change {
  kind: ChangeKind;
  check: string;
  operation: string;
  rule: string;
  level: Level;
  /** Null where the report has no such check. */
  before: VerdictName | null;
  now: VerdictName | null;
  /** What it makes of the gate; null where it is only told. */
  effect: 'regression' | 'unjudged' | null;
  flaky?: true;
  /** The waiver in force that covers it. */
  waiver?: { owner: string; reason: string; expires: string };
  /** Reason code where it was not judged. */
  reason?: string;
  message?: Text;
  /** The telling exchange, in the recording of the report (of the baseline where the check is removed). */
  exchange?: string;
}

/**
 * `stale`: what it covers passes. `expired`: its last day is over. `unmatched`: the report has no check that it could cover.
 */
export type WaiverState = 'in-force' | 'stale' | 'expired' | 'unmatched';

export interface GateWaiver extends Waiver {
  state: WaiverState;
  /** Failures that it covers, or would if it had not expired. */
  failures: number;
  /** Where it stands, if in a file of waivers; else in the target file of the run. */
  file?: string;
  line?: number;
}
