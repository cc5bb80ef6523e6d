import { plainName } from '../names.ts';
import { atRow, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';
import { inWords } from '../upstream.ts';

/** The document says from or until when something exists, and the API begins or ends it elsewhere. */
export const microversionRange: DocumentRule = {
  id: 'microversion-range',
  title: { en: 'Microversion notes against the API', zh: '微版本说明与 API' },

  find({ operations }, { upstream }) {
    return operations.flatMap((operation) =>
      operation.rows.flatMap((row): Contradiction[] => {
        if (row.from === undefined && row.until === undefined) return [];
        const ranges = upstream.rangesOf(operation, row.place, plainName(row.name));
        const [only, ...more] = ranges ?? [];
        if (!only || more.length > 0 || (only.from === row.from && only.until === row.until)) return [];
        const own = { ...(row.from ? { from: row.from } : {}), ...(row.until ? { until: row.until } : {}) };
        return [
          {
            subject: `${operation.operation}/${row.place}/${row.name}`,
            places: [atRow(operation, row, inWords([own])), upstreamSays(inWords([only]))],
            rows: [row.id],
          },
        ];
      }),
    );
  },
};
