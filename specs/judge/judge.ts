import { matchesPattern } from '../contract/inventory.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Recording } from '../recording/types.ts';
import { Evidence } from './evidence.ts';
import type { Outcome, PlannedCheck, Rule } from './rule.ts';
import type { Check } from './types.ts';

/** A check that the contract asks for, with the rule and operation that it belongs to. */
export interface PlannedVerdict {
  id: string;
  rule: Rule;
  operation: Operation;
  check: PlannedCheck;
}

/** All checks of a contract, in a fixed order; known before anything is sent. */
export function planChecks(contract: Contract, rules: readonly Rule[]): PlannedVerdict[] {
  const planned: PlannedVerdict[] = [];
  for (const operation of contract.operations.values()) {
    for (const rule of rules) {
      for (const check of rule.plan(operation, contract)) {
        planned.push({ id: checkId(operation, rule, check), rule, operation, check });
      }
    }
  }
  return planned;
}

/**
 * Judges a recording by a contract. A pure function: the same contract and recording give the same checks.
 * @param patterns check ids or patterns (`*`) to keep; all where left out
 */
export function judge(contract: Contract, recording: Recording, rules: readonly Rule[], patterns?: string[]): Check[] {
  const evidence = new Evidence(contract, recording);
  return planChecks(contract, rules)
    .filter(({ id }) => !patterns || patterns.some((pattern) => matchesPattern(pattern, id)))
    .map((planned) => judgeOne(planned, evidence));
}

/** Judges one planned check; a rule that throws is the suite's own fault and says so. */
export function judgeOne({ id, rule, operation, check }: PlannedVerdict, evidence: Evidence): Check {
  let outcome: Outcome;
  try {
    outcome = rule.judge(check, operation, evidence);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    outcome = { verdict: 'error', reason: 'rule-threw', detail: { en: message, zh: message }, exchanges: [] };
  }
  return {
    id,
    operation: operation.id,
    rule: rule.id,
    level: check.level,
    rows: check.rows,
    ...outcome,
    ...waiverFor(id, outcome, evidence.recording),
  };
}

/** The waiver that was in force on the day of the run, if the check failed. */
function waiverFor(id: string, outcome: Outcome, recording: Recording): Pick<Check, 'waiver'> {
  if (outcome.verdict !== 'fail') return {};
  const day = recording.header.run.startedAt.slice(0, 10);
  const waiver = recording.header.target.waivers.find(
    (candidate) => candidate.expires >= day && matchesPattern(candidate.check, id),
  );
  if (!waiver) return {};
  return { waiver: { owner: waiver.owner, reason: waiver.reason, expires: waiver.expires } };
}

function checkId(operation: Operation, rule: Rule, check: PlannedCheck): string {
  const base = `${operation.id}/${rule.id}`;
  return check.detail === undefined ? base : `${base}/${check.detail}`;
}
