import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, digestOf } from './canonical-json.ts';

describe('canonical JSON', () => {
  test.each<[unknown, string]>([
    // Appendix B of RFC 8785 has these numbers.
    [
      [-0, 1e21, 1e-7, 333333333.3333333, 5e-324, 9007199254740992],
      '[0,1e+21,1e-7,333333333.3333333,5e-324,9007199254740992]',
    ],
    [{ b: [], a: { d: null, c: true } }, '{"a":{"c":true,"d":null},"b":[]}'],
    // Section 3.2.3: by UTF-16 code units, in which U+1F600 stands before U+FB33.
    [
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    ],
    ['\u000f\n"\\A\u2028/', '"\\u000f\\n\\"\\\\A\u2028/"'],
    [JSON.parse('{"__proto__":{"b":1,"a":2}}'), '{"__proto__":{"a":2,"b":1}}'],
    [{ a: undefined }, '{}'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, [undefined]])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  test('of any JSON parses to the same, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  test('a digest can be taken of half a surrogate pair too', () => {
    expect(digestOf({ a: '\ud800' })).toBe(digestOf({ a: '\ufffd' }));
    expect(digestOf({ a: 'x' })).not.toBe(digestOf({ a: 'y' }));
  });
});
