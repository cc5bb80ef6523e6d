import { byMember, disagreements } from '../compare.ts';
import type { DocumentRule } from '../rule.ts';
import { usualType } from '../type-words.ts';

/** Two documents of one vendor give the same member of a response different types. The finding is that of the later one. */
export const betweenDocuments: DocumentRule = {
  id: 'between-documents',
  title: { en: 'One document against another of the vendor', zh: '同一厂商的文档之间' },

  find(document, { documents }) {
    const earlier = documents.filter(({ id, vendor }) => vendor === document.vendor && id < document.id);
    if (earlier.length === 0) return [];
    const isField = (place: string): boolean => place === 'response';
    const own = byMember([document], (row) => isField(row.place) && row.type !== undefined);
    const theirs = byMember(earlier, (row) => isField(row.place) && row.type !== undefined);
    const shared = [...own].flatMap(([key, rows]) => {
      const others = theirs.get(key);
      return others ? [{ key, rows: [...rows, ...others] }] : [];
    });
    const members = new Map(shared.map(({ key, rows }) => [key, rows]));
    return disagreements(members, (row) => `type ${usualType(row.type!)}`).map((contradiction) => ({
      ...contradiction,
      places: contradiction.places.map((place) => ({ ...place, where: `${documentOf(place.file)}: ${place.where}` })),
    }));

    function documentOf(file: string | undefined): string {
      const owner = documents.find(({ operations }) => operations.some((operation) => operation.file === file));
      return owner?.id ?? document.id;
    }
  },
};
