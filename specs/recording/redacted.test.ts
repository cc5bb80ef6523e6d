import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAjv } from '../../schemas/ajv.ts';
import { createRedactor } from '../exercise/record/redact.ts';
import { parseMarker, withStandIns } from './redacted.ts';

// Made here, so that no key stands in the repository.
const pem = (label: string): string =>
  `-----BEGIN ${label}-----\n${createHash('sha512').update(label).digest('base64')}\n-----END ${label}-----\n`;

it('a marker that the target wrote is none', () => {
  const forged = createRedactor().value({ name: '«redacted:password:text:99999999:abc»' });
  expect(withStandIns(forged)).toEqual(forged);
});

describe('stand-ins', () => {
  const ajv = createAjv();
  const shown = (value: unknown): { secret: string } =>
    withStandIns(createRedactor().value({ secret: value })) as { secret: string };

  it.each([
    ['base64', 'aGVsbG8gd29ybGQ=', { format: 'base64' }],
    ['no base64', 'hello world!', { not: { format: 'base64' } }],
    ['letters that are no base64 for their number', 'abcde', { not: { format: 'base64' } }],
    ['a UUID', '3f5b3f5b-1111-4222-8333-444455556666', { format: 'uuid' }],
    [
      'a PEM key',
      pem('RSA PRIVATE KEY'),
      { pattern: '^-----BEGIN RSA PRIVATE KEY-----\\n[^-]+\\n-----END RSA PRIVATE KEY-----\\n$' },
    ],
    ['hex', '0123456789abcdef', { pattern: '^[0-9a-f]+$' }],
  ])('%s stays what it is, and as long', (_name, secret, schema) => {
    const stand = shown(secret).secret;
    expect(stand).not.toBe(secret);
    expect(stand).toHaveLength(secret.length);
    expect(ajv.validate({ type: 'string', minLength: secret.length, maxLength: secret.length, ...schema }, stand)).toBe(
      true,
    );
  });

  it('keep equal what was equal', () => {
    const value = withStandIns(
      createRedactor().value({ a: { adminPass: 'one-two' }, b: { adminPass: 'one-two' }, c: { adminPass: 'two-one' } }),
    );
    expect(value.a).toEqual(value.b);
    expect(value.a).not.toEqual(value.c);
  });

  it('of a recording written by hand don’t fill the memory', () => {
    const greedy = Array.from({ length: 100 }, () => '«redacted:password:text:99999999:abc»');
    expect(withStandIns(greedy).join('').length).toBeLessThanOrEqual(16 * 1024 * 1024);
  });

  it('parses only what is a marker as a whole', () => {
    expect(parseMarker('«redacted:token:hex:32:00ff»')).toEqual({
      kind: 'token',
      shape: 'hex',
      length: 32,
      tag: '00ff',
    });
    expect(parseMarker('x «redacted:token:hex:32:00ff»')).toBeNull();
  });
});
