import { expect, test } from 'vitest';
import { isWithin, jsonLines, locate } from './lines.ts';

const VALUE = { server: { 'a/b~c': [1, { id: 'x\u202ey' }], empty: {}, none: null } };

test('lays JSON out in lines that are the JSON again', () => {
  const text = jsonLines(VALUE)
    .map((line) => `${'  '.repeat(line.depth)}${line.key}${line.text}`)
    .join('\n');
  expect(text).toContain('"id": "x\\u202ey"');
  expect(JSON.parse(text)).toEqual(VALUE);
});

test('follows a pointer, escapes included', () => {
  expect(locate(VALUE, '/server/a~1b~0c/1/id')).toEqual({ pointer: '/server/a~1b~0c/1/id', missing: null });
  const marked = jsonLines(VALUE).filter((line) => isWithin(line, '/server/a~1b~0c/1'));
  expect(marked.map((line) => line.text)).toEqual(['{', '"x\\u202ey"', '}']);
});

test('says what is missing, and where', () => {
  expect(locate(VALUE, '/server/flavor/id')).toEqual({ pointer: '/server', missing: 'flavor/id' });
  expect(locate(VALUE, '/server/none/x')).toEqual({ pointer: '/server/none', missing: 'x' });
  expect(locate({}, '/constructor')).toEqual({ pointer: '', missing: 'constructor' });
});

test('marks nothing that only begins alike', () => {
  const lines = jsonLines({ id: 1, id2: 2 });
  expect(lines.filter((line) => isWithin(line, '/id'))).toHaveLength(1);
});

test('stops at a depth that no screen can show', () => {
  let deep: unknown = 1;
  for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
  expect(jsonLines(deep).length).toBeLessThan(100);
});
