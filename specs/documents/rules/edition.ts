import { atDocument, atOperation } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A part of the document stands in some of its languages only. */
export const edition: DocumentRule = {
  id: 'edition',
  title: { en: 'One language edition against the other', zh: '不同语言版本之间' },

  find(document) {
    return document.operations.flatMap((operation): Contradiction[] => {
      const missing = document.languages.filter(
        (language) => operation.editions && !operation.editions.includes(language),
      );
      if (missing.length === 0) return [];
      return [
        {
          subject: operation.operation,
          places: [
            atOperation(operation, 'editions', `stands in the edition ${operation.editions!.join(', ')}`),
            atDocument(document, `the edition ${missing.join(', ')} does not have it`),
          ],
          rows: operation.rows.map(({ id }) => id),
        },
      ];
    });
  },
};
