import { groupBy } from '../compare.ts';
import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation } from '../types.ts';

/**
 * Error codes of an operation against those that the document says all calls share: none listed, one listed that is not shared, or one
 * that the same call lists elsewhere.
 */
export const errorCode: DocumentRule = {
  id: 'error-code',
  title: { en: 'Error codes', zh: '错误码' },

  find({ operations }) {
    const shared = operations.find((operation) => operation.path === undefined && errorsOf(operation).length > 0);
    const calls = operations.filter(({ path }) => path !== undefined);
    const found = twins(calls);
    if (!shared) return found;
    for (const operation of calls) {
      const own = errorsOf(operation);
      if (own.length === 0) {
        const says = `${errorsOf(shared).length} codes that any call may answer`;
        found.push({
          subject: `${operation.operation}/error`,
          places: [atOperation(operation, 'rows', 'lists no error code'), atOperation(shared, 'rows', says)],
          rows: [],
        });
      }
      for (const row of operation.rows.filter(
        ({ place, name }) => place === 'error' && !errorsOf(shared).includes(name),
      )) {
        found.push({
          subject: `${operation.operation}/error/${row.name}`,
          places: [
            atRow(operation, row, `lists ${row.name}`),
            atOperation(shared, 'rows', 'the common table does not'),
          ],
          rows: [row.id],
        });
      }
    }
    return found;
  },
};

function errorsOf(operation: DocumentedOperation): string[] {
  return operation.rows.filter(({ place }) => place === 'error').map(({ name }) => name);
}

function twins(calls: DocumentedOperation[]): Contradiction[] {
  const same = groupBy(calls, ({ method, path }) => `${method} ${path}`);
  return [...same.values()].flatMap((group) => {
    const stating = group.filter((operation) => errorsOf(operation).length > 0);
    const all = new Set(stating.flatMap(errorsOf));
    return stating.flatMap((operation) => {
      const missing = [...all].filter((code) => !errorsOf(operation).includes(code));
      return missing.map((code): Contradiction => {
        const other = stating.find((candidate) => errorsOf(candidate).includes(code))!;
        const row = other.rows.find(({ place, name }) => place === 'error' && name === code)!;
        return {
          subject: `${operation.operation}/error/${code}`,
          places: [
            atOperation(operation, 'rows', `does not list ${code}`),
            atRow(other, row, `lists ${code} for the same call`),
          ],
          rows: [row.id],
        };
      });
    });
  });
}
