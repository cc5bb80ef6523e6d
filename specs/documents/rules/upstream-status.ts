import { inRange } from '../../../schemas/version.ts';
import type { StatusCode } from '../../contract/types.ts';
import { atOperation, atRow, upstreamSays } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedRow } from '../types.ts';

/** Success and error codes that differ from those of the API which the document builds on. Codes of every call count as listed. */
export const upstreamStatus: DocumentRule = {
  id: 'upstream-status',
  title: { en: 'Codes against the API that the document builds on', zh: '状态码与所基于的 API' },

  find({ operations }, { upstream }) {
    return operations.flatMap((operation) => {
      const known = upstream.operation(operation);
      if (!known) return [];
      const success = operation.rows.filter(({ place }) => place === 'status');
      const errors = operation.rows.filter(({ place }) => place === 'error');
      const found: Contradiction[] = [];
      for (const row of success) {
        if (upstream.boundaries.every((version) => !inRange(version, row) || has(known.success, row.name, version)))
          continue;
        const codes = known.success.filter((code) =>
          upstream.boundaries.some((v) => inRange(v, row) && inRange(v, code)),
        );
        found.push(differs(row, `answers ${codes.map(({ status }) => status).join(', ')}`));
      }
      if (errors.length === 0) return found;
      const expected = (known.errors ?? []).map((code) => (typeof code === 'number' ? code : code.status));
      for (const row of errors.filter(({ name }) => !expected.includes(Number(name)))) {
        found.push(differs(row, 'does not answer it'));
      }
      for (const code of expected.filter((status) => !errors.some(({ name }) => name === String(status)))) {
        found.push({
          subject: `${operation.operation}/error/${code}`,
          places: [atOperation(operation, 'rows', `does not list ${code}`), upstreamSays(`answers ${code}`)],
          rows: [],
        });
      }
      return found;

      function differs(row: DocumentedRow, says: string): Contradiction {
        return {
          subject: `${operation.operation}/${row.place}/${row.name}`,
          places: [atRow(operation, row, `lists ${row.name}`), upstreamSays(says)],
          rows: [row.id],
        };
      }
    });
  },
};

function has(codes: StatusCode[], name: string, version: string): boolean {
  return codes.some((code) => String(code.status) === name && inRange(version, code));
}
