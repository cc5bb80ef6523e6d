import { planChecks } from '../../specs/judge/judge.ts';
import type { Check, Level, VerdictName } from '../../specs/judge/types.ts';
import { RULES } from '../../specs/rules/index.ts';
import { LEVEL_ORDER } from '../text.ts';
import type { Absence, JoinedCheck, JoinedSide, JoinState } from './model.ts';
import type { Subject } from './subject.ts';

/** Verdicts that say something of the target; the others say why there is none. */
const TELLING: readonly VerdictName[] = ['pass', 'fail'];

/** The checks of all runs by id, in the order in which they first come up. */
export function joinChecks(subjects: readonly Subject[]): JoinedCheck[] {
  const checks = subjects.map(({ report }) => new Map(report.checks.map((check) => [check.id, check])));
  const planned = subjects.map(({ contract }) => new Set(planChecks(contract, RULES).map(({ id }) => id)));
  const ids = new Set(checks.flatMap((byId) => [...byId.keys()]));
  return [...ids].map((id) => {
    const found = checks.map((byId) => byId.get(id));
    const first = found.find((check) => check !== undefined)!;
    const sides = subjects.map((subject, index): JoinedSide => {
      const check = found[index];
      if (check) return sideOf(subject, check);
      return { side: subject.side.id, absent: absence(subject, first, planned[index]!.has(id)) };
    });
    const present = found.filter((check) => check !== undefined);
    const level = strictest(present);
    const { state, differs } = stateOf(sides);
    return {
      id,
      operation: first.operation,
      rule: first.rule,
      level,
      state,
      differs,
      sides: sides.map((side) => withoutTheObvious(side, level, state)),
      rows: state === 'same' ? [] : [...new Set(present.flatMap(({ rows }) => rows))],
    };
  });
}

function sideOf(subject: Subject, check: Check): JoinedSide {
  const { verdict, level, finding, detail, exchanges } = check;
  const reason = verdict === 'fail' ? finding?.code : check.reason;
  const message = verdict === 'fail' ? finding?.message : detail;
  return {
    side: subject.side.id,
    verdict,
    level,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
    ...(exchanges[0] ? { exchange: exchanges[0] } : {}),
    ...(verdict === 'fail' && finding?.pointer !== undefined ? { pointer: finding.pointer } : {}),
  };
}

/** Thousands of checks pass on all sides: of these the verdict is enough, and the reports have the rest. */
function withoutTheObvious(side: JoinedSide, level: Level, state: JoinState): JoinedSide {
  const { level: own, exchange, ...rest } = side;
  const isObvious = state === 'same' && side.verdict === 'pass';
  return { ...rest, ...(own && own !== level ? { level: own } : {}), ...(exchange && !isObvious ? { exchange } : {}) };
}

function absence({ contract }: Subject, check: Check, isPlanned: boolean): Absence {
  if (isPlanned) return 'not-run';
  return contract.operations.has(check.operation) ? 'no-row' : 'no-operation';
}

function stateOf(sides: readonly JoinedSide[]): { state: JoinState; differs: string[] } {
  const told = sides.filter(({ verdict }) => verdict !== undefined && TELLING.includes(verdict));
  if (told.length < 2) {
    const isAlone = told.length === 1 && sides.every((side) => side === told[0] || isUnclaimed(side));
    return { state: isAlone ? 'only-here' : 'not-comparable', differs: [] };
  }
  const isApart = (pick: (side: JoinedSide) => string | undefined) => new Set(told.map(pick)).size > 1;
  const differs = [
    ...(isApart(({ verdict }) => verdict) ? ['verdict'] : []),
    ...(told.every(({ verdict }) => verdict === 'fail') && isApart(({ reason }) => reason) ? ['finding'] : []),
    ...(isApart(({ level }) => level) ? ['level'] : []),
  ];
  const isDifferent = differs.some((what) => what !== 'level');
  return { state: isDifferent ? 'different' : 'same', differs };
}

function isUnclaimed({ absent }: JoinedSide): boolean {
  return absent === 'no-operation' || absent === 'no-row';
}

function strictest(checks: readonly Check[]): Level {
  return LEVEL_ORDER.find((level) => checks.some((check) => check.level === level)) ?? 'may';
}
