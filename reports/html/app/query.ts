/** One condition of a query: a word to be found, or `key:value` with `*` as a wildcard and commas between alternatives. */
export interface Term {
  /** Absent for plain words. */
  key?: string;
  value: string;
  not: boolean;
}

/** The keys that a query of a report knows; anything else with a colon in it is a plain word. */
export const KEYS = [
  'verdict',
  'level',
  'operation',
  'rule',
  'row',
  'document',
  'place',
  'state',
  'check',
  'reason',
  'finding',
  'exchange',
  'waived',
  'flaky',
] as const;

/** What a query is held against: the values of each key, and the text that words are looked for in (lower case). */
export interface Searchable {
  values: Record<string, readonly string[]>;
  text: string;
}

/** Reads a query. Never fails: what is no condition is a word. */
export function parseQuery(query: string, keys: readonly string[] = KEYS): Term[] {
  const terms: Term[] = [];
  for (const match of query.matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/g)) {
    const not = match[1] === '-';
    const key = keys.find((known) => known === match[2]);
    const bare = (match[3] ?? match[4] ?? '').replaceAll('"', '');
    const value = key || match[2] === undefined ? bare : `${match[2]}:${bare}`;
    if (value !== '') terms.push({ ...(key ? { key } : {}), value, not });
  }
  return terms;
}

/** Writes a query that reads back as the same terms. */
export function formatQuery(terms: readonly Term[]): string {
  return terms.map(formatTerm).join(' ');
}

function formatTerm(term: Term): string {
  const { value } = term;
  const ambiguous = !term.key && /^(-|[a-z]+:)/.test(value);
  const quoted = /\s/.test(value) || ambiguous ? `"${value}"` : value;
  return `${term.not ? '-' : ''}${term.key ? `${term.key}:` : ''}${quoted}`;
}

/** The one value that a query asks of a key; null where it asks none, or several, or the opposite. */
export function askedValue(terms: readonly Term[], key: string): string | null {
  const asked = terms.filter((term) => term.key === key);
  const only = asked[0];
  return asked.length === 1 && only && !only.not && !only.value.includes(',') ? only.value : null;
}

/** The query with a key asked for this value only; null takes the key out of it. */
export function withValue(query: string, key: string, value: string | null, keys: readonly string[] = KEYS): string {
  const others = parseQuery(query, keys).filter((term) => term.key !== key);
  return formatQuery(value === null ? others : [...others, { key, value, not: false }]);
}

/** A test for items: each key must be met (by one of its conditions where there are several), and each word be found. */
export function matcher(terms: readonly Term[]): (item: Searchable) => boolean {
  const tests: ((item: Searchable) => boolean)[] = [];
  for (const key of new Set(terms.flatMap((term) => term.key ?? []))) {
    const wanted = terms.filter((term) => term.key === key && !term.not).flatMap(patterns);
    const refused = terms.filter((term) => term.key === key && term.not).flatMap(patterns);
    const has = (item: Searchable, list: string[][]) =>
      (item.values[key] ?? []).some((value) => list.some((parts) => fits(value.toLowerCase(), parts)));
    if (wanted.length > 0) tests.push((item) => has(item, wanted));
    if (refused.length > 0) tests.push((item) => !has(item, refused));
  }
  for (const term of terms.filter((each) => !each.key)) {
    const word = term.value.toLowerCase();
    tests.push((item) => item.text.includes(word) !== term.not);
  }
  return (item) => tests.every((test) => test(item));
}

function patterns(term: Term): string[][] {
  return term.value.split(',').map((alternative) => alternative.toLowerCase().split('*'));
}

/** Whether a value is made of these parts in this order, with anything between them. Linear: a regular expression would not be. */
function fits(value: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = value.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return value.length - last.length >= from && value.endsWith(last);
}
