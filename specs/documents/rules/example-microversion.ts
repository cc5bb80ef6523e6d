import { atExample, atOperation, atRow } from '../places.ts';
import { askedInWords, askedVersion } from '../recommended.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** An example is headed by another microversion than the one that the document recommends. */
export const exampleMicroversion: DocumentRule = {
  id: 'example-microversion',
  title: { en: 'Microversion of an example against the recommended one', zh: '示例微版本与推荐微版本' },

  find(document) {
    return document.operations.flatMap((operation) => {
      const asked = askedVersion(document, operation);
      return operation.examples.flatMap((example): Contradiction[] => {
        const version = /[(（]v?(\d+\.\d+)[)）]/.exec(example.where ?? '')?.[1];
        if (version === undefined || version === asked.version) return [];
        const says = askedInWords(asked);
        const isOwn = asked.row !== undefined && operation.rows.includes(asked.row);
        return [
          {
            subject: `${operation.operation}/${example.kind}/${example.name}`,
            places: [
              atExample(operation, example, `headed ${version}`),
              isOwn ? atRow(operation, asked.row!, says) : atOperation(operation, 'rows', says),
            ],
            rows: isOwn ? [asked.row!.id] : [],
          },
        ];
      });
    });
  },
};
