import type { Contract } from '../specs/contract/types.ts';
import type { Rule } from '../specs/judge/rule.ts';
import type { Check, VerdictName } from '../specs/judge/types.ts';
import type { Recording } from '../specs/recording/types.ts';
import type { Report, ReportRow, Summary } from './model.ts';

/** Makes the report of one recording judged by one contract. */
export function buildReport(contract: Contract, recording: Recording, checks: Check[], rules: readonly Rule[]): Report {
  const { header, footer } = recording;
  return {
    formatVersion: 1,
    suite: header.suite,
    target: { name: header.target.name, profile: header.target.profile, microversions: header.target.microversions },
    run: {
      id: header.run.id,
      startedAt: header.run.startedAt,
      finishedAt: footer?.finishedAt ?? null,
      complete: footer !== undefined && !footer.interrupted,
    },
    contract: { profile: contract.profile.id, digest: contract.digest },
    summary: summarize(checks),
    checks,
    rows: rowsOf(contract, checks),
    operations: operationsOf(contract, checks),
    rules: Object.fromEntries(rules.map((rule) => [rule.id, { title: rule.title }])),
    documents: Object.fromEntries(contract.documents.map(({ id, title, edition }) => [id, { title, ...(edition ? { edition } : {}) }])),
  };
}

/** Counts of verdicts; conformant means that no check of level must failed, but for those that a waiver covers. */
export function summarize(checks: Check[]): Summary {
  const count = (verdict: VerdictName): number => checks.filter((check) => check.verdict === verdict).length;
  const failures = checks.filter((check) => check.verdict === 'fail' && !check.waiver);
  const atLevel = (level: Check['level']): number => failures.filter((check) => check.level === level).length;
  return {
    checks: checks.length,
    verdicts: {
      pass: count('pass'),
      fail: count('fail'),
      inconclusive: count('inconclusive'),
      notApplicable: count('not-applicable'),
      error: count('error'),
    },
    failures: { must: atLevel('must'), should: atLevel('should'), may: atLevel('may') },
    waived: checks.filter((check) => check.waiver).length,
    conformant: atLevel('must') === 0,
  };
}

/** Reasons of `inconclusive` that say no more than that a condition did not come up; they do not put the whole in doubt. */
const HARMLESS_REASONS = ['not-observed', 'not-exercised'];

/**
 * The exit code that a report calls for: 1 where a must failed, 3 where a must could not be judged because something stood in
 * the way (or the suite itself failed), else 0.
 */
export function exitCodeOf(report: Report): 0 | 1 | 3 {
  if (!report.summary.conformant) return 1;
  const isOpen = (check: Check): boolean =>
    check.verdict === 'error' ||
    (check.verdict === 'inconclusive' && check.level === 'must' && !HARMLESS_REASONS.includes(check.reason ?? ''));
  return !report.run.complete || report.checks.some(isOpen) ? 3 : 0;
}

function rowsOf(contract: Contract, checks: Check[]): Record<string, ReportRow> {
  const rows: Record<string, ReportRow> = {};
  for (const id of checks.flatMap((check) => check.rows)) {
    const row = contract.rows.get(id);
    if (!row) continue;
    const { document, where, place, name, clause, erratum } = row;
    rows[id] = { document, where, place, name, clause, ...(erratum ? { erratum: { id: erratum.id, ruling: erratum.ruling } } : {}) };
  }
  return rows;
}

function operationsOf(contract: Contract, checks: Check[]): Report['operations'] {
  const ids = new Set(checks.map((check) => check.operation));
  const known = [...contract.operations.values()].filter((operation) => ids.has(operation.id));
  return Object.fromEntries(known.map(({ id, title, method, path, service }) => [id, { title, method, path, service }]));
}
