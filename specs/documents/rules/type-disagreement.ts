import { byMember, disagreements } from '../compare.ts';
import { isInTable } from '../names.ts';
import type { DocumentRule } from '../rule.ts';
import { usualType } from '../type-words.ts';

/** Two tables give the same member of the same object different types. */
export const typeDisagreement: DocumentRule = {
  id: 'type-disagreement',
  title: { en: 'One table against another: types', zh: '表与表之间：类型' },

  find(document) {
    const isMember = (place: string): boolean => place === 'body' || place === 'response';
    const members = byMember([document], (row) => isMember(row.place) && row.type !== undefined && isInTable(row));
    return disagreements(members, (row) => `type ${usualType(row.type!)}`);
  },
};
