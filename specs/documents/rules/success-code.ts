import { groupBy } from '../compare.ts';
import { atDocument, atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation } from '../types.ts';
import { withoutVersion } from '../upstream.ts';

/** No success code at all, another than the same call has elsewhere, or one that is no success by the document's own words. */
export const successCode: DocumentRule = {
  id: 'success-code',
  title: { en: 'Success codes', zh: '正常响应码' },

  find(document) {
    const { operations } = document;
    const calls = operations.filter(({ path }) => path !== undefined);
    const silent = calls
      .filter((operation) => codesOf(operation) === '')
      .map((operation) => ({
        subject: `${operation.operation}/status`,
        places: [
          atOperation(operation, 'rows', 'no success code'),
          atDocument(document, 'does not state one in general either'),
        ],
        rows: [],
      }));
    return [...silent, ...betweenCalls(calls), ...operations.flatMap((operation) => unclassed(operation, operations))];
  },
};

function codesOf(operation: DocumentedOperation): string {
  const rows = operation.rows.filter(({ place }) => place === 'status');
  return rows
    .map(({ name }) => name)
    .sort()
    .join(', ');
}

/** Calls of the same method and path, whatever their version prefix: the code that fewer have is the odd one. */
function betweenCalls(calls: DocumentedOperation[]): Contradiction[] {
  const same = groupBy(calls, ({ method, path }) => `${method} ${withoutVersion(path!)}`);
  return [...same.values()].flatMap((group) => {
    const stating = group.filter((operation) => codesOf(operation) !== '');
    const [usual, ...odd] = [...groupBy(stating, codesOf)].sort(([, a], [, b]) => b.length - a.length);
    return odd.flatMap(([codes, others]) =>
      others.map((operation) => ({
        subject: `${operation.operation}/status`,
        places: [
          atOperation(operation, 'rows', `success code ${codes}`),
          atOperation(
            usual![1][0]!,
            'rows',
            `${usual![0]}, as in ${usual![1].length - 1} more calls of this method and path`,
          ),
        ],
        rows: operation.rows.filter(({ place }) => place === 'status').map(({ id }) => id),
      })),
    );
  });
}

/** Notes `success` and `failure` say which classes of codes there are. */
function unclassed(operation: DocumentedOperation, operations: DocumentedOperation[]): Contradiction[] {
  const notes = operations.flatMap((owner) =>
    owner.rows
      .filter(({ place, name, values }) => place === 'note' && ['success', 'failure'].includes(name) && values)
      .map((row) => ({ owner, row })),
  );
  if (notes.length === 0) return [];
  const classes = notes.flatMap(({ row }) => row.values!.map((value) => String(value)[0]));
  return operation.rows
    .filter(({ place, name }) => (place === 'status' || place === 'error') && !classes.includes(name[0]))
    .map((row) => ({
      subject: `${operation.operation}/${row.place}/${row.name}`,
      places: [
        atRow(operation, row, `lists ${row.name}`),
        atRow(notes[0]!.owner, notes[0]!.row, `codes are ${notes.flatMap((note) => note.row.values!).join(', ')}`),
      ],
      rows: [row.id],
    }));
}
