import { namesCheck } from '../contract/aliases.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Recording } from '../recording/types.ts';
import { attemptsOf, joinAttempts } from './attempts.ts';
import { Evidence } from './evidence.ts';
import { inPart } from './part.ts';
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
  const restating = restatements(contract);
  for (const operation of contract.operations.values()) {
    for (const rule of rules) {
      for (const check of rule.plan(operation, contract)) {
        const rows = [...check.rows, ...restating(check.rows)];
        planned.push({ id: checkId(operation, rule, check), rule, operation, check: { ...check, rows } });
      }
    }
  }
  return planned;
}

/** The rows that say once more what some rows say. */
function restatements(contract: Contract): (rows: string[]) => string[] {
  const all = [...contract.rows.values()].filter((row) => row.restates !== undefined);
  return (rows) =>
    all
      .filter(({ id, restates }) => !rows.includes(id) && rows.some((row) => restates!.includes(row)))
      .map(({ id }) => id);
}

/**
 * Judges a recording by a contract. A pure function: the same contract and recording give the same checks.
 * @param patterns check ids, operations, or patterns (`*`) of either, to keep; all where left out
 */
export function judge(contract: Contract, recording: Recording, rules: readonly Rule[], patterns?: string[]): Check[] {
  const planned = planChecks(contract, rules).filter(
    ({ id }) => !patterns || patterns.some((pattern) => namesCheck(checkPattern(pattern), id, contract.aliases)),
  );
  const { own, repeats } = attemptsOf(recording);
  const evidence = new Evidence(contract, own);
  const first = planned.map((one) => judgeOne(one, evidence));
  if (repeats.length === 0) return inPart(first, recording);
  const all = repeats.map((repeat) => judgeRepeat(planned, first, contract, own, repeat));
  const joined = first.map((check, index) =>
    joinAttempts(
      check,
      all.map((checks) => checks[index]!),
    ),
  );
  return inPart(joined, recording);
}

/** The name of an operation stands for all of its checks. */
function checkPattern(pattern: string): string {
  return pattern.includes('/') ? pattern : `${pattern}/*`;
}

/** What a repeat says of each check. A failure is gone only if no scenario shows it that the repeat did not carry out. */
function judgeRepeat(
  planned: PlannedVerdict[],
  first: Check[],
  contract: Contract,
  own: Recording,
  repeat: Recording,
): Check[] {
  const evidence = new Evidence(contract, repeat);
  const again = new Set((repeat.footer?.scenarios ?? []).flatMap(({ id, state }) => (state === 'done' ? [id] : [])));
  const others = own.exchanges.filter(({ scenario }) => !again.has(scenario));
  const elsewhere = new Evidence(contract, { ...own, exchanges: others });
  return planned.map((one, index) => {
    const check = judgeOne(one, evidence);
    if (check.verdict !== 'pass' || first[index]!.verdict !== 'fail') return check;
    const rest = judgeOne(one, elsewhere);
    return rest.verdict === 'fail' ? rest : check;
  });
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
    ...waiverFor(id, outcome, evidence),
  };
}

/** The waiver that was in force on the day of the run, if the check failed. */
function waiverFor(id: string, outcome: Outcome, { contract, recording }: Evidence): Pick<Check, 'waiver'> {
  if (outcome.verdict !== 'fail') return {};
  const day = recording.header.run.startedAt.slice(0, 10);
  const waiver = recording.header.target.waivers.find(
    (candidate) => candidate.expires >= day && namesCheck(candidate.check, id, contract.aliases),
  );
  if (!waiver) return {};
  return { waiver: { owner: waiver.owner, reason: waiver.reason, expires: waiver.expires } };
}

function checkId(operation: Operation, rule: Rule, check: PlannedCheck): string {
  const base = `${operation.id}/${rule.id}`;
  return check.detail === undefined ? base : `${base}/${check.detail}`;
}
