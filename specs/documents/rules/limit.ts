import { isObject } from '../../../schemas/fold.ts';
import { brief, MessageRows, plainName, rowsOf } from '../names.ts';
import { atExample, atRow } from '../places.ts';
import type { DocumentRule } from '../rule.ts';
import type { Contradiction, DocumentedRow } from '../types.ts';

/** An example shows a value beyond a length, count or range that the document sets. */
export const limit: DocumentRule = {
  id: 'limit',
  title: { en: 'Value in the example against the limit', zh: '示例取值与限制' },

  find({ operations }) {
    const found: Contradiction[] = [];
    for (const operation of operations) {
      const bounds = operation.rows.filter((row) => row.place === 'limit' && typeof row.value === 'number' && row.on);
      for (const example of operation.examples) {
        const place = example.kind === 'request' ? 'body' : 'response';
        const rows = new MessageRows(rowsOf(operation, example.kind));
        const { shown } = rows.read(example.body);
        for (const row of bounds.filter(({ on }) => on!.startsWith(`${place}/`))) {
          const target = row.on!.slice(place.length + 1);
          if (!isPlain(row, target)) continue;
          const values = (shown.get(plainName(target)) ?? []).filter(({ value }) => value !== null);
          const wrong = values.find(({ value }) => sizes(value, row.unit).some((size) => isBeyond(size, row)));
          if (!wrong) continue;
          found.push({
            subject: `${operation.operation}/limit/${row.name}/${example.name}`,
            places: [
              atRow(operation, row, `${kindOf(row)} ${String(row.value)}${row.unit ? ` ${row.unit}` : ''}`),
              atExample(operation, example, brief(wrong.value), wrong.keys),
            ],
            rows: [row.id, ...[rows.byName.get(plainName(target))?.id ?? []].flat()],
          });
        }
      }
    }
    return found;
  },
};

/** A bound that holds in some cases only has one part more in its name than what it is on. */
function isPlain(row: DocumentedRow, target: string): boolean {
  const bounded = plainName(row.name).replace(/\.(minimum|maximum|below)$/, '');
  if (bounded === plainName(row.name)) return false;
  return plainName(target) === bounded || plainName(target).endsWith(`.${bounded}`);
}

function kindOf(row: DocumentedRow): string {
  return row.name.split('.').at(-1)!;
}

function isBeyond(size: number, row: DocumentedRow): boolean {
  const bound = row.value as number;
  const kind = kindOf(row);
  return kind === 'minimum' ? size < bound : kind === 'below' ? size >= bound : size > bound;
}

/** What a bound counts: a number itself, items, characters, or bytes; of a map each key and value. */
function sizes(value: unknown, unit: string | undefined): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return unit === 'characters' ? value.flatMap((item) => sizes(item, unit)) : [value.length];
  if (isObject(value))
    return Object.entries(value).flatMap(([key, member]) => [...sizes(key, unit), ...sizes(member, unit)]);
  if (typeof value !== 'string') return [];
  if (unit === 'characters') return [[...value].length];
  if (unit === 'bytes') return [Buffer.byteLength(value)];
  return /^\d+$/.test(value) ? [Number(value)] : [];
}
