import { inRange } from '../../../schemas/version.ts';
import { atOperation, upstreamSays } from '../places.ts';
import { askedInWords, askedVersion } from '../recommended.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction } from '../types.ts';
import { inWords } from '../upstream.ts';

/** A call that the API does not have at all, or not in every microversion, and the document does not say so. */
export const upstreamVersion: DocumentRule = {
  id: 'upstream-version',
  title: { en: 'Call against the API that the document builds on', zh: '接口与所基于的 API' },

  find(document, { upstream }) {
    // A document without a single call of the API does not build on it.
    if (!document.operations.some((operation) => upstream.operation(operation))) return [];
    return document.operations.flatMap((operation): Contradiction[] => {
      if (!operation.path) return [];
      const known = upstream.operation(operation);
      const asked = askedVersion(document, operation);
      const range = known?.versions;
      const isBounded = range?.from !== undefined || range?.until !== undefined;
      if (known && (!isBounded || (inRange(asked.version, range!) && asked.row?.name === 'recommended'))) return [];
      const says = known ? `has the path in ${inWords([range!])}` : 'has no such call';
      return [
        {
          subject: operation.operation,
          places: [atOperation(operation, 'path', askedInWords(asked)), upstreamSays(says)],
          rows: [],
        },
      ];
    });
  },
};
