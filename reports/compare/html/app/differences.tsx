import { own } from '../../../html/app/own.ts';
import { Said } from '../../../html/app/parts.tsx';
import { Choice } from '../../../html/app/search.tsx';
import { visible } from '../../../visible.ts';
import { SOURCES, WEIGHTS } from '../../model.ts';
import { DifferenceDetail } from './detail.tsx';
import { List } from './list.tsx';
import { compared, comparison, type DifferenceItem, differenceItems, KEYS, useWords } from './page.ts';
import { WeightBadge } from './parts.tsx';

const operations = [...new Set(comparison.differences.flatMap((difference) => difference.operations))].sort();
const kinds = [...new Set(comparison.differences.map(({ kind }) => kind))];

/** The differences, the gravest first, and beside them the one that is open. */
export function Differences() {
  const { tell, named, text } = useWords();
  const title = (kind: string) => text(own(comparison.kinds, kind)?.title) || kind;
  return (
    <List
      title={tell('nav.differences')}
      items={differenceItems}
      hint={tell('filter.hint.differences')}
      placeholder="differs:field-only operation:server.* lacks:B"
      idOf={({ difference }) => difference.id}
      table={(shown) => <Table items={shown} />}
      detail={(id, neighbours) => <DifferenceDetail id={id} neighbours={neighbours} />}
      choices={
        <>
          <Choice
            keys={KEYS}
            field="weight"
            title={tell('filter.weight')}
            options={WEIGHTS.map((weight) => [weight, named('weight', weight)])}
          />
          <Choice
            keys={KEYS}
            field="source"
            title={tell('filter.source')}
            options={SOURCES.map((source) => [source, named('source', source)])}
          />
          <Choice
            keys={KEYS}
            field="differs"
            title={tell('filter.kind')}
            options={kinds.map((kind) => [kind, title(kind)])}
          />
          <Choice
            keys={KEYS}
            field="operation"
            title={tell('filter.operation')}
            options={operations.map((operation) => [operation, operation])}
          />
          <Choice
            keys={KEYS}
            field="lacks"
            title={tell('filter.lacks')}
            options={compared.map(({ id, name }) => [id, id === name ? name : `${id} ${name}`])}
          />
        </>
      }
    />
  );
}

function Table({ items }: { items: readonly DifferenceItem[] }) {
  const { tell } = useWords();
  return (
    <table class="check-list differences">
      <thead>
        <tr>
          <th scope="col">{tell('filter.weight')}</th>
          <th scope="col">{tell('list.what')}</th>
          <th scope="col">{tell('list.breaks')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.difference.id} item={item} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item: { difference } }: { item: DifferenceItem }) {
  const { state, text, link } = useWords();
  const { id, kind, weight, subject, operations: where, breaks } = difference;
  const isOpen = state.check === id;
  return (
    <tr class={isOpen ? 'current' : ''}>
      <td>
        <WeightBadge weight={weight} />
      </td>
      <td>
        <a class="check-link" id={`check ${id}`} href={link({ check: id })} aria-current={isOpen ? 'true' : undefined}>
          {visible(subject || where.join(', ') || kind)}
        </a>
        <p class="muted">
          {visible(text(own(comparison.kinds, kind)?.title) || kind)}
          {where.length > 0 && !subject.startsWith(`${where[0]}`) ? ` · ${visible(where[0]!)}` : ''}
          {where.length > 1 ? ` + ${where.length - 1}` : ''}
        </p>
      </td>
      <td class="words">
        <Said text={text(breaks)} />
      </td>
    </tr>
  );
}
