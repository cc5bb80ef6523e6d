import { brief, isInTable, MessageRows, rowsOf, typeOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import { fitsType } from '../type-words.ts';
import type { Contradiction } from '../types.ts';

/** The table names a type, and the example shows a value of another. A null is another rule's business. */
export const exampleType: DocumentRule = {
  id: 'example-type',
  title: { en: 'Type in the table against the value in the example', zh: '表中类型与示例取值' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const example of operation.examples) {
        const rows = new MessageRows(rowsOf(operation, example.kind));
        for (const [name, values] of rows.read(example.body).shown) {
          const row = rows.byName.get(name);
          if (!row?.type || !isInTable(row)) continue;
          const wrong = values.find(({ value }) => value !== null && fitsType(row.type!, value) === false);
          if (!wrong) continue;
          found.push({
            subject: `${operation.operation}/${row.place}/${row.name}/${example.name}`,
            places: [
              atRow(operation, row, `type ${row.type}`),
              atExample(operation, example, `${typeOf(wrong.value)} ${brief(wrong.value)}`, wrong.keys),
            ],
            rows: [row.id],
          });
        }
      }
    }
    return found;
  },
};
