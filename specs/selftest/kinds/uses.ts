import { errorAnswer } from '../errors.ts';
import { namedRows } from '../rows.ts';
import type { MutantKind } from '../types.ts';

export const useRefused: MutantKind = {
  id: 'use-refused',
  title: { en: 'A use that the document describes is refused', zh: '文档描述的用法被拒绝' },
  rule: 'documented-use',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const { id, rows: names } of operation.exercise ?? []) {
        const rows = namedRows(subject.contract, operation, names);
        const name = `${operation.id}/${id ?? 'documented'}`;
        const sent = subject
          .accepted(operation)
          .filter(({ intent, scenario }) => intent === 'case' && scenario.split('@')[0] === name);
        for (const exchange of rows.length > 0 ? subject.few(sent) : []) {
          const status = subject.chance.one([400, 403, 404, 409]);
          yield {
            id: `${name}/${exchange.id}/${status}`,
            operation: operation.id,
            expect: { rows, codes: ['use-refused'], pointers: ['/status'] },
            change: { exchanges: [errorAnswer(subject, operation, exchange, status)] },
          };
        }
      }
    }
  },
};
