import { MessageRows, rowsOf } from '../names.ts';
import { atExample, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';
import { inWords, isWithin } from '../upstream.ts';

/** An example shows fields together that no single microversion has. */
export const mixedMicroversions: DocumentRule = {
  id: 'mixed-microversions',
  title: { en: 'Fields of several microversions in one example', zh: '同一示例混用多个微版本的字段' },

  find({ operations }, { upstream }) {
    return operations.flatMap((operation) =>
      operation.examples.flatMap((example): Contradiction[] => {
        const place = example.kind === 'request' ? 'body' : 'response';
        const { shown } = new MessageRows(rowsOf(operation, example.kind)).read(example.body);
        const fields = [...shown].flatMap(([name, values]) => {
          const ranges = upstream.rangesOf(operation, place, name);
          return ranges && ranges.length > 0 ? [{ name, keys: values[0]!.keys, ranges }] : [];
        });
        const absent = upstream.boundaries.map((version) => fields.filter(({ ranges }) => !isWithin(version, ranges)));
        const fewest = absent.reduce((best, next) => (next.length < best.length ? next : best));
        const [odd] = fewest;
        const other =
          odd && fields.find(({ ranges }) => !ranges.some((range) => odd.ranges.some((one) => meet(range, one))));
        if (!odd || !other) return [];
        return [
          {
            subject: `${operation.operation}/${place}/${example.name}`,
            places: [
              atExample(operation, example, `shows ${odd.name}, which the API has in ${inWords(odd.ranges)}`, odd.keys),
              atExample(
                operation,
                example,
                `shows ${other.name}, which it has in ${inWords(other.ranges)}`,
                other.keys,
              ),
              upstreamSays('no microversion has both'),
            ],
            rows: [],
          },
        ];

        function meet(one: Parameters<typeof inWords>[0][number], two: typeof one): boolean {
          return upstream.boundaries.some((version) => isWithin(version, [one]) && isWithin(version, [two]));
        }
      }),
    );
  },
};
