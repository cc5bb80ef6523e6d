import { describe, expect, it } from 'vitest';
import { isObject, type Schema } from '../../schemas/fold.ts';
import { statementsOf } from '../contract/statements.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { breaksOf } from './breaks.ts';

const { schemas } = contractOf('openstack');
const fits = (schema: Schema, value: unknown): boolean => schemas.errors(schema, value).length === 0;
const broken = (schema: Schema, value: unknown) =>
  [...breaksOf(schema, value, fits)].map(({ keyword, pointer, instead }) => [keyword, pointer, instead]);

describe('breaking a schema', () => {
  it.each<[Schema, unknown, [string, string, unknown][]]>([
    [{ const: 'a1' }, 'a1', [['const', '', 'a2']]],
    [{ enum: ['ERROR'] }, 'ERROR', [['enum', '', 'ERRORx']]],
    [
      { minimum: 400, maximum: 599 },
      404,
      [
        ['minimum', '', 399],
        ['maximum', '', 600],
      ],
    ],
    [
      { type: 'string', minLength: 1 },
      'b',
      [
        ['type', '', 7],
        ['minLength', '', ''],
      ],
    ],
    [{ pattern: '^https?://' }, 'http://c', [['pattern', '', '']]],
    [{ not: { pattern: 'charset=(?!utf)' } }, 'text', [['not', '', 'application/json; charset=gbk']]],
    [
      { not: { enum: [405, 501] } },
      200,
      [
        ['not', '', 405],
        ['not', '', 501],
      ],
    ],
    [
      { minItems: 1, contains: { const: 2 } },
      [1, 2],
      [
        ['minItems', '', []],
        ['contains', '', [1]],
      ],
    ],
    [{ minProperties: 2 }, { a: 1, b: 2 }, [['minProperties', '', { a: 1 }]]],
    [{ required: ['a'] }, { a: 1, b: 2 }, [['required', '', { b: 2 }]]],
  ])('%j: each condition by itself', (schema, value, expected) => {
    expect(broken(schema, value)).toEqual(expected);
  });

  it('goes into members, items and branches, where the value has them', () => {
    const schema = {
      properties: {
        list: { items: JSON.parse('{"if": {"required": ["x"]}, "then": {"properties": {"a/b": {"const": 0}}}}') },
        absent: { const: 1 },
      },
      patternProperties: { '^n': { const: true } },
    };
    expect(broken(schema, { list: [{}, { x: 1, 'a/b': 0 }], n1: true })).toEqual([
      ['const', '/list/1/a~1b', 1],
      ['const', '/n1', false],
    ]);
  });

  it('knows every condition that the statements of the tables have', () => {
    const said = PROFILES.map(contractOf).flatMap((contract) =>
      [...contract.operations.values()].flatMap((operation) => statementsOf(operation, contract)),
    );
    const keywords = said.flatMap(([, { answer, shown, then }]) =>
      [answer, shown?.schema, then?.answer].flatMap((schema) => (schema ? keywordsOf(schema) : [])),
    );
    const known = new Set([
      ...['type', 'const', 'enum', 'minimum', 'maximum', 'minLength', 'pattern', 'minItems', 'contains'],
      ...['minProperties', 'required', 'not', 'properties', 'patternProperties', 'items', 'if', 'then'],
    ]);
    expect([...new Set(keywords)].filter((keyword) => !known.has(keyword))).toEqual([]);
  });
});

/** Keywords of a schema and of the schemas within it. */
function keywordsOf(schema: Schema): string[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const inner = /^(patternP|p)roperties$/.test(keyword) ? Object.values(value as Schema) : [value];
    const isCondition = ['const', 'enum', 'not', 'contains'].includes(keyword);
    return [keyword, ...(isCondition ? [] : inner.filter(isObject).flatMap(keywordsOf))];
  });
}
