import { plainName } from '../names.ts';
import { atRow, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A parameter or field that the API which the document builds on has in no microversion. */
export const upstreamField: DocumentRule = {
  id: 'upstream-field',
  title: { en: 'Not in the API that the document builds on', zh: '文档所基于的 API 中不存在' },

  find({ operations }, { upstream }) {
    return operations.flatMap((operation) => {
      const strange = operation.rows.filter((row) => upstream.rangesOf(operation, row.place, row.name)?.length === 0);
      const names = new Set(strange.map(({ place, name }) => `${place}/${plainName(name)}`));
      return strange.flatMap((row): Contradiction[] => {
        const parent = `${row.place}/${plainName(row.name).split('.').slice(0, -1).join('.')}`;
        if (names.has(parent)) return [];
        return [
          {
            subject: `${operation.operation}/${row.place}/${row.name}`,
            places: [atRow(operation, row, 'documented'), upstreamSays('has it in no microversion')],
            rows: [row.id],
          },
        ];
      });
    });
  },
};
