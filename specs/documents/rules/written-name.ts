import { lastMember, MessageRows, plainName, rowsOf } from '../names.ts';
import { atExample, atRow, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow, Place } from '../types.ts';

/** The document writes another name than the one that it means, as an example, another table or the API shows. */
export const writtenName: DocumentRule = {
  id: 'written-name',
  title: { en: 'Name written otherwise than it is meant', zh: '书写的名称与实际名称不一致' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.rows.flatMap((row): Contradiction[] => {
        // Path parameters are compared with their template, states with the states that there are.
        if (row.written === undefined || ['path', 'state'].includes(row.place) || isOnlyMarked(row)) return [];
        return [
          {
            subject: `${operation.operation}/${row.place}/${row.name}`,
            places: [atRow(operation, row, `writes ${row.written}`), meant(operation, row)],
            rows: [row.id],
          },
        ];
      }),
    );
  },
};

/** A mark such as `(Optional)`, or a value after a colon, leaves the name as it is. */
function isOnlyMarked(row: DocumentedRow): boolean {
  const bare = row.written!.replace(/\s*[(（].*[)）]\s*$/, '').replace(/:\s.*$/, '');
  return bare === lastMember(row.name) || plainName(row.name).endsWith(bare);
}

function meant(operation: DocumentedOperation, row: DocumentedRow): Place {
  for (const example of operation.examples) {
    const values = new MessageRows(rowsOf(operation, example.kind)).read(example.body).shown.get(plainName(row.name));
    const named = values?.find(({ keys }) => keys.at(-1) === lastMember(row.name));
    if (named) return atExample(operation, example, `shows ${lastMember(row.name)}`, named.keys);
  }
  return upstreamSays(`knows ${lastMember(row.name)}`);
}
