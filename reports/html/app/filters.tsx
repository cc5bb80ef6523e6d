import { useEffect, useRef, useState } from 'preact/hooks';
import { LEVEL_ORDER, VERDICT_ORDER } from '../../text.ts';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import { own, page } from './data.ts';
import { Sign } from './parts.tsx';
import type { Key, Searchable } from './query.ts';
import { askedValue, parseQuery, withValue } from './query.ts';

/** Time without typing after which the list follows the search field. */
const TYPING_PAUSE_MS = 120;

/** The filters above a list. All of them only write the query, which is the one truth. */
export function Filters({ found, total, kind }: { found: number; total: number; kind: 'checks' | 'rows' }) {
  const { say, state, go } = useView();
  return (
    <search class="filters" aria-label={say('filter.title')}>
      <QueryField />
      <div class="filter-row">
        <VerdictFilter />
        <Choice field="level" options={LEVEL_ORDER.map((level) => [level, level])} named />
        <Choice field="operation" options={titled(page.report.operations)} />
        <Choice field="rule" options={titled(page.report.rules)} />
        {state.query ? (
          <button type="button" onClick={() => go({ query: '', page: 1 })}>
            {say('filter.clear')}
          </button>
        ) : null}
        <output class="count" aria-live="polite">
          {say(`filter.count.${kind}`, { count: found, total })}
        </output>
      </div>
    </search>
  );
}

function QueryField() {
  const { say, state, go } = useView();
  const [text, setText] = useState(state.query);
  const sent = useRef(state.query);
  useEffect(() => {
    if (state.query === sent.current) return;
    sent.current = state.query;
    setText(state.query);
  }, [state.query]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      go({ query: text, page: 1 }, true);
    }, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div class="query">
      <label for="query">{say('filter.query')}</label>
      <input
        id="query"
        type="search"
        value={text}
        spellcheck={false}
        autocomplete="off"
        aria-describedby="query-hint"
        placeholder="verdict:fail operation:server.* level:must"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id="query-hint" class="muted">
        {say('filter.hint')}
      </p>
    </div>
  );
}

function VerdictFilter() {
  const { say, name, state, go } = useView();
  const current = askedValue(parseQuery(state.query), 'verdict');
  return (
    <fieldset class="verdicts">
      <legend class="unseen">{say('filter.verdict')}</legend>
      {VERDICT_ORDER.map((verdict) => (
        <button
          key={verdict}
          type="button"
          aria-pressed={current === verdict}
          onClick={() =>
            go({ query: withValue(state.query, 'verdict', current === verdict ? null : verdict), page: 1 })
          }
        >
          <Sign verdict={verdict} /> {name('verdict', verdict)}
        </button>
      ))}
    </fieldset>
  );
}

function Choice({
  field,
  options,
  named,
}: {
  field: Key & ('level' | 'operation' | 'rule');
  options: [string, string][];
  named?: boolean;
}) {
  const { say, name, state, go } = useView();
  const terms = parseQuery(state.query).filter((term) => term.key === field);
  const current = askedValue(terms, field);
  const isListed = current !== null && options.some(([value]) => value === current);
  const selected = terms.length === 0 ? '' : isListed ? current : '*';
  return (
    <label class="choice">
      <span>{say(`filter.${field}`)}</span>
      <select
        value={selected}
        onChange={(event) => go({ query: withValue(state.query, field, event.currentTarget.value || null), page: 1 })}
      >
        <option value="">{say('filter.all')}</option>
        {selected === '*' ? (
          <option value="*" disabled>
            {say('filter.several')}
          </option>
        ) : null}
        {options.map(([value, title]) => (
          <option key={value} value={value}>
            {named ? name('level', value) : visible(title)}
          </option>
        ))}
      </select>
    </label>
  );
}

function titled(record: Record<string, unknown>): [string, string][] {
  return Object.keys(record)
    .filter((id) => own(record, id))
    .map((id) => [id, id]);
}

/** The part of a list that is on a page. */
export function slice<T extends Searchable>(found: readonly T[], asked: number, size: number) {
  const pages = Math.max(1, Math.ceil(found.length / size));
  const current = Math.min(asked, pages);
  return { shown: found.slice((current - 1) * size, current * size), current, pages };
}
