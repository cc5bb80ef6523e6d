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
  /** Why it is excluded, or what stood in the way of the checks on it. */
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
  const hindered = new Map<string, Text>();
  for (const check of reports.flatMap((report) => report.checks)) {
    if (!['pass', 'fail'].includes(check.verdict) || check.exchanges.length === 0) {
      for (const row of check.rows) if (!hindered.has(row)) hindered.set(row, obstacleOf(check));
      continue;
    }
    const { id, verdict, exchanges } = check;
    for (const row of check.rows) judged.set(row, [...(judged.get(row) ?? []), { id, verdict, exchanges }]);
  }
  const all = new Map(contracts.flatMap((contract) => [...contract.rows].map(([id, row]) => [id, { row, contract }])));
  const rows = [...all.values()].map(({ row, contract }) => coverRow(row, contract.exclusions, judged, hindered));
  const documents = [...new Set(rows.map((row) => row.document))].map((id) => {
    const own = rows.filter((row) => row.document === id);
    const count = (state: RowState): number => own.filter((row) => row.state === state).length;
    return { id, rows: own.length, judged: count('judged'), excluded: count('excluded'), unjudged: count('unjudged') };
  });
  return { documents, rows };
}

/** What stood in the way of a check: `server.live-resize/service-up: The target does not have it.` */
function obstacleOf({ id, verdict, reason, detail }: Check): Text {
  const what = detail ?? { en: reason ?? verdict, zh: reason ?? verdict };
  return { en: `${id}: ${what.en}`, zh: `${id}：${what.zh}` };
}

const NO_CHECK: Text = { en: 'No check of these runs is about it.', zh: '这些运行中没有针对该行的检查。' };

function coverRow(
  row: Row,
  exclusions: Exclusion[],
  judged: Map<string, CoveredRow['checks']>,
  hindered: Map<string, Text>,
): CoveredRow {
  const { id, document, operation, place, name } = row;
  const base = { id, document, operation, place, name };
  // What restates other rows is judged where all of them are.
  const isWhole = (row.restates ?? []).every((one) => judged.has(one));
  const checks = isWhole ? judged.get(id) : undefined;
  if (checks) return { ...base, state: 'judged', checks };
  const reason = excludedBy(row, exclusions);
  if (reason) return { ...base, state: 'excluded', reason, checks: [] };
  return { ...base, state: 'unjudged', reason: hindered.get(id) ?? NO_CHECK, checks: [] };
}

function excludedBy(row: Row, exclusions: Exclusion[]): Text | undefined {
  if (row.erratum?.effect?.exclude !== undefined) return row.erratum.ruling;
  return exclusions.find((exclusion) => exclusion.rows.some((pattern) => matchesPattern(pattern, row.id)))?.reason;
}
