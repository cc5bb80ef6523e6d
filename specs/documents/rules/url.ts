import { brief, plainName } from '../names.ts';
import { atExample, atOperation, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import { fitsType } from '../type-words.ts';
import type { Contradiction, DocumentedExample, DocumentedOperation } from '../types.ts';

/** A request line in an example against the method, the path and the query parameters that the document states. */
export const url: DocumentRule = {
  id: 'url',
  title: { en: 'Request line in the example against the path', zh: '示例请求行与 URI' },

  find({ operations }) {
    return operations.flatMap((operation) =>
      operation.path === undefined
        ? []
        : operation.examples
            .filter((example) => example.url !== undefined)
            .flatMap((example) => compare(operation, example)),
    );
  },
};

function compare(operation: DocumentedOperation, example: DocumentedExample): Contradiction[] {
  const [, method = '', address = ''] = /^(\w+):?\s+(\S+)$/.exec(example.url!) ?? [];
  const [location = '', query = ''] = address.replace(/^https?:\/\/[^/]+/, '').split('?');
  const found: Contradiction[] = [];
  if (method !== operation.method) found.push(differs('method', `method ${method}`, `method ${operation.method}`));
  if (!isLike(location, operation.path!)) found.push(differs('path', `path ${location}`, `path ${operation.path}`));
  for (const [name, value] of new URLSearchParams(query)) found.push(...parameter(name, value));
  return found;

  function differs(part: string, shown: string, stated: string): Contradiction {
    return {
      subject: `${operation.operation}/${example.name}/${part}`,
      places: [
        atExample(operation, example, shown),
        atOperation(operation, part === 'method' ? 'method' : 'path', stated),
      ],
      rows: [],
    };
  }

  function parameter(name: string, value: string): Contradiction[] {
    const row = operation.rows.find((candidate) => candidate.place === 'query' && plainName(candidate.name) === name);
    const subject = `${operation.operation}/query/${name}`;
    if (!row || (row.written !== undefined && row.written !== name)) {
      const says = row ? `the table writes ${row.written}` : 'the table does not list it';
      const stated = row ? atRow(operation, row, says) : atOperation(operation, 'rows', says);
      return [
        { subject, places: [atExample(operation, example, `parameter ${name}`), stated], rows: row ? [row.id] : [] },
      ];
    }
    if (row.type === undefined || fitsType(row.type, readAs(value)) !== false || row.type === 'string') return [];
    const places = [atExample(operation, example, brief(value)), atRow(operation, row, `type ${row.type}`)];
    return [{ subject, places, rows: [row.id] }];
  }
}

/** Whether a location has the form of a path: each `{parameter}` stands for one part. */
function isLike(location: string, path: string): boolean {
  const parts = path
    .split('/')
    .map((part) => (/^\{.*\}$/.test(part) ? '[^/]+' : part.replace(/[.+?^$()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}$`).test(location);
}

/** A query value as the type that it reads as. */
function readAs(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
}
