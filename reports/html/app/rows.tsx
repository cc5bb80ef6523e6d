import { useMemo } from 'preact/hooks';
import { visible } from '../../visible.ts';
import { Ruling } from './clause.tsx';
import { useView } from './context.ts';
import type { RowItem } from './data.ts';
import { mostUrgent, page, rowItems } from './data.ts';
import { Filters } from './filters.tsx';
import { own } from './own.ts';
import { Badge, Pager, State } from './parts.tsx';
import { matcher, parseQuery } from './query.ts';
import { slice } from './search.tsx';

/** Rows on one page of the list. */
const PAGE_SIZE = 100;

/** Checks of a row that are shown with it; the others are behind a link. */
const CHECKS_SHOWN = 8;

/** The documents' rows that checks name, each with the verdicts on it. */
export function Rows() {
  const { state, say } = useView();
  const found = useMemo(() => rowItems.filter(matcher(parseQuery(state.query))), [state.query]);
  const { shown, current, pages } = slice(found, state.page, PAGE_SIZE);
  return (
    <div class="list">
      <h1 class="unseen">{say('nav.rows')}</h1>
      <Filters found={found.length} total={rowItems.length} kind="rows" />
      {found.length === 0 ? (
        <p class="empty">{say('filter.none')}</p>
      ) : (
        <table class="row-list">
          <thead>
            <tr>
              <th scope="col">
                {page.report.coverage ? `${say('list.state')} · ` : ''}
                {say('filter.verdict')}
              </th>
              <th scope="col">{say('list.row')}</th>
              <th scope="col">{say('list.clause')}</th>
              <th scope="col">{say('list.verdicts')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
      <Pager page={current} pages={pages} />
    </div>
  );
}

function Row({ item: { id, row, checks } }: { item: RowItem }) {
  const { say, text, name, link } = useView();
  const worst = checks.find((check) => check.verdict === mostUrgent(checks));
  const document = own(page.report.documents, row?.document ?? '');
  return (
    <tr>
      <td class="row-state">
        {row?.state ? <State state={row.state} /> : null} {worst ? <Badge check={worst} /> : null}
      </td>
      <td>
        <code>{visible(id)}</code>
        {row ? (
          <p class="muted">
            {visible(text(document?.title) || row.document)} · {visible(row.where)} · {name('place', row.place)}
          </p>
        ) : null}
      </td>
      <td class="words">
        {row ? (
          visible(text(row.clause))
        ) : (
          <span class="muted">{say('evidence.clause.upstream', { document: visible(id.split('#')[0] ?? id) })}</span>
        )}
        {row?.reason ? (
          <p class="because">
            <b>{name('state', 'excluded')}</b> {visible(text(row.reason))}
          </p>
        ) : null}
        <Ruling erratum={row?.erratum} />
      </td>
      <td>
        <ul class="row-checks">
          {checks.slice(0, CHECKS_SHOWN).map((check) => (
            <li key={check.id}>
              <a href={link({ view: 'checks', query: `row:${id}`, check: check.id, page: 1 })}>
                <Badge check={check} short /> {visible(check.id)}
              </a>
            </li>
          ))}
          {checks.length > CHECKS_SHOWN ? (
            <li>
              <a href={link({ view: 'checks', query: `row:${id}`, check: null, page: 1 })}>
                + {checks.length - CHECKS_SHOWN}
              </a>
            </li>
          ) : null}
        </ul>
      </td>
    </tr>
  );
}
