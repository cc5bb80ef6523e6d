import { plainName } from '../names.ts';
import { atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** The column calls a parameter mandatory, and the text beside it makes that depend on something. */
export const mandatoryCondition: DocumentRule = {
  id: 'mandatory-condition',
  title: { en: 'Mandatory, and then again on a condition only', zh: '必选与条件必选' },

  find({ operations }) {
    return operations.flatMap((operation) => {
      const conditions = operation.rows.filter(
        ({ place, name }) => place === 'limit' && /\.(required|mandatory)$/.test(name),
      );
      return conditions.flatMap((condition): Contradiction[] => {
        const row = operation.rows.find(
          ({ place, name }) => plainName(`${place}/${name}`) === plainName(condition.on ?? ''),
        );
        if (row?.mandatory !== true) return [];
        return [
          {
            subject: `${operation.operation}/${row.place}/${row.name}`,
            places: [
              atRow(operation, row, 'mandatory'),
              atRow(operation, condition, condition.en ?? 'mandatory on a condition'),
            ],
            rows: [row.id, condition.id],
          },
        ];
      });
    });
  },
};
