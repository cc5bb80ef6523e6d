import { LEVEL_ORDER, STATE_ORDER, VERDICT_ORDER } from '../../text.ts';
import { useView } from './context.ts';
import { page } from './data.ts';
import { own } from './own.ts';
import { Sign } from './parts.tsx';
import { askedValue, parseQuery, withValue } from './query.ts';
import { Choice, QueryField } from './search.tsx';

/** The filters above a list. All of them only write the query, which is the one truth. */
export function Filters({ found, total, kind }: { found: number; total: number; kind: 'checks' | 'rows' }) {
  const { say, name, state, go } = useView();
  return (
    <search class="filters" aria-label={say('filter.title')}>
      <QueryField hint={say('filter.hint')} placeholder="verdict:fail operation:server.* level:must" />
      <div class="filter-row">
        <VerdictFilter />
        <Choice
          field="level"
          title={say('filter.level')}
          options={LEVEL_ORDER.map((level) => [level, name('level', level)])}
        />
        {kind === 'rows' && page.report.coverage ? (
          <Choice
            field="state"
            title={say('list.state')}
            options={STATE_ORDER.map((state) => [state, name('state', state)])}
          />
        ) : null}
        <Choice field="operation" title={say('filter.operation')} options={titled(page.report.operations)} />
        <Choice field="rule" title={say('filter.rule')} options={titled(page.report.rules)} />
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

function titled(record: Record<string, unknown>): [string, string][] {
  return Object.keys(record)
    .filter((id) => own(record, id))
    .map((id) => [id, id]);
}
