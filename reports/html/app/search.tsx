import { useEffect, useRef, useState } from 'preact/hooks';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import type { Searchable } from './query.ts';
import { askedValue, KEYS, parseQuery, withValue } from './query.ts';

/** Time without typing after which the list follows the search field. */
const TYPING_PAUSE_MS = 120;

/** The search field. The list follows it a moment after the last key. */
export function QueryField({ hint, placeholder }: { hint: string; placeholder: string }) {
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
        placeholder={placeholder}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id="query-hint" class="muted">
        {hint}
      </p>
    </div>
  );
}

/** A list from which one value of a key is chosen. `options`: values and their titles; `keys`: all that the page's queries know. */
export function Choice({
  field,
  title,
  options,
  keys = KEYS,
}: {
  field: string;
  title: string;
  options: [string, string][];
  keys?: readonly string[];
}) {
  const { say, state, go } = useView();
  const terms = parseQuery(state.query, keys).filter((term) => term.key === field);
  const current = askedValue(terms, field);
  const isListed = current !== null && options.some(([value]) => value === current);
  const selected = terms.length === 0 ? '' : isListed ? current : '*';
  return (
    <label class="choice">
      <span>{title}</span>
      <select
        value={selected}
        onChange={(event) =>
          go({ query: withValue(state.query, field, event.currentTarget.value || null, keys), page: 1 })
        }
      >
        <option value="">{say('filter.all')}</option>
        {selected === '*' ? (
          <option value="*" disabled>
            {say('filter.several')}
          </option>
        ) : null}
        {options.map(([value, label]) => (
          <option key={value} value={value}>
            {visible(label)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The part of a list that is on a page. */
export function slice<T extends Searchable>(found: readonly T[], asked: number, size: number) {
  const pages = Math.max(1, Math.ceil(found.length / size));
  const current = Math.min(asked, pages);
  return { shown: found.slice((current - 1) * size, current * size), current, pages };
}
