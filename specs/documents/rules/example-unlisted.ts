import { brief, isInTable, MessageRows, rowsOf } from '../names.ts';
import { atExample, atOperation } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedExample, DocumentedOperation } from '../types.ts';

/** An example shows a member that the table does not list. Members of an object that is not listed itself go without saying. */
export const exampleUnlisted: DocumentRule = {
  id: 'example-unlisted',
  title: { en: 'In the example, not in the table', zh: '示例中有而表中没有' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.examples.flatMap((example) => unlisted(operation, example)).filter(isFirst),
    );
  },
};

function unlisted(operation: DocumentedOperation, example: DocumentedExample): Contradiction[] {
  const all = rowsOf(operation, example.kind);
  if (!all.some(isInTable)) return [];
  const place = example.kind === 'request' ? 'body' : 'response';
  const rows = new MessageRows(all);
  const { shown, unlisted: strangers } = rows.read(example.body);
  const listed = [...shown].flatMap(([name, values]) => {
    const row = rows.byName.get(name);
    return row && !isInTable(row) && !isInside(name) ? [{ name: row.name, id: row.id, shown: values[0]! }] : [];
  });
  return [...listed, ...strangers.map((stranger) => ({ ...stranger, id: undefined }))].map(
    ({ name, id, shown: value }) => ({
      subject: `${operation.operation}/${place}/${name}`,
      places: [
        atExample(operation, example, `${name} is ${brief(value.value)}`, value.keys),
        atOperation(operation, 'rows', 'the table has no such member'),
      ],
      rows: id === undefined ? [] : [id],
    }),
  );

  /** Its object is not listed itself, or is a map of which the table lists the members at large. */
  function isInside(name: string): boolean {
    const parent = name.split('.').slice(0, -1).join('.');
    const owner = rows.byName.get(parent);
    const any = rows.byName.get(`${parent}.*`);
    return (owner !== undefined && !isInTable(owner)) || (any !== undefined && isInTable(any));
  }
}

function isFirst(contradiction: Contradiction, index: number, all: Contradiction[]): boolean {
  return all.findIndex(({ subject }) => subject === contradiction.subject) === index;
}
