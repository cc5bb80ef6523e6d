import type { Check, VerdictName } from '../../../specs/judge/types.ts';
import type { ReportRow } from '../../model.ts';
import { LEVEL_ORDER, VERDICT_ORDER } from '../../text.ts';
import type { PageData, PageExchange } from '../data.ts';
import { own } from './own.ts';
import type { Searchable } from './query.ts';

export const page: PageData = JSON.parse(document.getElementById('report-data')?.textContent ?? '');

let exchanges: Record<string, PageExchange> | undefined;

/** An exchange by its id. They are read when the first one is asked for: most of the file is theirs. */
export function findExchange(id: string): PageExchange | undefined {
  exchanges ??= JSON.parse(document.getElementById('exchange-data')?.textContent ?? '{}') as Record<
    string,
    PageExchange
  >;
  return own(exchanges, id);
}

export interface Item extends Searchable {
  check: Check;
}

export interface RowItem extends Searchable {
  id: string;
  row: ReportRow | undefined;
  checks: Check[];
}

/** All checks, the most urgent first, else in the order of the report. */
export const items: Item[] = page.report.checks.toSorted((one, other) => urgency(one) - urgency(other)).map(checkItem);

const byId = new Map(page.report.checks.map((check) => [check.id, check]));

export function findCheck(id: string): Check | undefined {
  return byId.get(id);
}

/** All rows that checks name, in the order in which they are first named, each with its checks; then those that none names. */
export const rowItems: RowItem[] = collectRows();

/** The most urgent of some verdicts. */
export function mostUrgent(checks: readonly Check[]): VerdictName {
  return VERDICT_ORDER.find((verdict) => checks.some((check) => check.verdict === verdict)) ?? 'not-applicable';
}

function urgency(check: Check): number {
  const level = check.waiver ? LEVEL_ORDER.length - 0.5 : LEVEL_ORDER.indexOf(check.level);
  return VERDICT_ORDER.indexOf(check.verdict) * LEVEL_ORDER.length + level;
}

function checkItem(check: Check): Item {
  const documents = check.rows.map((id) => own(page.report.rows, id)?.document ?? (id.split('#')[0] || id));
  const sentences = [check.finding?.message, check.detail, own(page.report.rules, check.rule)?.title];
  const titles = own(page.report.operations, check.operation)?.title;
  const words = [check.id, check.finding?.code, check.finding?.pointer, check.reason, ...check.rows];
  for (const text of [...sentences, titles]) words.push(text?.en, text?.zh);
  return {
    check,
    values: {
      verdict: [check.verdict],
      level: [check.level],
      operation: [check.operation],
      rule: [check.rule],
      row: check.rows,
      document: documents,
      place: check.rows.map(placeOf),
      state: check.rows.flatMap((id) => own(page.report.rows, id)?.state ?? []),
      check: [check.id],
      reason: check.reason ? [check.reason] : [],
      finding: check.finding ? [check.finding.code] : [],
      exchange: check.exchanges,
      waived: [check.waiver ? 'yes' : 'no'],
      flaky: [check.flaky ? 'yes' : 'no'],
    },
    text: words.filter(Boolean).join('\n').toLowerCase(),
  };
}

function placeOf(rowId: string): string {
  return own(page.report.rows, rowId)?.place ?? rowId.split('/')[1] ?? '';
}

/** The operation that a row is about: `server.pause` of `easystack-compute-6.1.2#server.pause/status/202`. */
function operationOf(rowId: string): string {
  return rowId.split('#')[1]?.split('/')[0] ?? '';
}

/** On a row, what it failed comes first, then what else judged it. */
function rankOn({ verdict }: Check): number {
  return verdict === 'fail' ? 0 : verdict === 'pass' ? 1 : 2;
}

function collectRows(): RowItem[] {
  const checksByRow = new Map<string, Check[]>();
  for (const check of page.report.checks) {
    for (const id of check.rows) {
      const list = checksByRow.get(id);
      if (list) list.push(check);
      else checksByRow.set(id, [check]);
    }
  }
  for (const id of Object.keys(page.report.rows)) if (!checksByRow.has(id)) checksByRow.set(id, []);
  return [...checksByRow].map(([id, checks]) => rowItem(id, own(page.report.rows, id), checks));
}

function rowItem(id: string, row: ReportRow | undefined, all: Check[]): RowItem {
  const checks = all.toSorted((one, other) => rankOn(one) - rankOn(other));
  return {
    id,
    row,
    checks,
    values: {
      verdict: checks.length > 0 ? [mostUrgent(checks)] : [],
      level: checks.map((check) => check.level),
      operation: [...checks.map((check) => check.operation), operationOf(id)],
      rule: checks.map((check) => check.rule),
      row: [id],
      document: [row?.document ?? id.split('#')[0] ?? ''],
      place: [placeOf(id)],
      state: row?.state ? [row.state] : [],
      check: checks.map((check) => check.id),
      reason: checks.flatMap((check) => check.reason ?? []),
      finding: checks.flatMap((check) => check.finding?.code ?? []),
      exchange: checks.flatMap((check) => check.exchanges),
      waived: checks.map((check) => (check.waiver ? 'yes' : 'no')),
      flaky: checks.map((check) => (check.flaky ? 'yes' : 'no')),
    },
    text: [id, row?.where, row?.name, row?.clause.en, row?.clause.zh].filter(Boolean).join('\n').toLowerCase(),
  };
}
