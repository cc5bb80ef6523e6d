import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** The document lists a method that no operation has, or an operation has one that is not listed. */
export const method: DocumentRule = {
  id: 'method',
  title: { en: 'Methods listed against those used', zh: '所列请求方法与实际使用' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.rows
        .filter(({ place, name, values }) => place === 'note' && name === 'methods' && values !== undefined)
        .flatMap((note): Contradiction[] => {
          const listed = note.values!.map(String);
          const used = new Set(operations.flatMap((other) => other.method ?? []));
          const idle = listed.filter((name) => !used.has(name));
          const strange = operations.filter((other) => other.method && !listed.includes(other.method));
          return [
            ...idle.map((name) => ({
              subject: `${operation.operation}/note/methods/${name}`,
              places: [
                atRow(operation, note, `lists ${name}`),
                atOperation(operation, 'rows', 'no operation of the document has it'),
              ],
              rows: [note.id],
            })),
            ...strange.map((other) => ({
              subject: `${other.operation}/method`,
              places: [
                atOperation(other, 'method', `method ${other.method}`),
                atRow(operation, note, 'does not list it'),
              ],
              rows: [note.id],
            })),
          ];
        }),
    );
  },
};
