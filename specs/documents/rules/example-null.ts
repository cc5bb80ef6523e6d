import { isInTable, MessageRows, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import { fitsType } from '../type-words.ts';
import type { Contradiction } from '../types.ts';

/** The table names a type without a word of null, and the example shows null. */
export const exampleNull: DocumentRule = {
  id: 'example-null',
  title: { en: 'A type in the table, null in the example', zh: '表中有类型而示例为 null' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const example of operation.examples) {
        const rows = new MessageRows(rowsOf(operation, example.kind));
        for (const [name, values] of rows.read(example.body).shown) {
          const row = rows.byName.get(name);
          if (!row?.type || !isInTable(row) || fitsType(row.type, null) !== false) continue;
          const empty = values.find(({ value }) => value === null);
          if (!empty) continue;
          found.push({
            subject: `${operation.operation}/${row.place}/${row.name}/${example.name}`,
            places: [atRow(operation, row, `type ${row.type}`), atExample(operation, example, 'null', empty.keys)],
            rows: [row.id],
          });
        }
      }
    }
    return found;
  },
};
