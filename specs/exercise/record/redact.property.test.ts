import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainExchange } from '../../testing/exchange.ts';
import { createRedactor } from './redact.ts';

describe('no secret survives', () => {
  // Long enough to be searched for anywhere, and of any characters; made distinct from all that stands in an exchange anyway.
  const secret = fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 6, maxLength: 30 }), fc.nat())
    .map(([text, number]) => `Zq${text}${number}Zq`);
  const surround = (value: string): fc.Arbitrary<unknown> =>
    fc.oneof(
      fc.constant(value),
      fc.constant(`see ${value}, please`),
      fc.constant({ [value]: 1 }),
      fc.constant({ adminPass: value }),
      fc.constant([`${value}${value}`]),
      fc.constant(JSON.stringify({ deep: value })),
      fc.constant(JSON.stringify(JSON.stringify({ adminPass: value }))),
      fc.constant(`http://h/?q=${encodeURIComponent(value)}`),
      fc.constant(new URLSearchParams({ name: value }).toString()),
    );
  /** Every text of a value, keys included, with the escapes of JSON and URLs undone as often as they go. */
  const texts = (value: unknown): string[] => {
    if (typeof value === 'string') return [value, value.replace(/\\(["\\])/g, '$1'), decoded(value)];
    if (typeof value !== 'object' || value === null) return [String(value)];
    return Object.entries(value).flatMap(([key, item]) => [...texts(key), ...texts(item)]);
  };
  const decoded = (text: string): string => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };

  it('in any place of an exchange, in any usual writing', () => {
    const scene = secret.chain((value) =>
      fc.record({
        value: fc.constant(value),
        request: surround(value),
        response: surround(value),
        junk: fc.jsonValue(),
        isText: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(scene, ({ value, request, response, junk, isText }) => {
        const body = isText ? JSON.stringify([response, junk]) : { junk, response };
        const written = createRedactor([value]).exchange(
          plainExchange({
            request: {
              url: `http://h/${encodeURIComponent(value)}`,
              headers: { 'X-Auth-Token': value, 'X-Other': `a ${value}` },
              body: { request },
            },
            response: { status: 400, headers: { location: `http://h/${encodeURIComponent(value)}` }, body },
            failure: { kind: 'other', message: `failed on ${value}` },
          }),
        );
        for (const text of texts(JSON.parse(JSON.stringify(written)))) expect(text).not.toContain(value);
      }),
      { numRuns: 300 },
    );
  });

  it('behind any sensitive name, known or not', () => {
    const name = fc.constantFrom(
      'adminPass',
      'admin_pass',
      'password',
      'private_key',
      'user_data',
      'OS-EXT-SRV-ATTR:user_data',
      'X-Auth-Token',
      'secretKey',
      'Signature',
    );
    fc.assert(
      fc.property(secret, name, fc.nat(3), (value, key, depth) => {
        let body: unknown = { [key]: value };
        for (let level = 0; level < depth; level++) body = level % 2 ? [body] : { server: body };
        const redactor = createRedactor();
        for (const text of texts(redactor.value(body))) expect(text).not.toContain(value);
        for (const text of texts(redactor.value(JSON.stringify(body)))) expect(text).not.toContain(value);
      }),
      { numRuns: 300 },
    );
  });

  it('and what holds no secret is not changed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(
          JSON.stringify(value).replace(/pass|key|data|token|secret|signature|cookie|authorization/gi, 'name'),
        );
        expect(createRedactor(['a secret of the target']).value(plain)).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});
