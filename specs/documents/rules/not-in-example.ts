import { isInTable, MessageRows, plainName, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** The table lists a response field, and no example shows it, though one shows the object that it belongs to. */
export const notInExample: DocumentRule = {
  id: 'not-in-example',
  title: { en: 'In the table, not in the example', zh: '表中有而示例中没有' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      const examples = operation.examples.filter(({ kind, body }) => kind === 'response' && body !== undefined);
      const all = rowsOf(operation, 'response');
      const rows = new MessageRows(all);
      const read = examples.map((example) => ({ example, shown: rows.read(example.body).shown }));
      for (const row of all) {
        const name = plainName(row.name);
        if (read.some(({ shown }) => shown.has(name))) continue;
        const parent = name.split('.').slice(0, -1).join('.');
        const near = read.find(({ shown }) => parent === '' || shown.has(parent));
        if (!near) continue;
        const said = isInTable(row) ? 'listed' : 'said to be in the example';
        const keys = parent === '' ? [] : near.shown.get(parent)![0]!.keys;
        found.push({
          subject: `${operation.operation}/response/${row.name}`,
          places: [atRow(operation, row, said), atExample(operation, near.example, 'does not show it', keys)],
          rows: [row.id],
        });
      }
    }
    return found;
  },
};
