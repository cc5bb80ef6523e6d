import { inRange } from '../../../schemas/version.ts';
import { atOperation, atRow, upstreamSays } from '../places.ts';
import { askedInWords, askedVersion } from '../recommended.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';
import { inWords, isWithin } from '../upstream.ts';

/** A parameter or field does not exist in the microversion that the document has its reader ask for. */
export const recommendedMicroversion: DocumentRule = {
  id: 'recommended-microversion',
  title: { en: 'Not there in the recommended microversion', zh: '推荐微版本中不存在' },

  find(document, { upstream }) {
    return document.operations.flatMap((operation) => {
      const asked = askedVersion(document, operation);
      return operation.rows.flatMap((row): Contradiction[] => {
        const ranges = upstream.rangesOf(operation, row.place, row.name);
        if (!ranges || ranges.length === 0 || isWithin(asked.version, ranges)) return [];
        // The document itself says that it is another version's.
        if (!inRange(asked.version, row)) return [];
        const reader = asked.row && operation.rows.includes(asked.row) ? asked.row : undefined;
        return [
          {
            subject: `${operation.operation}/${row.place}/${row.name}`,
            places: [
              atRow(operation, row, `listed for ${asked.version}`),
              reader
                ? atRow(operation, reader, askedInWords(asked))
                : atOperation(operation, 'rows', askedInWords(asked)),
              upstreamSays(`has it in ${inWords(ranges)}`),
            ],
            rows: [row.id],
          },
        ];
      });
    });
  },
};
