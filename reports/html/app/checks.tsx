import { useMemo } from 'preact/hooks';
import { visible } from '../../visible.ts';
import { useView } from './context.ts';
import type { Item } from './data.ts';
import { items, page } from './data.ts';
import { Evidence } from './evidence.tsx';
import { Filters } from './filters.tsx';
import { own } from './own.ts';
import { Badge, Pager, Said } from './parts.tsx';
import { matcher, parseQuery } from './query.ts';
import { slice } from './search.tsx';

/** Checks on one page of the list. */
const PAGE_SIZE = 100;

/** The list of checks, and beside it the evidence of the one that is open. */
export function Checks() {
  const { state, say } = useView();
  const found = useMemo(() => items.filter(matcher(parseQuery(state.query))), [state.query]);
  const { shown, current, pages } = slice(found, state.page, PAGE_SIZE);
  const position = state.check === null ? -1 : found.findIndex((item) => item.check.id === state.check);
  const before = position > 0 ? found[position - 1]?.check.id : undefined;
  const after = position >= 0 ? found[position + 1]?.check.id : undefined;
  return (
    <div class={state.check === null ? 'checks' : 'checks split'}>
      <h1 class="unseen">{say('nav.checks')}</h1>
      <div class="list">
        <Filters found={found.length} total={items.length} kind="checks" />
        {found.length === 0 ? <p class="empty">{say('filter.none')}</p> : <Table items={shown} />}
        <Pager page={current} pages={pages} />
      </div>
      {state.check === null ? null : (
        <Evidence id={state.check} neighbours={{ ...(before ? { before } : {}), ...(after ? { after } : {}) }} />
      )}
    </div>
  );
}

function Table({ items: shown }: { items: readonly Item[] }) {
  const { say } = useView();
  return (
    <table class="check-list">
      <thead>
        <tr>
          <th scope="col">{say('filter.verdict')}</th>
          <th scope="col">{say('filter.level')}</th>
          <th scope="col">{say('list.check')}</th>
          <th scope="col">{say('list.finding')}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((item) => (
          <CheckRow key={item.check.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function CheckRow({ item: { check } }: { item: Item }) {
  const { state, text, name, link } = useView();
  const rule = own(page.report.rules, check.rule);
  const words = text(check.finding?.message ?? check.detail) || (check.reason ? name('reason', check.reason) : '');
  return (
    <tr class={state.check === check.id ? 'current' : ''}>
      <td>
        <Badge check={check} />
      </td>
      <td>
        <span class={`level ${check.level}`}>{name('level', check.level)}</span>
      </td>
      <td>
        <a
          class="check-link"
          id={`check ${check.id}`}
          href={link({ check: check.id })}
          aria-current={state.check === check.id ? 'true' : undefined}
        >
          {visible(check.id)}
        </a>
      </td>
      <td class="words">{words ? <Said text={words} /> : <span class="muted">{visible(text(rule?.title))}</span>}</td>
    </tr>
  );
}
