import { groupBy } from '../compare.ts';
import { atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation } from '../types.ts';

/** The path and its table, or two paths, spell a parameter differently, or one of them lacks it. */
export const pathSpelling: DocumentRule = {
  id: 'path-spelling',
  title: { en: 'Path parameters and their spelling', zh: '路径参数及其写法' },

  find({ operations }) {
    return [...operations.flatMap(againstTable), ...betweenPaths(operations), ...operations.flatMap(endingSlash)];
  },
};

function parametersOf(operation: DocumentedOperation): string[] {
  return [...(operation.path ?? '').matchAll(/\{([^}?]+)\}/g)].map((match) => match[1]!);
}

function againstTable(operation: DocumentedOperation): Contradiction[] {
  if (operation.path === undefined) return [];
  const parameters = parametersOf(operation);
  const rows = operation.rows.filter(({ place }) => place === 'path');
  const unlisted = parameters.filter((name) => !rows.some((row) => row.name === name || row.written === name));
  const unused = rows.filter((row) => !parameters.includes(row.written ?? row.name) && !parameters.includes(row.name));
  return [
    ...unlisted.map((name) => ({
      subject: `${operation.operation}/path/${name}`,
      places: [
        atOperation(operation, 'path', `has {${name}}`),
        atOperation(operation, 'rows', 'the table does not list it'),
      ],
      rows: [],
    })),
    ...unused.map((row) => ({
      subject: `${operation.operation}/path/${row.name}`,
      places: [atRow(operation, row, 'listed'), atOperation(operation, 'path', `${operation.path} does not have it`)],
      rows: [row.id],
    })),
  ];
}

/** The spelling that fewer paths have is the odd one. */
function betweenPaths(operations: DocumentedOperation[]): Contradiction[] {
  const uses = operations.flatMap((operation) => parametersOf(operation).map((name) => ({ operation, name })));
  return [...groupBy(uses, ({ name }) => name.replaceAll('-', '_')).values()].flatMap((group) => {
    const spellings = [...groupBy(group, ({ name }) => name).values()].sort((a, b) => b.length - a.length);
    const [usual, ...odd] = spellings;
    return odd.flat().map(({ operation, name }): Contradiction => {
      const other = usual![0]!;
      const row = operation.rows.find((candidate) => candidate.place === 'path' && candidate.written === name);
      return {
        subject: `${operation.operation}/path/${name}`,
        places: [
          atOperation(operation, 'path', `{${name}}`),
          atOperation(other.operation, 'path', `{${other.name}}, as in ${usual!.length - 1} more`),
        ],
        rows: row ? [row.id] : [],
      };
    });
  });
}

function endingSlash(operation: DocumentedOperation): Contradiction[] {
  const path = operation.path ?? '';
  if (path.length < 2 || !path.endsWith('/')) return [];
  return [
    {
      subject: `${operation.operation}/path`,
      places: [
        atOperation(operation, 'path', `${path} ends in a slash`),
        atOperation(operation, 'path', 'no other path does'),
      ],
      rows: [],
    },
  ];
}
