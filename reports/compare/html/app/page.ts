import { useView } from '../../../html/app/context.ts';
import { own } from '../../../html/app/own.ts';
import type { Searchable } from '../../../html/app/query.ts';
import type { PageExchange } from '../../../html/data.ts';
import type { Difference, JoinedCheck, Side } from '../../model.ts';
import { type NameKind, nameIn, type SentenceKey, tell } from '../../text.ts';
import type { ComparisonPage, PageExchanges } from '../data.ts';

/** Keys of a query on this page, whichever list it is put to. The letter of each run is one too: of its verdict, or whether it has a thing. */
const FIXED_KEYS = [
  'differs',
  'weight',
  'source',
  'operation',
  'rule',
  'field',
  'verdict',
  'level',
  'state',
  'has',
  'lacks',
  'profile',
  'contract',
  'reason',
  'document',
  'row',
];

const page: ComparisonPage = JSON.parse(document.getElementById('comparison-data')?.textContent ?? '');

export const { comparison, language } = page;

let exchanges: PageExchanges | undefined;

/** An exchange of a side; undefined where the page has no room for it. They are read when the first is asked for. */
export function findExchange(side: string, id: string): PageExchange | undefined {
  exchanges ??= JSON.parse(document.getElementById('exchange-data')?.textContent ?? '{}') as PageExchanges;
  return own(own(exchanges, side), id);
}

const sides = new Map(comparison.sides.map((side) => [side.id, side]));

export function sideOf(id: string): Side | undefined {
  return sides.get(id);
}

/** What is compared in the first place: runs, or contracts where there are no runs. */
export const compared: Side[] = comparison.sides.some(({ kind }) => kind === 'run')
  ? comparison.sides.filter(({ kind }) => kind === 'run')
  : comparison.sides;

/** The fixed texts of a comparison in the page's language, beside those of every page. */
export function useWords() {
  const view = useView();
  return {
    ...view,
    tell: (key: SentenceKey, values?: Record<string, string | number>) => tell(view.language, key, values),
    named: (kind: NameKind, value: string) => nameIn(view.language, kind, value),
  };
}

export const KEYS: readonly string[] = [...FIXED_KEYS, ...compared.map(({ id }) => id.toLowerCase())];

export interface DifferenceItem extends Searchable {
  difference: Difference;
}

export interface CheckItem extends Searchable {
  check: JoinedCheck;
}

export const differenceItems: DifferenceItem[] = comparison.differences.map(differenceItem);

/** Joined checks, those that differ first. */
export const checkItems: CheckItem[] = comparison.checks
  .toSorted((one, other) => rank(one) - rank(other))
  .map(checkItem);

export function findDifference(id: string): Difference | undefined {
  return comparison.differences.find((difference) => difference.id === id);
}

export function findCheck(id: string): JoinedCheck | undefined {
  return comparison.checks.find((check) => check.id === id);
}

function rank({ state, sides: own }: JoinedCheck): number {
  const isBroken = own.some(({ verdict }) => verdict === 'fail');
  return ['different', 'only-here', 'not-comparable', 'same'].indexOf(state) * 2 + (isBroken ? 0 : 1);
}

/** All names that a side may be asked for by: its letter, its name, its profile. */
function namesOf(id: string): string[] {
  const side = sideOf(id);
  return side ? [side.id, side.name, side.profile] : [id];
}

function differenceItem(difference: Difference): DifferenceItem {
  const { kind, weight, source, operations, subject, contract, instances = [], sides: own } = difference;
  const inState = (states: string[]) =>
    own.filter(({ state }) => states.includes(state)).flatMap(({ side }) => namesOf(side));
  const rows = own.flatMap((side) => side.rows ?? []);
  const [, rule] = contract ? subject.split('/') : [];
  const words = [kind, subject, contract, ...operations, ...instances, difference.breaks.en, difference.breaks.zh];
  for (const { value, message } of own) words.push(value, message?.en, message?.zh);
  return {
    difference,
    values: {
      differs: [kind],
      weight: [weight],
      ...Object.fromEntries(own.map(({ side, state }) => [side.toLowerCase(), [state]])),
      source: [source],
      operation: operations,
      rule: rule ? [rule] : [],
      field: [subject, ...instances.map((instance) => instance.split(' ').at(-1) ?? ''), lastMember(subject)],
      verdict: contract
        ? own.flatMap(({ state }) => (state === 'lacks' ? ['fail'] : state === 'has' ? ['pass'] : []))
        : [],
      has: inState(['has']),
      lacks: inState(['lacks', 'other']),
      profile: own.filter(({ state }) => state !== 'unknown').flatMap(({ side }) => sideOf(side)?.profile ?? []),
      contract: contract ? [contract] : [],
      document: rows.map((row) => row.split('#')[0] ?? ''),
      row: rows,
    },
    text: words.filter(Boolean).join('\n').toLowerCase(),
  };
}

function checkItem(check: JoinedCheck): CheckItem {
  const { id, operation, rule, level, state, differs, rows, sides: own } = check;
  const words = [id, ...rows];
  for (const { reason, message, absent } of own)
    words.push(reason ?? '', absent ?? '', message?.en ?? '', message?.zh ?? '');
  return {
    check,
    values: {
      differs: [state, ...differs],
      state: [state],
      operation: [operation],
      rule: [rule],
      level: [level],
      ...Object.fromEntries(own.map(({ side, verdict }) => [side.toLowerCase(), [verdict ?? 'none']])),
      field: [id.split('/').slice(2).join('/'), lastMember(id)],
      verdict: own.flatMap(({ verdict }) => verdict ?? []),
      profile: own.filter(({ verdict }) => verdict).flatMap(({ side }) => sideOf(side)?.profile ?? []),
      reason: own.flatMap(({ reason, absent }) => reason ?? absent ?? []),
      has: own.filter(({ verdict }) => verdict === 'pass').flatMap(({ side }) => namesOf(side)),
      lacks: own.filter(({ verdict }) => verdict === 'fail').flatMap(({ side }) => namesOf(side)),
      document: rows.map((row) => row.split('#')[0] ?? ''),
      row: rows,
    },
    text: words.filter(Boolean).join('\n').toLowerCase(),
  };
}

function lastMember(path: string): string {
  return path.split('.').at(-1) ?? path;
}
