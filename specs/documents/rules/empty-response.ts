import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';

/** The text says that the answer has no body, and a table or an example shows one; or nothing is said of an answer at all. */
export const emptyResponse: DocumentRule = {
  id: 'empty-response',
  title: { en: 'What is said of the body of the answer', zh: '关于响应消息体' },

  find({ operations }) {
    return operations.flatMap((operation): Contradiction[] => {
      if (operation.path === undefined) return [];
      const note = operation.rows.find(({ place, name }) => place === 'note' && name === 'response.empty');
      const first = operation.rows.find(({ place }) => place === 'response');
      const shown = operation.examples.some(({ kind }) => kind === 'response');
      const subject = `${operation.operation}/response`;
      if (note && first) {
        const places = [atRow(operation, note, 'no body'), atRow(operation, first, 'a field of the body')];
        return [{ subject, places, rows: [note.id, first.id] }];
      }
      if (note || first || shown) return [];
      const others = operations.filter(({ rows }) =>
        rows.some(({ place }) => place === 'response' || place === 'note'),
      ).length;
      const places = [
        atOperation(operation, 'rows', 'not a word on the answer'),
        atOperation(operation, 'operation', `${others} other entries say what is answered`),
      ];
      return [{ subject, places, rows: [] }];
    });
  },
};
