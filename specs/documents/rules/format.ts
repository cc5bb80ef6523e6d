import { brief, MessageRows, plainName, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedOperation, DocumentedRow } from '../types.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The formats that the documents name. */
const FORMATS: Record<string, RegExp> = {
  uuid: UUID,
  base64: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  'nova-date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$/,
  'CCYY-MM-DDThh:mm:ss±hh:mm': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/,
  'physical.x.x': /^physical\.[^.]+\.[^.]+$/,
};

/** An example shows a value that is not of the format which the document asks for. */
export const format: DocumentRule = {
  id: 'format',
  title: { en: 'Value in the example against the format', zh: '示例取值与格式' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      for (const example of operation.examples) {
        const rows = new MessageRows(rowsOf(operation, example.kind));
        const { shown } = rows.read(example.body);
        for (const { row, target, name } of formatsOf(operation)) {
          const pattern = FORMATS[name];
          const place = example.kind === 'request' ? 'body' : 'response';
          if (!pattern || target.place !== place) continue;
          const wrong = (shown.get(target.name) ?? []).find(
            ({ value }) => typeof value === 'string' && !pattern.test(value),
          );
          const subject = `${operation.operation}/${place}/${target.name}/${example.name}`;
          if (!wrong || found.some((known) => known.subject === subject)) continue;
          const concerned = rows.byName.get(target.name);
          found.push({
            subject,
            places: [
              atRow(operation, row, `format ${name}`),
              atExample(operation, example, brief(wrong.value), wrong.keys),
            ],
            rows: [...new Set([row.id, ...(concerned ? [concerned.id] : [])])],
          });
        }
      }
    }
    return found;
  },
};

/** Formats as rows have them, and as limits set them on a row. */
function formatsOf(
  operation: DocumentedOperation,
): { row: DocumentedRow; target: { place: string; name: string }; name: string }[] {
  return operation.rows.flatMap((row) => {
    if (row.format) return [{ row, target: { place: row.place, name: plainName(row.name) }, name: row.format }];
    if (row.place !== 'limit' || !row.on || !row.name.endsWith('.format')) return [];
    const [place = '', ...name] = row.on.split('/');
    return [{ row, target: { place, name: plainName(name.join('/')) }, name: String(row.value) }];
  });
}
