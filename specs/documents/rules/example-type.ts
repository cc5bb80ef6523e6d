import { againstExamples } from '../against-examples.ts';
import { brief, isInTable, typeOf } from '../names.ts';
import { fitsType } from '../type-words.ts';

/** The table names a type, and the example shows a value of another. A null is another rule's business. */
export const exampleType = againstExamples(
  'example-type',
  { en: 'Type in the table against the value in the example', zh: '表中类型与示例取值' },
  (row, values) => {
    const { type } = row;
    if (!type || !isInTable(row)) return undefined;
    const wrong = values.find(({ value }) => value !== null && fitsType(type, value) === false);
    return wrong && { says: `type ${type}`, shows: `${typeOf(wrong.value)} ${brief(wrong.value)}`, keys: wrong.keys };
  },
);
