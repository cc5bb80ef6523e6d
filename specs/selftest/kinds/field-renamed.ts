import { rename, withBody } from '../change.ts';
import { fieldPlaces, mayBeMissed } from '../fields.ts';
import type { MutantKind } from '../types.ts';

export const fieldRenamed: MutantKind = {
  id: 'field-renamed',
  title: { en: 'A response field has another name', zh: '响应字段改名' },
  rule: 'response-field',

  *mutants(subject) {
    for (const { operation, rows, path, exchange, pointer } of fieldPlaces(subject)) {
      const member = path.slice(path.lastIndexOf('.') + 1).replace('[]', '');
      if (mayBeMissed(subject, operation, exchange, path, pointer) || path.endsWith('[]')) continue;
      yield {
        id: `${operation.id}/${path}/${exchange.id}`,
        operation: operation.id,
        expect: { rows, codes: ['field-missing'], pointers: [pointer] },
        change: { exchanges: [withBody(exchange, rename(exchange.response.body, pointer, `${member}_2`))] },
      };
    }
  },
};
