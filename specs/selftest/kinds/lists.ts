import { isObject } from '../../../schemas/fold.ts';
import type { ListTable } from '../../contract/list.ts';
import { valuesAt } from '../../contract/selection.ts';
import type { Operation } from '../../contract/types.ts';
import type { Intent, ListMark } from '../../recording/types.ts';
import { idOf, itemsOf, withItems } from '../listed-items.ts';
import { rowsOf } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

interface Listed {
  operation: Operation;
  exchange: Answered;
  list: ListTable;
  mark: ListMark;
  items: Record<string, unknown>[];
  /** The rows of a query parameter. */
  rows: (parameter: string) => string[];
}

export const filterIgnored: MutantKind = {
  id: 'filter-ignored',
  title: { en: 'A filter is ignored', zh: '过滤条件被忽略' },
  rule: 'query-effect',

  *mutants(subject) {
    for (const { operation, exchange, list, mark, items, rows } of listed(subject, 'query')) {
      const stray = (mark.out ?? []).map((id) => itemOf(subject, operation, list, id)).find(isObject);
      if (!stray || !operation.list?.filters?.[mark.parameter]) continue;
      yield {
        id: `${operation.id}/${mark.parameter}/${exchange.id}`,
        operation: operation.id,
        expect: { rows: rows(mark.parameter), codes: ['query-ignored'], pointers: [list.items] },
        change: { exchanges: [withItems(exchange, list, [...items, stray])] },
      };
    }
  },
};

export const filterInverted: MutantKind = {
  id: 'filter-inverted',
  title: { en: 'A filter lists what does not fit', zh: '过滤结果相反' },
  rule: 'query-effect',

  *mutants(subject) {
    for (const { operation, exchange, list, mark, items, rows } of listed(subject, 'query')) {
      const wanted = mark.in ?? [];
      if (wanted.length === 0 || !operation.list?.filters?.[mark.parameter]) continue;
      const strays = (mark.out ?? []).map((id) => itemOf(subject, operation, list, id)).filter(isObject);
      const kept = items.filter((item) => !wanted.includes(idOf(item, list)));
      yield {
        id: `${operation.id}/${mark.parameter}/${exchange.id}`,
        operation: operation.id,
        expect: { rows: rows(mark.parameter), codes: ['query-misses'], pointers: [list.items] },
        change: { exchanges: [withItems(exchange, list, [...kept, ...strays])] },
      };
    }
  },
};

export const filterEmpty: MutantKind = {
  id: 'filter-empty',
  title: { en: 'A filter selects nothing', zh: '过滤结果为空' },
  rule: 'query-effect',

  *mutants(subject) {
    for (const { operation, exchange, list, mark, rows } of listed(subject, 'query')) {
      if ((mark.in ?? []).length === 0 || !operation.list?.filters?.[mark.parameter]) continue;
      yield {
        id: `${operation.id}/${mark.parameter}/${exchange.id}`,
        operation: operation.id,
        expect: { rows: rows(mark.parameter), codes: ['query-misses'], pointers: [list.items] },
        change: { exchanges: [withItems(exchange, list, [])] },
      };
    }
  },
};

export const orderWrong: MutantKind = {
  id: 'order-wrong',
  title: { en: 'A list comes in the wrong order', zh: '列表顺序错误' },
  rule: 'sorting',

  *mutants(subject) {
    for (const { operation, exchange, list, mark, items, rows } of listed(subject, 'sort')) {
      const { order } = list;
      const key = order?.keys[mark.parameter];
      if (!order || key === undefined) continue;
      const values = items.map((item) => valuesAt(item, key)?.[0] ?? mark.known?.[idOf(item, list)]);
      const plain = values.filter((value) => typeof value === 'number' || /^[a-z0-9:TZ.+-]*$/.test(String(value)));
      if (new Set(plain).size < 2 || plain.length < values.length) continue;
      const backwards = withItems(exchange, list, items.toReversed());
      yield {
        id: `${operation.id}/${mark.parameter}/${exchange.id}`,
        operation: operation.id,
        expect: { rows: rows(mark.value === 'asc' ? order.key : order.direction), codes: ['order-wrong'] },
        change: { exchanges: [backwards] },
      };
    }
  },
};

/** Lists that were asked for with a parameter that the documents know. */
function* listed(subject: Subject, intent: Intent): Iterable<Listed> {
  for (const operation of subject.operations()) {
    const { list } = operation;
    if (!list) continue;
    const rows = (parameter: string): string[] => rowsOf(subject.contract, operation, 'query', parameter);
    for (const exchange of subject.accepted(operation)) {
      const { list: mark } = exchange;
      const items = itemsOf(exchange, list);
      if (exchange.intent !== intent || !mark || !items || (intent === 'query' && rows(mark.parameter).length === 0))
        continue;
      const named = mark.value === 'asc' ? list.order?.key : list.order?.direction;
      if (intent === 'sort' && (!named || rows(named).length === 0)) continue;
      yield { operation, exchange, list, mark, items, rows };
    }
  }
}

/** An item of a list by its id, wherever the list shows it. */
function itemOf(subject: Subject, operation: Operation, list: ListTable, id: string): unknown {
  for (const exchange of subject.accepted(operation)) {
    const found = itemsOf(exchange, list)?.find((item) => idOf(item, list) === id);
    if (found) return found;
  }
  return undefined;
}
