import { atExample } from '../places.ts';
import type { DocumentRule } from '../rule.ts';

/** An example that its author wrote is no JSON; it was mended in the inventory. */
export const brokenExample: DocumentRule = {
  id: 'broken-example',
  title: { en: 'Example that is no JSON', zh: '示例不是合法的 JSON' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.examples
        .filter(({ broken }) => broken !== undefined)
        .map((example) => ({
          subject: `${operation.operation}/${example.kind}/${example.name}`,
          places: [
            atExample(operation, example, example.broken!),
            { where: 'RFC 8259', says: 'JSON takes no such text' },
          ],
          rows: [],
        })),
    );
  },
};
