import type { ListTable } from '../contract/list.ts';
import { valuesAt } from '../contract/selection.ts';
import { textOf } from '../judge/compare.ts';
import { fail, inconclusive, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { isBusy } from './facts.ts';
import { idIn, itemsIn, noList, planQuery, triedWith } from './list-evidence.ts';

/** Items come in the order that was asked for. The key is judged on the lists that go up, the direction on those that go down. */
export const sorting: Rule = {
  id: 'sorting',
  title: { en: 'Sorted as asked for', zh: '按要求排序' },

  plan(operation, contract) {
    const { order } = operation.list ?? {};
    if (!order) return [];
    return [order.key, order.direction].flatMap((name) => planQuery(contract, operation, name, name));
  },

  judge(check, operation, evidence) {
    const list = operation.list!;
    const direction = check.detail === list.order!.key ? 'asc' : 'desc';
    const tried = triedWith(operation, evidence, 'sort', (mark) => mark.value === direction);
    const judged = tried.filter((exchange) => !isBusy(exchange));
    const telling: Exchange[] = [];
    for (const exchange of judged) {
      const items = itemsIn(exchange, list);
      if (!items) return noList(exchange, `${list.order!.key}=${exchange.list!.parameter}`);
      const values = sortable(exchange, items, list);
      const wrong = values.findIndex((value, index) => index > 0 && isBefore(value, values[index - 1]!, direction));
      if (wrong > 0) return outOfOrder(exchange, values[wrong]!, values[wrong - 1]!, list);
      if (new Set(values.map(({ value }) => value)).size > 1) telling.push(exchange);
    }
    if (telling.length > 0) return pass(telling);
    if (judged.length > 0) {
      const detail = { en: 'All that was listed is alike.', zh: '所列各项的值都相同。' };
      return inconclusive('not-told-apart', detail, judged);
    }
    return tried.length > 0 ? targetBusy(tried) : unobserved(operation, evidence, 'sort');
  },
};

interface Place {
  index: number;
  value: string | number;
}

/** The values by which items are sorted, of those that are known and of which every collation thinks alike. */
function sortable(exchange: Exchange, items: unknown[], list: ListTable): Place[] {
  const { parameter, known } = exchange.list!;
  const pointer = list.order!.keys[parameter]!;
  return items.flatMap((item, index): Place[] => {
    const value = valuesAt(item, pointer)?.[0] ?? known?.[idIn(item, list)];
    if (typeof value === 'number') return [{ index, value }];
    return typeof value === 'string' && /^[a-z0-9:TZ.+-]*$/.test(value) ? [{ index, value }] : [];
  });
}

function isBefore({ value }: Place, { value: last }: Place, direction: string): boolean {
  if (typeof value !== typeof last) return false;
  return direction === 'asc' ? value < last : value > last;
}

function outOfOrder(exchange: Exchange, place: Place, last: Place, list: ListTable) {
  const { parameter, value: direction } = exchange.list!;
  return fail(
    {
      code: 'order-wrong',
      pointer: `${list.items}/${place.index}`,
      expected: { [list.order!.key]: parameter, [list.order!.direction]: direction },
      actual: [last.value, place.value],
      message: {
        en: `Sorted by ${parameter} ${direction}, ${textOf(place.value)} comes after ${textOf(last.value)}.`,
        zh: `按 ${parameter} ${direction} 排序时，${textOf(place.value)} 排在 ${textOf(last.value)} 之后。`,
      },
    },
    [exchange],
  );
}
