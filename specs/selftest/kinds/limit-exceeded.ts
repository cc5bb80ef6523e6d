import { placesAt } from '../../contract/paths.ts';
import { put, withBody } from '../change.ts';
import { stated } from '../rows.ts';
import type { MutantKind } from '../types.ts';

const IN_RESPONSE = 'response/';

/** A text of the length that a limit still allows, and one letter more; a number one above it. */
export const limitExceeded: MutantKind = {
  id: 'limit-exceeded',
  title: { en: 'A response field is beyond its documented limit', zh: '响应字段超出文档限制' },
  rule: 'response-limit',

  *mutants(subject) {
    const { contract } = subject;
    for (const operation of subject.operations()) {
      const limits = [...contract.rows.values()].filter(
        (row) => row.operation === operation.id && row.place === 'limit' && row.on?.startsWith(IN_RESPONSE),
      );
      for (const { name, value, on } of limits) {
        const rows = stated(contract, operation.id, 'limit', name);
        if (rows.length === 0 || typeof value !== 'number' || !/(?<!key|value)\.maximum$/.test(name)) continue;
        for (const exchange of subject.few(subject.told(operation))) {
          const place = placesAt(exchange.response.body, on!.slice(IN_RESPONSE.length)).find(
            (one) => typeof one.value === 'string' || typeof one.value === 'number',
          );
          if (!place) continue;
          const wrong = typeof place.value === 'number' ? value + 1 : 'm'.repeat(value + 1);
          yield {
            id: `${operation.id}/${name}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes: ['limit-exceeded'], pointers: [place.pointer] },
            change: { exchanges: [withBody(exchange, put(exchange.response.body, place.pointer, wrong))] },
          };
        }
      }
    }
  },
};
