import { brief, lastMember, MessageRows, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** What the text says comes out, and the response example of a call that is done when it is answered shows another state. */
export const resultExample: DocumentRule = {
  id: 'result-example',
  title: { en: 'Resulting state against the example', zh: '结果状态与示例' },

  find({ operations }) {
    return operations.flatMap((operation) => {
      const result = operation.rows.find(({ place, name }) => place === 'state' && name === 'result.status');
      const isLater = operation.rows.some(({ place, name }) => place === 'state' && name === 'asynchronous');
      if (!result?.values || isLater) return [];
      const rows = new MessageRows(rowsOf(operation, 'response'));
      return operation.examples
        .filter(({ kind }) => kind === 'response')
        .flatMap((example): Contradiction[] => {
          const states = [...rows.read(example.body).shown].filter(([name]) => lastMember(name) === 'status');
          const wrong = states.flatMap(([, values]) => values).find(({ value }) => !result.values!.includes(value));
          if (!wrong) return [];
          return [
            {
              subject: `${operation.operation}/state/${result.name}/${example.name}`,
              places: [
                atExample(operation, example, brief(wrong.value), wrong.keys),
                atRow(operation, result, `comes out ${result.values!.map(brief).join(', ')}`),
              ],
              rows: [result.id],
            },
          ];
        });
    });
  },
};
