import type { Contract } from '../../specs/contract/types.ts';
import { push } from '../../specs/judge/fields.ts';
import { judge } from '../../specs/judge/judge.ts';
import type { Check, Level } from '../../specs/judge/types.ts';
import { RULES } from '../../specs/rules/index.ts';
import type { Draft } from './draft.ts';
import type { CrossJudgement, DifferenceSide, Weight } from './model.ts';
import type { Subject } from './subject.ts';

/** What breaking a promise of a level means for code that relies on it. */
const WEIGHT: Record<Level, Weight> = { must: 'breaks', should: 'adapts', may: 'notes' };

interface Judged {
  subject: Subject;
  contract: Contract;
  checks: Check[];
}

/**
 * Judges each recording by each contract, its own among them. What another contract asks for and the run did not send has no
 * evidence: it is counted apart, and nobody is blamed for it.
 */
export function crossJudge(
  subjects: readonly Subject[],
  contracts: readonly Contract[],
): { table: CrossJudgement[]; drafts: Draft[] } {
  const judged = contracts.flatMap((contract) =>
    subjects.map((subject) => ({
      subject,
      contract,
      checks: checksBy(contract, subject),
    })),
  );
  return {
    table: judged.map(countUp),
    drafts: contracts.flatMap((contract) => brokenPromises(judged.filter((one) => one.contract === contract))),
  };
}

/** The checks of a recording by a contract: those of its report where that contract made it, just as it is now. */
function checksBy(contract: Contract, { side, recording, report }: Subject): Check[] {
  if (side.run?.isCurrent && report.contract.profile === contract.profile.id) return report.checks;
  return judge(contract, recording, RULES, recording.header.run.only);
}

function countUp({ subject, contract, checks }: Judged): CrossJudgement {
  const fail: Record<Level, number> = { must: 0, should: 0, may: 0 };
  const unjudged: Record<string, number> = {};
  for (const { verdict, level, reason = 'not-observed' } of checks) {
    if (verdict === 'fail') fail[level] += 1;
    else if (verdict !== 'pass' && verdict !== 'error') unjudged[reason] = (unjudged[reason] ?? 0) + 1;
  }
  const count = (verdict: Check['verdict']) => checks.filter((check) => check.verdict === verdict).length;
  return {
    side: subject.side.id,
    contract: contract.profile.id,
    pass: count('pass'),
    fail,
    unjudged,
    errors: count('error'),
  };
}

/** The promises of one contract that some of the recordings break, with those that keep them. */
function brokenPromises(judged: readonly Judged[]): Draft[] {
  const byId = new Map<string, { subject: Subject; check: Check }[]>();
  for (const { subject, checks } of judged) {
    for (const check of checks) push(byId, check.id, { subject, check });
  }
  const contract = judged[0]?.contract.profile.id ?? '';
  return [...byId].flatMap(([id, list]): Draft[] => {
    const broken = list.find(({ check }) => check.verdict === 'fail');
    if (!broken) return [];
    const { check } = broken;
    return [
      {
        kind: 'promise',
        operations: [check.operation],
        subject: id,
        contract,
        weight: WEIGHT[check.level],
        sides: list.map(({ subject, check: one }) => sideOf(subject, one)),
        ...(check.finding ? { values: { finding: check.finding.message } } : {}),
      },
    ];
  });
}

const STATES: Partial<Record<Check['verdict'], DifferenceSide['state']>> = { pass: 'has', fail: 'lacks' };

function sideOf(subject: Subject, check: Check): DifferenceSide {
  const { verdict, finding, reason, detail, exchanges, rows } = check;
  const message = verdict === 'fail' ? finding?.message : detail;
  return {
    side: subject.side.id,
    state: STATES[verdict] ?? 'unknown',
    ...(verdict !== 'fail' && reason ? { value: reason } : {}),
    ...(message ? { message } : {}),
    ...(exchanges[0] ? { exchange: exchanges[0] } : {}),
    ...(verdict === 'fail' && finding?.pointer !== undefined ? { pointer: finding.pointer } : {}),
    ...(rows.length > 0 ? { rows } : {}),
  };
}
