import { MessageRows, plainName, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A request example lacks a parameter that the table calls mandatory. */
export const mandatoryMissing: DocumentRule = {
  id: 'mandatory-missing',
  title: { en: 'Mandatory parameter missing in the example', zh: '示例缺少必选参数' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      const all = rowsOf(operation, 'request');
      const rows = new MessageRows(all);
      for (const example of operation.examples) {
        if (example.kind !== 'request' || example.body === undefined) continue;
        const { shown } = rows.read(example.body);
        for (const row of all.filter(({ mandatory }) => mandatory === true)) {
          const name = plainName(row.name);
          const parent = name.split('.').slice(0, -1).join('.');
          if (shown.has(name) || (parent !== '' && !shown.has(parent))) continue;
          found.push({
            subject: `${operation.operation}/body/${row.name}/${example.name}`,
            places: [
              atRow(operation, row, 'mandatory'),
              atExample(operation, example, 'does not have it', parent === '' ? [] : shown.get(parent)![0]!.keys),
            ],
            rows: [row.id],
          });
        }
      }
    }
    return found;
  },
};
