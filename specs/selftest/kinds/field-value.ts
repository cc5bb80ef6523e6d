import { fitsType } from '../../documents/type-words.ts';
import type { Text } from '../../judge/types.ts';
import { put, withBody } from '../change.ts';
import { type FieldPlace, fieldPlaces } from '../fields.ts';
import type { Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

/** A value that breaks one demand on a field, and how findings may call that. */
interface Wrong {
  value: unknown;
  codes: string[];
}

/** A kind of mutants in which a field has a value that the contract does not take. */
function wrongValue(id: string, title: Text, wrong: (place: FieldPlace, subject: Subject) => Wrong[]): MutantKind {
  return {
    id,
    title,
    rule: 'response-field',

    *mutants(subject) {
      for (const place of fieldPlaces(subject)) {
        const { operation, rows, path, exchange, pointer } = place;
        for (const { value, codes } of wrong(place, subject)) {
          const body = put(exchange.response.body, pointer, value);
          if (isTaken(body, value, place, subject)) continue;
          yield {
            id: `${operation.id}/${path}/${exchange.id}/${typeof value}`,
            operation: operation.id,
            expect: { rows, codes, pointers: [pointer] },
            change: { exchanges: [withBody(exchange, body)] },
          };
        }
      }
    },
  };
}

/** A value that the schema takes is right all the same; but for null where the document gives a type, and no ruling is on that. */
function isTaken(body: unknown, value: unknown, { rows, exchange, operation }: FieldPlace, subject: Subject): boolean {
  if (!subject.accepts(operation, exchange, body)) return false;
  if (value !== null) return true;
  const stated = rows.flatMap((id) => subject.contract.rows.get(id) ?? []);
  return !stated.some(({ type, erratum }) => type !== undefined && !erratum && fitsType(type, value) === false);
}

/** One value of each type. */
const OF_EACH_TYPE = ['mutant', 424_242, true, { mutant: true }, ['mutant'], 4.25];

const ANY_OF = ['field-anyOf', 'field-oneOf'];

export const fieldNull = wrongValue(
  'field-null',
  { en: 'A response field is null', zh: '响应字段为 null' },
  ({ value, schema }) =>
    value === null
      ? []
      : [
          {
            value: null,
            codes: schema.type === undefined ? ['field-type', 'field-enumeration', ...ANY_OF] : ['field-type'],
          },
        ],
);

export const fieldType = wrongValue(
  'field-type',
  { en: 'A response field is of another type', zh: '响应字段类型错误' },
  ({ value, schema }, { chance }) => {
    const known = [kindOf(value), ...[schema.type ?? []].flat()];
    const others = OF_EACH_TYPE.filter((other) => !known.includes(kindOf(other)));
    const codes =
      schema.type === undefined ? ['field-type', 'field-enumeration', 'field-format', ...ANY_OF] : ['field-type'];
    return chance.some(others, 2).map((other) => ({ value: other, codes }));
  },
);

export const fieldEnumeration = wrongValue(
  'field-enumeration',
  { en: 'A response field is out of its enumeration', zh: '响应字段超出枚举范围' },
  ({ value, schema, rows }, { contract }) => {
    const documented = rows.some((id) => (contract.rows.get(id)?.values?.length ?? 0) > 0);
    if (!documented && schema.enum === undefined && schema.const === undefined) return [];
    const codes = ['field-enumeration', ...(schema.enum === undefined ? ANY_OF : [])];
    if (typeof value === 'string') return [{ value: 'MUTANT', codes }];
    return typeof value === 'number' ? [{ value: 424_242, codes }] : [];
  },
);

export const fieldFormat = wrongValue(
  'field-format',
  { en: 'A response field is not of its format', zh: '响应字段格式错误' },
  ({ value, schema }) => {
    if (typeof value !== 'string' || (schema.format === undefined && schema.pattern === undefined)) return [];
    return [
      { value: '¿mutant?', codes: ['field-format'] },
      { value: `${value}\u0000`, codes: ['field-format'] },
    ];
  },
);

export const fieldRange = wrongValue(
  'field-range',
  { en: 'A response field is out of its range', zh: '响应字段超出取值范围' },
  ({ value, schema }) => {
    const { minimum, maximum, minLength, maxLength } = schema as Record<string, number | undefined>;
    if (typeof value === 'number') {
      return [
        ...(minimum === undefined ? [] : [{ value: minimum - 1, codes: ['field-minimum'] }]),
        ...(maximum === undefined ? [] : [{ value: maximum + 1, codes: ['field-maximum'] }]),
      ];
    }
    if (typeof value !== 'string') return [];
    return [
      ...(minLength ? [{ value: '', codes: ['field-minLength', 'field-format'] }] : []),
      ...(maxLength === undefined
        ? []
        : [{ value: 'm'.repeat(maxLength + 1), codes: ['field-maxLength', 'field-format'] }]),
    ];
  },
);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'float';
  return value === null ? 'null' : typeof value;
}
