import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plainExchange } from '../../testing/exchange.ts';
import { createRedactor } from './redact.ts';

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
      plainExchange({
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
      plainExchange({
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
    expect(createRedactor(['hunter"2"hunter']).value(text)).toMatch(
      /"not «redacted:secret:text:-:[0-9a-f]{12}»\\"\}"$/,
    );
  });

  it('of a refusal that repeats what it refuses', () => {
    const redacted = createRedactor().exchange(
      plainExchange({
        request: { body: { server: { adminPass: 'Pa55-word' } } },
        response: { status: 400, headers: {}, body: { badRequest: { message: 'Value Pa55-word is too short' } } },
      }),
    );
    expect(JSON.stringify(redacted)).not.toContain('Pa55-word');
  });

  it('of a body that was cut off in the middle of one', () => {
    const response = { status: 200, headers: {}, body: '{"a": "topsecr', truncated: true as const };
    expect(createRedactor(['topsecretvalue']).exchange(plainExchange({ response })).response?.body).toMatch(
      /^\{"a": "«redacted:secret:\S+»$/,
    );
  });

  it('that are short go only where they stand alone; words of the protocol only behind a name', () => {
    const redactor = createRedactor(['demo1', 'password']);
    expect(redactor.value('demo1x demo1 xdemo1 %')).toMatch(/^demo1x «redacted:\S+» xdemo1 %$/);
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
