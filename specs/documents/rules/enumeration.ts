import { brief, MessageRows, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** An example shows a value that is not among those that the table allows. */
export const enumeration: DocumentRule = {
  id: 'enumeration',
  title: { en: 'Value in the example against those listed', zh: '示例取值与所列取值' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const example of operation.examples) {
        const rows = new MessageRows(rowsOf(operation, example.kind));
        for (const [name, values] of rows.read(example.body).shown) {
          const row = rows.byName.get(name);
          if (!row?.values) continue;
          const allowed = new Set(row.values);
          const each = values.flatMap((shown) =>
            Array.isArray(shown.value)
              ? shown.value.map((value, index) => ({ value, keys: [...shown.keys, index] }))
              : [shown],
          );
          const wrong = each.find(({ value }) => value !== null && !allowed.has(value));
          if (!wrong) continue;
          found.push({
            subject: `${operation.operation}/${row.place}/${row.name}/${example.name}`,
            places: [
              atRow(operation, row, `one of ${row.values.map(brief).join(', ')}`),
              atExample(operation, example, brief(wrong.value), wrong.keys),
            ],
            rows: [row.id],
          });
        }
      }
    }
    return found;
  },
};
