import { isInTable } from '../names.ts';
import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import { SYNONYMS } from '../type-words.ts';
import type { Contradiction } from '../types.ts';

/** A table has another word for a type than the tables beside it, or none at all. */
export const typeWord: DocumentRule = {
  id: 'type-word',
  title: { en: 'Unusual or missing word for a type', zh: '类型用词不一致或缺失' },

  find({ operations }) {
    const usual = new Set(operations.flatMap(({ rows }) => rows.flatMap(({ type }) => type ?? [])));
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const row of operation.rows) {
        if (!['body', 'response', 'query'].includes(row.place) || !isInTable(row)) continue;
        const subject = `${operation.operation}/${row.place}/${row.name}`;
        const common = row.type && SYNONYMS[row.type];
        if (common && usual.has(common)) {
          const place = atOperation(operation, 'rows', `elsewhere the document says ${common}`);
          found.push({ subject, places: [atRow(operation, row, `type ${row.type}`), place], rows: [row.id] });
        } else if (row.type === undefined && row.in?.includes('table')) {
          const neighbours = operation.rows.filter(({ place, type }) => place === row.place && type !== undefined);
          if (neighbours.length === 0) continue;
          const place = atOperation(operation, 'rows', `${neighbours.length} other rows of the table have a type`);
          found.push({ subject, places: [atRow(operation, row, 'no type'), place], rows: [row.id] });
        }
      }
    }
    return found;
  },
};
