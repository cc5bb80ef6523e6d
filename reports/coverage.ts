import { matchesPattern } from '../specs/contract/inventory.ts';
import type { Contract, Exclusion, Row } from '../specs/contract/types.ts';
import type { Check, Text } from '../specs/judge/types.ts';
import type { DocumentCoverage, Report, RowState } from './model.ts';

export interface CoveredRow {
  id: string;
  document: string;
  operation: string;
  place: string;
  name: string;
  state: RowState;
  reason?: Text;
  /** Ids of the checks that judged it, each with its verdict and the exchanges that it rests on. */
  checks: { id: string; verdict: Check['verdict']; exchanges: string[] }[];
}

export interface Coverage {
  documents: DocumentCoverage[];
  rows: CoveredRow[];
}

/** What became of every documented row in some runs: a row counts as judged when a check on it had an exchange as evidence. */
export function coverageOf(contracts: Contract[], reports: Pick<Report, 'checks'>[]): Coverage {
  const judged = new Map<string, CoveredRow['checks']>();
  for (const check of reports.flatMap((report) => report.checks)) {
    if (!['pass', 'fail'].includes(check.verdict) || check.exchanges.length === 0) continue;
    const { id, verdict, exchanges } = check;
    for (const row of check.rows) judged.set(row, [...(judged.get(row) ?? []), { id, verdict, exchanges }]);
  }
  const all = new Map(contracts.flatMap((contract) => [...contract.rows].map(([id, row]) => [id, { row, contract }])));
  const rows = [...all.values()].map(({ row, contract }) => coverRow(row, contract.exclusions, judged));
  const documents = [...new Set(rows.map((row) => row.document))].map((id) => {
    const own = rows.filter((row) => row.document === id);
    const count = (state: RowState): number => own.filter((row) => row.state === state).length;
    return { id, rows: own.length, judged: count('judged'), excluded: count('excluded'), unjudged: count('unjudged') };
  });
  return { documents, rows };
}

function coverRow(row: Row, exclusions: Exclusion[], judged: Map<string, CoveredRow['checks']>): CoveredRow {
  const { id, document, operation, place, name } = row;
  const base = { id, document, operation, place, name };
  // What restates other rows is judged where all of them are.
  const isWhole = (row.restates ?? []).every((one) => judged.has(one));
  const checks = isWhole ? judged.get(id) : undefined;
  if (checks) return { ...base, state: 'judged', checks };
  const reason = excludedBy(row, exclusions);
  return reason ? { ...base, state: 'excluded', reason, checks: [] } : { ...base, state: 'unjudged', checks: [] };
}

function excludedBy(row: Row, exclusions: Exclusion[]): Text | undefined {
  if (row.erratum?.effect?.exclude !== undefined) return row.erratum.ruling;
  return exclusions.find((exclusion) => exclusion.rows.some((pattern) => matchesPattern(pattern, row.id)))?.reason;
}
