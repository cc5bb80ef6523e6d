import type { DocumentRule } from '../rule.ts';

/** Contradictions that take a reader: prose against prose, or against what the API does. `fixtures/documents/readings/` lists them. */
export const reading: DocumentRule = {
  id: 'reading',
  title: { en: 'Found by reading', zh: '阅读发现' },

  find(document) {
    return document.readings.map(({ id, operation, places, file, line }) => ({
      subject: `${operation}/${id}`,
      places: places.map((place) => ({ ...place, file, ...(line ? { line } : {}) })),
      rows: [],
    }));
  },
};
