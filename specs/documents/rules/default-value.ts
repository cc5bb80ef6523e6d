import { brief } from '../names.ts';
import { atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import { fitsType } from '../type-words.ts';
import type { Contradiction } from '../types.ts';

/** A default or a listed value is not of the type that the same row names, or the default is not among the values. */
export const defaultValue: DocumentRule = {
  id: 'default-value',
  title: { en: 'Default and values against the type', zh: '默认值、取值与类型' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const row of operation.rows.filter(({ place }) => ['body', 'response', 'query'].includes(place))) {
        const given = [...(row.values ?? []), ...(row.default === undefined ? [] : [row.default])];
        const isItem = row.type === 'array';
        const wrong = isItem ? undefined : given.find((value) => row.type && fitsType(row.type, value) === false);
        const isStranger = row.default !== undefined && row.values !== undefined && !row.values.includes(row.default);
        if (wrong === undefined && !isStranger) continue;
        const said = wrong === undefined ? `default ${brief(row.default)}` : brief(wrong);
        found.push({
          subject: `${operation.operation}/${row.place}/${row.name}`,
          places: [
            atRow(
              operation,
              row,
              wrong === undefined ? `one of ${row.values!.map(brief).join(', ')}` : `type ${row.type}`,
            ),
            atRow(operation, row, said),
          ],
          rows: [row.id],
        });
      }
    }
    return found;
  },
};
