import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from './evidence.ts';
import type { Finding, Level, Text, VerdictName } from './types.ts';

/** A check before it is judged: known from the contract alone. */
export interface PlannedCheck {
  /** What the rule is applied to within the operation, where that is more than one thing: a field path, a code. */
  detail?: string;
  level: Level;
  /** Ids of the inventory rows, or upstream facts (`nova#...`), that demand it. */
  rows: string[];
}

/** What a rule found out about one check. */
export interface Outcome {
  verdict: VerdictName;
  reason?: string;
  detail?: Text;
  exchanges: string[];
  finding?: Finding;
}

/** A small pure function from contract and recorded exchanges to a verdict. One file each in specs/rules. */
export interface Rule {
  id: string;
  title: Text;
  /** The checks that the rule has on an operation; none where it does not fit. */
  plan(operation: Operation, contract: Contract): PlannedCheck[];
  judge(check: PlannedCheck, operation: Operation, evidence: Evidence): Outcome;
}
