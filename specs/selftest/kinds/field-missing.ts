import { remove, withBody } from '../change.ts';
import { fieldPlaces, mayBeMissed } from '../fields.ts';
import type { MutantKind } from '../types.ts';

export const fieldMissing: MutantKind = {
  id: 'field-missing',
  title: { en: 'A response field is missing', zh: '缺少响应字段' },
  rule: 'response-field',

  *mutants(subject) {
    for (const { operation, rows, path, exchange, pointer } of fieldPlaces(subject)) {
      if (mayBeMissed(subject, operation, exchange, path, pointer)) continue;
      yield {
        id: `${operation.id}/${path}/${exchange.id}`,
        operation: operation.id,
        expect: { rows, codes: ['field-missing'], pointers: [pointer] },
        change: { exchanges: [withBody(exchange, remove(exchange.response.body, pointer))] },
      };
    }
  },
};
