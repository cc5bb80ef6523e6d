import { isInTable, memberOf } from '../names.ts';
import { atRow } from '../places.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow, DocumentRule } from '../types.ts';
import { usualType } from '../type-words.ts';

/** Two tables give the same member of the same object different types. */
export const typeDisagreement: DocumentRule = {
  id: 'type-disagreement',
  title: { en: 'One table against another: types', zh: '表与表之间：类型' },

  find({ operations }) {
    const members = new Map<string, { operation: DocumentedOperation; row: DocumentedRow }[]>();
    for (const operation of operations) {
      for (const row of operation.rows) {
        if (!['body', 'response'].includes(row.place) || !row.type || !isInTable(row)) continue;
        const { parent, member } = memberOf(row.name);
        const key = parent === '' ? member : `${parent}.${member}`;
        members.set(key, [...(members.get(key) ?? []), { operation, row }]);
      }
    }
    return [...members].flatMap(([key, entries]): Contradiction[] => {
      const byType = Map.groupBy(entries, ({ row }) => usualType(row.type!));
      if (byType.size < 2) return [];
      return [
        {
          subject: `*/${key}`,
          places: [...byType].map(([type, [first, ...more]]) =>
            atRow(first!.operation, first!.row, `type ${type}${more.length > 0 ? ` (and ${more.length} more)` : ''}`),
          ),
          rows: entries.map(({ row }) => row.id),
        },
      ];
    });
  },
};
