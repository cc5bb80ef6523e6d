import { plainName } from '../names.ts';
import { atDocument, atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow } from '../types.ts';

/**
 * Notes of the form `release-NN.…` say what came with an edition: each thing that they name has to be in its table, what they say
 * of some operations has to be said in each of them and in no other, and the newest has to be the document's own.
 */
export const releaseNotes: DocumentRule = {
  id: 'release-notes',
  title: { en: 'Release notes against the tables', zh: '发布记录与各表' },

  find(document) {
    const { operations } = document;
    return operations.flatMap((owner) => {
      const notes = owner.rows.filter(({ place, name }) => place === 'note' && name.startsWith('release-'));
      if (notes.length === 0) return [];
      const found = notes.flatMap((note) => [...listed(owner, note, operations), ...stated(owner, note, operations)]);
      const dates = notes
        .filter(({ name }) => name.endsWith('.date'))
        .sort((a, b) => (String(a.value) < String(b.value) ? 1 : -1));
      const [newest] = dates;
      if (newest && document.date && String(newest.value) < document.date) {
        found.push({
          subject: `${owner.operation}/note/${newest.name}`,
          places: [
            atRow(owner, newest, `the newest entry is of ${String(newest.value)}`),
            atDocument(document, `the cover says ${document.date}`),
          ],
          rows: [newest.id],
        });
      }
      return found;
    });
  },
};

/** `release-NN.<operation>.<place>`: members that came. `release-NN.operations`: operations that came. */
function listed(owner: DocumentedOperation, note: DocumentedRow, operations: DocumentedOperation[]): Contradiction[] {
  const about = note.name.replace(/^release-\w+\./, '');
  const table = operations.find(({ operation }) => about.startsWith(`${operation}.`) && operation !== owner.operation);
  const place = table && about.slice(table.operation.length + 1);
  const absent = (note.values ?? []).map(String).filter((value) => {
    if (about === 'operations') return !operations.some(({ operation }) => operation === value);
    if (!table) return false;
    return !table.rows.some(
      (row) => row.place === place && (plainName(row.name) === value || plainName(row.name).endsWith(`.${value}`)),
    );
  });
  return absent.map((value) => ({
    subject: `${owner.operation}/note/${note.name}/${value}`,
    places: [atRow(owner, note, `says that ${value} came`), atOperation(table ?? owner, 'rows', 'no table has it')],
    rows: [note.id],
  }));
}

/** `release-NN.<state>`: operations of which the state is said. */
function stated(owner: DocumentedOperation, note: DocumentedRow, operations: DocumentedOperation[]): Contradiction[] {
  const state = note.name.replace(/^release-\w+\./, '');
  const having = operations.filter(({ rows }) => rows.some((row) => row.place === 'state' && row.name === state));
  if (having.length === 0 || !note.values) return [];
  const named = note.values.map(String);
  const silent = operations.filter((operation) => named.includes(operation.operation) && !having.includes(operation));
  const unnamed = having.filter(({ operation }) => !named.includes(operation));
  return [...silent, ...unnamed].map((operation) => {
    const isNamed = named.includes(operation.operation);
    return {
      subject: `${owner.operation}/note/${note.name}/${operation.operation}`,
      places: [
        atRow(owner, note, isNamed ? `names ${operation.operation}` : `does not name ${operation.operation}`),
        atOperation(operation, 'rows', isNamed ? `says nothing of ${state}` : `states ${state}`),
      ],
      rows: [note.id],
    };
  });
}
