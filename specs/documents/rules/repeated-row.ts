import { atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';

/** A table lists the same thing more than once. */
export const repeatedRow: DocumentRule = {
  id: 'repeated-row',
  title: { en: 'Listed more than once', zh: '重复列出' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.rows
        .filter(({ repeated }) => repeated !== undefined)
        .map((row) => ({
          subject: `${operation.operation}/${row.place}/${row.name}`,
          places: [
            atRow(operation, row, `listed${row.type ? ` as ${row.type}` : ''}`),
            atRow(operation, row, `listed again, ${row.repeated} times in all`),
          ],
          rows: [row.id],
        })),
    );
  },
};
