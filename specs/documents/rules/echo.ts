import { brief, MessageRows, rowsOf, type Shown } from '../names.ts';
import { atExample } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedExample, DocumentedOperation } from '../types.ts';

/** The response example of a call shows another value than any of its request examples sent. */
export const echo: DocumentRule = {
  id: 'echo',
  title: { en: 'Request example against response example', zh: '请求示例与响应示例' },

  find({ operations }) {
    return operations.flatMap((operation) => {
      const sent = scalars(operation, 'request');
      const answered = scalars(operation, 'response');
      return [...sent].flatMap(([name, requests]): Contradiction[] => {
        const responses = answered.get(name);
        if (!responses) return [];
        const agree = requests.some(({ shown }) => responses.some((other) => other.shown.value === shown.value));
        if (agree) return [];
        const [request, response] = [requests[0]!, responses[0]!];
        const row = operation.rows.find((candidate) => candidate.place === 'response' && candidate.name === name);
        return [
          {
            subject: `${operation.operation}/response/${name}`,
            places: [
              atExample(operation, request.example, `sends ${brief(request.shown.value)}`, request.shown.keys),
              atExample(operation, response.example, `shows ${brief(response.shown.value)}`, response.shown.keys),
            ],
            rows: row ? [row.id] : [],
          },
        ];
      });
    });
  },
};

function scalars(
  operation: DocumentedOperation,
  kind: 'request' | 'response',
): Map<string, { example: DocumentedExample; shown: Shown }[]> {
  const found = new Map<string, { example: DocumentedExample; shown: Shown }[]>();
  const rows = new MessageRows(rowsOf(operation, kind));
  for (const example of operation.examples.filter((candidate) => candidate.kind === kind)) {
    for (const [name, values] of rows.read(example.body).shown) {
      for (const shown of values.filter(({ value }) => typeof value !== 'object')) {
        found.set(name, [...(found.get(name) ?? []), { example, shown }]);
      }
    }
  }
  return found;
}
