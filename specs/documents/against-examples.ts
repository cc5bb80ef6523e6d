import { MessageRows, rowsOf, type Shown } from './names.ts';
import { atExample, atRow } from './places.ts';
import type { DocumentRule } from './rule.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow } from './types.ts';

/** A value of an example that is not what its row says. */
interface Departure {
  keys: Shown['keys'];
  /** What the row says, and what the example shows. */
  says: string;
  shows: string;
}

/** Says what is wrong among the values that an example shows of a row, if anything. */
type Look = (row: DocumentedRow, values: Shown[]) => Departure | undefined;

/** A rule that holds what each example shows of each row against that row. */
export function againstExamples(id: string, title: DocumentRule['title'], look: Look): DocumentRule {
  return { id, title, find: ({ operations }) => departures(operations, look) };
}

function departures(operations: DocumentedOperation[], look: Look): Contradiction[] {
  const found: Contradiction[] = [];
  for (const operation of operations) {
    for (const example of operation.examples) {
      const rows = new MessageRows(rowsOf(operation, example.kind));
      for (const [name, values] of rows.read(example.body).shown) {
        const row = rows.byName.get(name);
        const departure = row && look(row, values);
        if (!departure) continue;
        const { says, shows, keys } = departure;
        found.push({
          subject: `${operation.operation}/${row.place}/${row.name}/${example.name}`,
          places: [atRow(operation, row, says), atExample(operation, example, shows, keys)],
          rows: [row.id],
        });
      }
    }
  }
  return found;
}
