import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAjv } from '../../../schemas/ajv.ts';
import { parseMarker, withStandIns } from '../../recording/redacted.ts';
import type { Exchange } from '../../recording/types.ts';
import { createRedactor } from './redact.ts';

function exchange(
  parts: {
    request?: Partial<Exchange['request']>;
    response?: Exchange['response'] | undefined;
    failure?: Exchange['failure'];
  } = {},
): Exchange {
  const { request, response, failure } = parts;
  return {
    type: 'exchange',
    id: 'x1',
    operation: 'server.create',
    scenario: 'server.create/documented@2.1',
    intent: 'case',
    microversion: '2.1',
    identity: 'member',
    parameters: {},
    sentAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    request: { method: 'POST', url: 'http://c/v2.1/servers', headers: {}, ...request },
    ...(response ? { response } : {}),
    ...(failure ? { failure } : {}),
  };
}

const marker = (kind: string, shape: string, length: number | '-'): unknown =>
  expect.stringMatching(new RegExp(`^«redacted:${kind}:${shape}:${length}:[0-9a-f]{12}»$`));

// Made here, so that no key stands in the repository.
const pem = (label: string): string =>
  `-----BEGIN ${label}-----\n${createHash('sha512').update(label).digest('base64')}\n-----END ${label}-----\n`;

describe('what stands behind a name', () => {
  it('in bodies: passwords, keys, user data, tokens; numbers keep their type, and what hides nothing stays', () => {
    const { value } = createRedactor();
    expect(
      value({
        server: {
          adminPass: 'Xy7-abc',
          user_data: 'YWJj',
          name: 'a',
          'OS-EXT-SRV-ATTR:user_data': 'not base64',
          metadata: { admin_pass: 12345 },
        },
        keypair: { private_key: pem('RSA PRIVATE KEY'), public_key: 'ssh-rsa AAAA', fingerprint: 'aa:bb' },
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: 'demo', password: 'p4ssw0rd' } },
            token: { id: '0123456789abcdef' },
          },
        },
        access: { token: { id: '3f5b3f5b-1111-4222-8333-444455556666', expires: 'later' } },
        changePassword: { adminPass: null },
        adminPass: '',
        password_expires_at: '2026',
        secret: ['one', { deep: 'two' }],
      }),
    ).toEqual({
      server: {
        adminPass: marker('password', 'text', 7),
        user_data: marker('user-data', 'base64', 4),
        name: 'a',
        'OS-EXT-SRV-ATTR:user_data': marker('user-data', 'text', 10),
        metadata: { admin_pass: 0 },
      },
      keypair: {
        private_key: marker('private-key', 'pem-rsa', pem('RSA PRIVATE KEY').length),
        public_key: 'ssh-rsa AAAA',
        fingerprint: 'aa:bb',
      },
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: 'demo', password: marker('password', 'base64', 8) } },
          token: { id: marker('token', 'hex', 16) },
        },
      },
      access: { token: { id: marker('token', 'uuid', 36), expires: 'later' } },
      changePassword: { adminPass: null },
      adminPass: '',
      password_expires_at: '2026',
      secret: [marker('secret', 'text', 3), { deep: marker('secret', 'text', 3) }],
    });
  });

  it('in headers', () => {
    const redacted = createRedactor().exchange(
      exchange({
        request: {
          headers: {
            'X-Auth-Token': 'gAAAAtoken',
            Authorization: 'SDK-HMAC-SHA256 Access=AK1, SignedHeaders=host;x-sdk-date, Signature=0123456789abcdef0123',
            Cookie: 'a=b',
            'X-Project-Id': 'p1',
          },
        },
        response: {
          status: 201,
          headers: {
            'x-subject-token': 'gAAAAtoken',
            'set-cookie': 'session=1; Path=/',
            'www-authenticate': 'Keystone uri="http://k"',
          },
        },
      }),
    );
    expect(redacted.request.headers).toEqual({
      'X-Auth-Token': marker('token', 'text', 10),
      Authorization: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=«redacted:access-key:\S+», SignedHeaders=host;x-sdk-date, Signature=«redacted:signature:hex:20:\S+»$/,
      ),
      Cookie: marker('cookie', 'text', 3),
      'X-Project-Id': 'p1',
    });
    expect(redacted.response?.headers).toEqual({
      'x-subject-token': redacted.request.headers['X-Auth-Token'],
      'set-cookie': marker('cookie', 'text', 17),
      'www-authenticate': 'Keystone uri="http://k"',
    });
  });

  it.each([
    ['{"server": {"adminPass": "s3cr3t-one", "na', 's3cr3t-one'],
    ['{"adminPass": "s3cr3t-one', 's3cr3t-one'],
    ['{"adminPass": "s3cr\\"3t-one"}', '3t-one'],
    ['{"message": "{\\"adminPass\\": \\"s3cr\\\\\\"3t-one\\"}"}', '3t-one'],
    ["Invalid input: {'adminPass': 's3cr3t-one', 'x': 1}", 's3cr3t-one'],
    ["{u'adminPass': u's3cr3t-one'}", 's3cr3t-one'],
    ['<adminPass>s3cr3t-one</adminPass>', 's3cr3t-one'],
    ['http://h/vnc.html?token=s3cr3t-one&x=1', 's3cr3t-one'],
    ['http://h/vnc.html?path=%3Ftoken%3Ds3cr3t-one', 's3cr3t-one'],
    [`before ${pem('OPENSSH PRIVATE KEY')} after`, pem('OPENSSH PRIVATE KEY').split('\n')[1]!],
    ['"gAAAAABk0123456789012345678901234567890123456789_-012345678901234567890"', '0123456789'],
  ])('in a text: %s', (text, secret) => {
    const redacted = createRedactor().value(text);
    expect(redacted).not.toContain(secret);
    expect(redacted).toContain('«redacted:');
  });

  it('and leaves other texts alone', () => {
    const texts = [
      'a=b',
      '{"name": "x"}',
      'Invalid input for field/attribute name',
      '<p>password</p>',
      "the 'password' field is required",
      'http://h/v2.1/servers?limit=1',
    ];
    expect(createRedactor().value(texts)).toEqual(texts);
  });
});

describe('known secrets', () => {
  it('go from texts, URLs, keys, parameters and failures, without their length', () => {
    const redactor = createRedactor(['hunter2 & co']);
    const redacted = redactor.exchange(
      exchange({
        request: { url: 'http://c/v2.1/servers?name=hunter2%20%26%20co' },
        failure: { kind: 'other', message: 'hunter2 & co said no' },
      }),
    );
    expect(redacted.request.url).toMatch(/^http:\/\/c\/v2\.1\/servers\?name=«redacted:secret:text:-:[0-9a-f]{12}»$/);
    expect(redacted.failure?.message).toMatch(/^«redacted:secret:text:-:[0-9a-f]{12}» said no$/);
    expect(
      JSON.stringify(redactor.value({ 'a hunter2 & co': 1, html: 'hunter2 &amp; co', form: 'hunter2+%26+co' })),
    ).not.toMatch(/hunter2/);
  });

  it('that have quotes in them go from JSON within JSON too', () => {
    const text = JSON.stringify(JSON.stringify({ message: 'not hunter"2"hunter' }));
    expect(createRedactor(['hunter"2"hunter']).value(text)).toMatch(/not «redacted:secret:text:-:[0-9a-f]{12}»\\\\"/);
  });

  it('of a refusal that repeats what it refuses', () => {
    const redacted = createRedactor().exchange(
      exchange({
        request: { body: { server: { adminPass: 'Pa55-word' } } },
        response: { status: 400, headers: {}, body: { badRequest: { message: 'Value Pa55-word is too short' } } },
      }),
    );
    expect(JSON.stringify(redacted)).not.toContain('Pa55-word');
  });

  it('of a body that was cut off in the middle of one', () => {
    const response = { status: 200, headers: {}, body: '{"a": "topsecr', truncated: true as const };
    expect(createRedactor(['topsecretvalue']).exchange(exchange({ response })).response?.body).toMatch(
      /^\{"a": "«redacted:secret:\S+»$/,
    );
  });

  it('that are short go only where they stand alone; words of the protocol only behind a name', () => {
    const redactor = createRedactor(['demo1', 'password']);
    expect(redactor.value('demo1x demo1 xdemo1')).toMatch(/^demo1x «redacted:\S+» xdemo1$/);
    expect(redactor.value({ methods: ['password'], password: 'password' })).toEqual({
      methods: ['password'],
      password: marker('secret', 'base64', '-'),
    });
  });

  it('are the same marker everywhere in a run, and another in the next', () => {
    const [one, two] = [createRedactor(), createRedactor()];
    const body = { adminPass: 'Pa55-word', again: { adminPass: 'Pa55-word' }, other: { adminPass: 'Pa55-w0rd' } };
    const redacted = one.value(body);
    expect(redacted.again.adminPass).toBe(redacted.adminPass);
    expect(redacted.other.adminPass).not.toBe(redacted.adminPass);
    expect(two.value(body).adminPass).not.toBe(redacted.adminPass);
  });
});

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
          exchange({
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
