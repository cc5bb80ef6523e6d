import { isInTable } from '../names.ts';
import { atDocument, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A request table does not say which parameters are mandatory, where the document's other tables do. */
export const mandatoryUnsaid: DocumentRule = {
  id: 'mandatory-unsaid',
  title: { en: 'Request table without a word on what is mandatory', zh: '请求表未说明是否必选' },

  find(document) {
    const bodyRows = document.operations.flatMap(({ rows }) =>
      rows.filter((row) => row.place === 'body' && isInTable(row)),
    );
    const said = bodyRows.filter(({ mandatory }) => mandatory !== undefined).length;
    if (said === 0) return [];
    return document.operations.flatMap((operation): Contradiction[] => {
      const silent = operation.rows.filter(
        (row) => row.place === 'body' && isInTable(row) && row.mandatory === undefined,
      );
      const [first] = silent;
      if (!first) return [];
      const names = silent.map(({ name }) => name).join(', ');
      return [
        {
          subject: `${operation.operation}/body`,
          places: [
            atRow(operation, first, `no word on whether ${names} ${silent.length > 1 ? 'are' : 'is'} mandatory`),
            atDocument(document, `${said} other request parameters have it`),
          ],
          rows: silent.map(({ id }) => id),
        },
      ];
    });
  },
};
