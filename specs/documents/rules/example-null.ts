import { againstExamples } from '../against-examples.ts';
import { isInTable } from '../names.ts';
import { fitsType } from '../type-words.ts';

/** The table names a type without a word of null, and the example shows null. */
export const exampleNull = againstExamples(
  'example-null',
  { en: 'A type in the table, null in the example', zh: '表中有类型而示例为 null' },
  (row, values) => {
    if (!row.type || !isInTable(row) || fitsType(row.type, null) !== false) return undefined;
    const empty = values.find(({ value }) => value === null);
    return empty && { says: `type ${row.type}`, shows: 'null', keys: empty.keys };
  },
);
