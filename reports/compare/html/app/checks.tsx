import { Said } from '../../../html/app/parts.tsx';
import { Choice } from '../../../html/app/search.tsx';
import { LEVEL_ORDER } from '../../../text.ts';
import { visible } from '../../../visible.ts';
import type { JoinState } from '../../model.ts';
import { CheckDetail } from './detail.tsx';
import { List } from './list.tsx';
import { type CheckItem, checkItems, compared, comparison, KEYS, useWords } from './page.ts';
import { SideName, SideVerdict } from './parts.tsx';

const STATES: readonly JoinState[] = ['different', 'only-here', 'not-comparable', 'same'];
const operations = [...new Set(comparison.checks.map(({ operation }) => operation))].sort();
const rules = [...new Set(comparison.checks.map(({ rule }) => rule))].sort();

/** The checks of all runs, each with the verdicts of all of them. */
export function Checks() {
  const { tell, say, named, name } = useWords();
  const plain = (values: readonly string[]) => values.map((value): [string, string] => [value, value]);
  return (
    <List
      title={tell('nav.checks')}
      items={checkItems}
      hint={tell('filter.hint.checks')}
      placeholder="differs:different operation:server.* a:pass b:fail"
      idOf={({ check }) => check.id}
      table={(shown) => <Table items={shown} />}
      detail={(id, neighbours) => <CheckDetail id={id} neighbours={neighbours} />}
      choices={
        <>
          <Choice
            keys={KEYS}
            field="differs"
            title={tell('filter.state')}
            options={STATES.map((state) => [state, named('state', state)])}
          />
          <Choice
            keys={KEYS}
            field="level"
            title={say('filter.level')}
            options={LEVEL_ORDER.map((level) => [level, name('level', level)])}
          />
          <Choice keys={KEYS} field="operation" title={tell('filter.operation')} options={plain(operations)} />
          <Choice keys={KEYS} field="rule" title={tell('filter.rule')} options={plain(rules)} />
        </>
      }
    />
  );
}

function Table({ items }: { items: readonly CheckItem[] }) {
  const { tell, say } = useWords();
  return (
    <table class="check-list joined">
      <thead>
        <tr>
          {compared.map(({ id }) => (
            <th key={id} scope="col">
              <SideName id={id} short />
            </th>
          ))}
          <th scope="col">{tell('filter.state')}</th>
          <th scope="col">{say('list.check')}</th>
          <th scope="col">{say('list.finding')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.check.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item: { check } }: { item: CheckItem }) {
  const { state, text, named, link } = useWords();
  const telling = check.sides.find(({ verdict }) => verdict === 'fail') ?? check.sides.find(({ message }) => message);
  const isOpen = state.check === check.id;
  return (
    <tr class={isOpen ? 'current' : ''}>
      {check.sides.map((side) => (
        <td key={side.side} class="verdict-cell">
          <SideVerdict side={side} level={check.level} />
        </td>
      ))}
      <td class="joined-state">{named('state', check.state)}</td>
      <td>
        <a
          class="check-link"
          id={`check ${check.id}`}
          href={link({ check: check.id })}
          aria-current={isOpen ? 'true' : undefined}
        >
          {visible(check.id)}
        </a>
      </td>
      <td class="words muted">
        {telling?.message ? (
          <>
            {visible(telling.side)}: <Said text={text(telling.message)} />
          </>
        ) : null}
      </td>
    </tr>
  );
}
