import { valuesAt } from '../contract/selection.ts';
import { membersOf, sendList, withList } from './list-call.ts';
import type { Scenario } from './scenario.ts';

/** Sends a list sorted by a key, upwards and downwards. */
export function tryOrder(key: string): Scenario['carryOut'] {
  return (scenario, tools) =>
    withList(scenario, tools, async (call) => {
      const order = call.table.order!;
      const keyOf = (item: unknown): unknown => valuesAt(item, order.keys[key]!)?.[0];
      const members = await membersOf(call, ({ item }) => keyOf(item) !== undefined);
      const known = Object.fromEntries(
        members.filter(({ hidden }) => !hidden).map(({ id, item }) => [id, keyOf(item) ?? null]),
      );
      const send = (direction: string) =>
        sendList(call, { [order.key]: key, [order.direction]: direction }, { parameter: key, value: direction, known });
      await send('asc');
      return send('desc');
    });
}
