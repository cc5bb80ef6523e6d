import { clauseOf } from '../specs/contract/clause.ts';
import type { Contract, DocumentTitle, Row } from '../specs/contract/types.ts';
import { planChecks } from '../specs/judge/judge.ts';
import type { Rule } from '../specs/judge/rule.ts';
import type { Check, VerdictName } from '../specs/judge/types.ts';
import type { Recording } from '../specs/recording/types.ts';
import { UPSTREAM } from '../specs/rules/facts.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { levelsOf } from './levels.ts';
import type { Report, ReportRow, Summary } from './model.ts';

/** Facts of Nova's that the documents build on without stating them; the lab confirms each. */
const UPSTREAM_TITLE: DocumentTitle = {
  id: UPSTREAM,
  title: { en: 'OpenStack Nova API v2.1, on which the documents build', zh: '文档所基于的 OpenStack Nova API v2.1' },
};

/** Makes the report of one recording judged by one contract. */
export function buildReport(contract: Contract, recording: Recording, checks: Check[], rules: readonly Rule[]): Report {
  const { header, footer } = recording;
  const { name, profile, microversions, waivers } = header.target;
  // Level and coverage speak of the whole contract; of a part that was judged alone nothing is said.
  const { shard } = header.run;
  const isWhole = !shard && planChecks(contract, rules).length === checks.length;
  const levels = isWhole ? levelsOf(contract, recording, checks) : undefined;
  const coverage = isWhole && contract.documents.length > 0 ? coverageOf([contract], [{ checks }]) : undefined;
  const rows = rowsOf(
    contract,
    checks.flatMap((check) => check.rows),
  );
  return {
    formatVersion: 1,
    suite: header.suite,
    target: { name, profile, microversions, ...(waivers.length > 0 ? { waivers } : {}) },
    run: {
      id: header.run.id,
      startedAt: header.run.startedAt,
      finishedAt: footer?.finishedAt ?? null,
      complete: footer !== undefined && !footer.interrupted,
      ...(header.run.only ? { only: header.run.only } : {}),
      ...(shard ? { partial: { shard: shard.index, of: shard.of } } : {}),
    },
    contract: { profile: contract.profile.id, digest: contract.digest },
    summary: summarize(checks),
    ...(levels ? { levels } : {}),
    checks,
    ...(coverage ? { coverage: coverage.documents } : {}),
    rows: coverage ? { ...rows, ...coveredRows(contract, coverage) } : rows,
    operations: operationsOf(contract, checks),
    rules: Object.fromEntries(rules.map((rule) => [rule.id, { title: rule.title }])),
    documents: documentTitles(contract),
  };
}

/** What the documents of a contract are called, and what they build on. */
export function documentTitles({ documents }: Contract): NonNullable<Report['documents']> {
  return Object.fromEntries(
    [...documents, UPSTREAM_TITLE].map(({ id, title, edition }) => [id, { title, ...(edition ? { edition } : {}) }]),
  );
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

/** The clauses of some rows by id; rows that are neither the contract's nor Nova's are left out. */
export function rowsOf(contract: Contract, ids: readonly string[]): Record<string, ReportRow> {
  const rows: Record<string, ReportRow> = {};
  for (const id of ids) {
    const row = contract.rows.get(id) ?? upstreamRow(id, contract);
    if (!row) continue;
    const { document, where, place, name, clause, erratum } = row;
    rows[id] = {
      document,
      where,
      place,
      name,
      clause,
      ...(erratum ? { erratum: { id: erratum.id, ruling: erratum.ruling } } : {}),
    };
  }
  return rows;
}

/** The clauses of all rows of the documents, each with what became of it. */
function coveredRows(contract: Contract, coverage: Coverage): Record<string, ReportRow> {
  const rows = rowsOf(
    contract,
    coverage.rows.map(({ id }) => id),
  );
  return Object.fromEntries(
    coverage.rows.map(({ id, state, reason }) => [id, { ...rows[id]!, state, ...(reason ? { reason } : {}) }]),
  );
}

/** A fact of Nova's that the documents build on: it has no row, only an id that says what it is about. */
function upstreamRow(id: string, contract: Contract): Omit<Row, 'level'> | undefined {
  const match = /^nova#([^/]+)\/([^/]+)\/(.+)$/.exec(id);
  if (!match) return undefined;
  const [, operation, place, name] = match as unknown as [string, string, string, string];
  const clause = clauseOf(place, { name }, contract.glossary);
  return { id, document: UPSTREAM, operation, place, name, where: operation, clause };
}

function operationsOf(contract: Contract, checks: Check[]): Report['operations'] {
  const ids = new Set(checks.map((check) => check.operation));
  const known = [...contract.operations.values()].filter((operation) => ids.has(operation.id));
  return Object.fromEntries(
    known.map(({ id, title, method, path, service }) => [id, { title, method, path, service }]),
  );
}
