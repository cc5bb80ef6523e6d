import { againstExamples } from '../against-examples.ts';
import { brief, type Shown } from '../names.ts';

/** An example shows a value that is not among those that the table allows. */
export const enumeration = againstExamples(
  'enumeration',
  { en: 'Value in the example against those listed', zh: '示例取值与所列取值' },
  (row, values) => {
    if (!row.values) return undefined;
    const allowed = new Set(row.values);
    const wrong = values.flatMap(eachOf).find(({ value }) => value !== null && !allowed.has(value));
    if (!wrong) return undefined;
    return { says: `one of ${row.values.map(brief).join(', ')}`, shows: brief(wrong.value), keys: wrong.keys };
  },
);

/** The items of a list, each with its place; any other value itself. */
function eachOf(shown: Shown): Shown[] {
  if (!Array.isArray(shown.value)) return [shown];
  return shown.value.map((value, index) => ({ value, keys: [...shown.keys, index] }));
}
