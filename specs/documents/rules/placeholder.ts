import { isObject } from '../../../schemas/fold.ts';
import { brief, type Shown } from '../names.ts';
import { atExample, atOperation } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** Values that nobody can have meant: made-up words, and addresses without a host. */
const PLACEHOLDER = /^fake(_|$)|^ssh-rsa fake|^https?:\/\/(None|xxx)(\/|$)/;

/** A response example shows placeholders where real values would say what the field looks like. */
export const placeholder: DocumentRule = {
  id: 'placeholder',
  title: { en: 'Placeholders in an example', zh: '示例中的占位内容' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.examples
        .filter(({ kind }) => kind === 'response')
        .flatMap((example): Contradiction[] => {
          const made = strings(example.body).filter(({ value }) => PLACEHOLDER.test(String(value)));
          const [first] = made;
          if (!first) return [];
          const members = [...new Set(made.map(({ keys }) => keys.filter((key) => typeof key === 'string').join('.')))];
          return [
            {
              subject: `${operation.operation}/response/${example.name}`,
              places: [
                atExample(operation, example, `${brief(first.value)}, ${made.length} such values in all`, first.keys),
                atOperation(operation, 'rows', `${members.join(', ')}: real values in a real answer`),
              ],
              rows: [],
            },
          ];
        }),
    );
  },
};

function strings(value: unknown, keys: (string | number)[] = []): Shown[] {
  if (typeof value === 'string') return [{ value, keys }];
  if (Array.isArray(value)) return value.flatMap((item, index) => strings(item, [...keys, index]));
  return isObject(value) ? Object.entries(value).flatMap(([key, member]) => strings(member, [...keys, key])) : [];
}
