import { byMember, disagreements } from '../compare.ts';
import { brief } from '../names.ts';
import type { DocumentRule } from '../rule.ts';

/** Two tables list different values for the same member of the same object. */
export const valuesDisagreement: DocumentRule = {
  id: 'values-disagreement',
  title: { en: 'One table against another: values', zh: '表与表之间：取值' },

  find(document) {
    const isMember = (place: string): boolean => ['body', 'response', 'query'].includes(place);
    const members = byMember([document], (row) => isMember(row.place) && row.values !== undefined);
    return disagreements(members, (row) => row.values!.map(brief).sort().join(', '));
  },
};
