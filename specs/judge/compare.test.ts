import { describe, expect, it } from 'vitest';
import type { Comparison } from '../contract/consistency.ts';
import { fits, millisecondsOf } from './compare.ts';

describe('fits', () => {
  it.each<[Comparison, unknown[], unknown[], unknown[]]>([
    ['equal', [{ a: [1] }], [{ a: [1] }], [{ a: [1], b: 2 }]],
    ['text', [' a\n'], ['a'], ['b']],
    ['number', [0], [''], ['1']],
    ['time', ['2024-03-05T07:09:11.200000'], ['2024-03-05T07:09:11Z'], ['2024-03-05T07:09:12Z']],
    ['address', ['2001:db8:0:0::1'], ['2001:db8::1'], ['2001:db8::2']],
    ['set', [['a', 'a', 'b']], [['a', 'b', 'a']], [['a', 'b', 'b']]],
    ['subset', [{ a: '1' }], [{ a: '1', b: '2' }], [{ b: '1' }]],
    ['among', ['a'], ['b', 'a'], ['b']],
    ['absent', ['a'], ['b'], ['b', 'a']],
    ['key', ['a'], [{ a: [] }], [{ b: [] }]],
    ['count', ['a', 'b'], [1, 2], [1]],
  ])('%s', (how, sent, right, wrong) => {
    expect(fits(how, sent, right)).toBe(true);
    expect(fits(how, sent, wrong)).toBe(false);
  });

  it('knows secrets by their tags', () => {
    expect(fits('equal', ['«redacted:secret:text:4:0a»'], ['«redacted:password:text:4:0a»'])).toBe(true);
    expect(fits('equal', ['«redacted:secret:text:4:0a»'], ['«redacted:secret:text:4:0b»'])).toBe(false);
  });
});

describe('millisecondsOf', () => {
  it('takes a time without a zone for UTC, and nothing else for a time', () => {
    expect(millisecondsOf('1970-01-01T00:00:01.000000')).toBe(1000);
    expect(millisecondsOf('1970-01-01T01:00:01+01:00')).toBe(1000);
    expect(millisecondsOf('yesterday')).toBeUndefined();
    expect(millisecondsOf(null)).toBeUndefined();
  });
});
