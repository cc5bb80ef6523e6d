import { expect, it } from 'vitest';
import { clauseOf } from './clause.ts';

const glossary = new Map([
  ['ram', { en: 'memory', zh: '内存' }],
  ['links', { en: 'addresses', zh: '链接' }],
]);

it.each([
  [
    'response',
    { name: 'server.flavor.ram', type: 'integer' },
    'response field server.flavor.ram (integer): memory',
    '响应字段 server.flavor.ram（integer）：内存',
  ],
  [
    'response',
    { name: 'servers[].links[]' },
    'response field servers[].links[]: addresses',
    '响应字段 servers[].links[]：链接',
  ],
  [
    'body',
    {
      name: 'a.b',
      mandatory: true,
      values: [1, 'x', null],
      default: 0,
      from: '2.3',
      until: '2.9',
      written: 'c',
      en: 'own',
      zh: '自有',
    },
    'request parameter a.b (mandatory; one of 1, x, null; default 0; from 2.3; until 2.9; written as c): own',
    '请求参数 a.b（必选；取值 1, x, null；默认 0；起始版本 2.3；截止版本 2.9；文中写作 c）：自有',
  ],
  ['query', { name: 'limit', mandatory: false }, 'query parameter limit (optional)', '查询参数 limit（可选）'],
  ['limit', { name: 'x.maximum', value: 0, unit: 'bytes' }, 'limit x.maximum (0 bytes)', '限制 x.maximum（0 bytes）'],
  ['else', { name: 'x', en: 'one language is not enough' }, 'else x', 'else x'],
])('a row of %s says %j in both languages', (place, entry, en, zh) => {
  expect(clauseOf(place, entry, glossary)).toEqual({ en, zh });
});
