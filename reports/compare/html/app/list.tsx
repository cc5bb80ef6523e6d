import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Pager } from '../../../html/app/parts.tsx';
import { matcher, parseQuery, type Searchable } from '../../../html/app/query.ts';
import { QueryField, slice } from '../../../html/app/search.tsx';
import { KEYS, useWords } from './page.ts';

/** Entries on one page of a list. */
const PAGE_SIZE = 100;

/** A list with its search field, and beside it what is open. */
export function List<T extends Searchable>(props: {
  title: string;
  items: readonly T[];
  hint: string;
  placeholder: string;
  choices: ComponentChildren;
  table: (shown: readonly T[]) => ComponentChildren;
  detail: (id: string, neighbours: { before?: string; after?: string }) => ComponentChildren;
  idOf: (item: T) => string;
}) {
  const { state, tell, say, go } = useWords();
  const { items, idOf } = props;
  const found = useMemo(() => items.filter(matcher(parseQuery(state.query, KEYS))), [items, state.query]);
  const { shown, current, pages } = slice(found, state.page, PAGE_SIZE);
  const open = state.check;
  const position = open === null ? -1 : found.findIndex((item) => idOf(item) === open);
  const before = position > 0 ? found[position - 1] : undefined;
  const after = position >= 0 ? found[position + 1] : undefined;
  const neighbours = { ...(before ? { before: idOf(before) } : {}), ...(after ? { after: idOf(after) } : {}) };
  return (
    <div class={open === null ? 'checks' : 'checks split'}>
      <h1 class="unseen">{props.title}</h1>
      <div class="list">
        <search class="filters" aria-label={say('filter.title')}>
          <QueryField hint={props.hint} placeholder={props.placeholder} />
          <div class="filter-row">
            {props.choices}
            {state.query ? (
              <button type="button" onClick={() => go({ query: '', page: 1 })}>
                {say('filter.clear')}
              </button>
            ) : null}
            <output class="count" aria-live="polite">
              {tell('filter.count', { count: found.length, total: items.length })}
            </output>
          </div>
        </search>
        {found.length === 0 ? <p class="empty">{say('filter.none')}</p> : props.table(shown)}
        <Pager page={current} pages={pages} />
      </div>
      {open === null ? null : props.detail(open, neighbours)}
    </div>
  );
}
