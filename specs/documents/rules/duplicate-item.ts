import { MessageRows, rowsOf } from '../names.ts';
import { atExample } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** A list in an example shows the same item twice. */
export const duplicateItem: DocumentRule = {
  id: 'duplicate-item',
  title: { en: 'The same item twice in an example', zh: '示例中重复的条目' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const example of operation.examples) {
        const { shown } = new MessageRows(rowsOf(operation, example.kind)).read(example.body);
        for (const [name, values] of shown) {
          for (const { value, keys } of values) {
            if (!Array.isArray(value)) continue;
            const texts = value.map((item) => JSON.stringify(item));
            const second = texts.findIndex((text, index) => texts.indexOf(text) !== index);
            if (second < 0) continue;
            const first = texts.indexOf(texts[second]!);
            found.push({
              subject: `${operation.operation}/${example.kind}/${name}/${example.name}`,
              places: [
                atExample(operation, example, 'an item', [...keys, first]),
                atExample(operation, example, 'the same item once more', [...keys, second]),
              ],
              rows: [],
            });
          }
        }
      }
    }
    return found;
  },
};
