import { isObject } from '../../../schemas/fold.ts';
import { MessageRows, rowsOf } from '../names.ts';
import { atExample } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** In one example, an item of a list has a member that another item lacks. */
export const exampleUneven: DocumentRule = {
  id: 'example-uneven',
  title: { en: 'In some items of the example only', zh: '仅在示例的部分条目中' },

  find({ operations }) {
    const found = new Map<string, Contradiction>();
    for (const operation of operations) {
      for (const example of operation.examples.filter(({ kind }) => kind === 'response')) {
        const rows = new MessageRows(rowsOf(operation, 'response'));
        const { shown } = rows.read(example.body);
        for (const [name, values] of shown) {
          const items = values.flatMap(({ value, keys }) =>
            Array.isArray(value) ? value.map((item, index) => ({ item, keys: [...keys, index] })) : [],
          );
          for (const { has, lacks, key } of uneven(items)) {
            const row = rows.byName.get(rows.find(name, key) ?? '');
            if (!row) continue;
            const subject = `${operation.operation}/response/${row.name}`;
            found.set(subject, {
              subject,
              places: [
                atExample(operation, example, `has ${key}`, [...has, key]),
                atExample(operation, example, `has no ${key}`, lacks),
              ],
              rows: [row.id],
            });
          }
        }
      }
    }
    return [...found.values()];
  },
};

type Keys = (string | number)[];

function uneven(items: { item: unknown; keys: Keys }[]): { key: string; has: Keys; lacks: Keys }[] {
  const objects = items.filter((entry): entry is { item: Record<string, unknown>; keys: Keys } => isObject(entry.item));
  const names = new Set(objects.flatMap(({ item }) => Object.keys(item)));
  return [...names].flatMap((key) => {
    const lacks = objects.find(({ item }) => !Object.hasOwn(item, key));
    const has = objects.find(({ item }) => Object.hasOwn(item, key));
    return lacks && has ? [{ key, has: has.keys, lacks: lacks.keys }] : [];
  });
}
