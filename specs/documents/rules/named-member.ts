import { isInTable, plainName } from '../names.ts';
import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow } from '../types.ts';

/** The text names members of a message that its table does not list, or says that there are no others than a few. */
export const namedMember: DocumentRule = {
  id: 'named-member',
  title: { en: 'Members that the text names against the table', zh: '正文所提成员与表' },

  find({ operations }) {
    return operations.flatMap((operation) => [...strangers(operation), ...onlyMembers(operation)]);
  },
};

/** A limit that names neighbours or members of what it is on: all of them have to be in the table. */
function strangers(operation: DocumentedOperation): Contradiction[] {
  return operation.rows.flatMap((limit): Contradiction[] => {
    if (limit.place !== 'limit' || !limit.on || !limit.values) return [];
    const [place = '', ...rest] = limit.on.split('/');
    const target = plainName(rest.join('/'));
    const around = [target, target.split('.').slice(0, -1).join('.')];
    const listed = new Set(operation.rows.filter((row) => row.place === place).map(({ name }) => plainName(name)));
    const isListed = (value: unknown): boolean => around.some((parent) => listed.has(`${parent}.${String(value)}`));
    const unknown = limit.values.filter((value) => !isListed(value));
    if (unknown.length === 0 || unknown.length === limit.values.length) return [];
    return [contradiction(operation, limit, `names ${unknown.join(', ')}`, `does not list ${unknown.join(', ')}`)];
  });
}

/** A note `response.members` gives the only members that the response is said to have. */
function onlyMembers(operation: DocumentedOperation): Contradiction[] {
  return operation.rows.flatMap((note): Contradiction[] => {
    if (note.place !== 'note' || note.name !== 'response.members' || !note.values) return [];
    const members = operation.rows
      .filter((row) => row.place === 'response' && isInTable(row))
      .map(({ name }) => plainName(name));
    const own = new Set(members.filter((name) => name.split('.').length === 2).map((name) => name.split('.')[1]!));
    const absent = note.values.filter((value) => !own.has(String(value)));
    const more = [...own].filter((name) => !note.values!.includes(name));
    if (absent.length === 0 && more.length === 0) return [];
    const says = `the table lists ${more.length} others${absent.length > 0 ? `, and not ${absent.join(', ')}` : ''}`;
    return [contradiction(operation, note, `only ${note.values.join(', ')}`, says)];
  });
}

function contradiction(operation: DocumentedOperation, row: DocumentedRow, says: string, table: string): Contradiction {
  return {
    subject: `${operation.operation}/${row.place}/${row.name}`,
    places: [atRow(operation, row, says), atOperation(operation, 'rows', table)],
    rows: [row.id],
  };
}
