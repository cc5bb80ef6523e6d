import { isObject } from '../../schemas/fold.ts';
import type { ListTable } from '../contract/list.ts';
import { valueAt } from '../judge/fields.ts';
import { put, withBody } from './change.ts';
import type { Answered } from './subject.ts';

/** The items of an answer; undefined where it is no list. */
export function itemsOf(exchange: Answered | undefined, list: ListTable): Record<string, unknown>[] | undefined {
  const items = exchange && valueAt(exchange.response.body, list.items);
  return Array.isArray(items) && items.every(isObject) ? items : undefined;
}

/** The id of an item. */
export function idOf(item: unknown, list: ListTable): string {
  return String(valueAt(item, list.id));
}

/** An answer that lists other items. */
export function withItems(exchange: Answered, list: ListTable, items: unknown[]): Answered {
  return withBody(exchange, put(exchange.response.body, list.items, items));
}
