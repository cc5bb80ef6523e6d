import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { signRequest } from './sign.ts';

const CREDENTIALS = { kind: 'ak-sk', accessKey: 'AKEXAMPLE', secretKey: 'SKEXAMPLE', projectId: 'p1' } as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The signature that a server computes, from what arrives there (Huawei Cloud's documentation of API signing, SDK-HMAC-SHA256). */
function expected(
  method: string,
  path: string,
  query: string,
  headers: Record<string, string>,
  payload: string,
): string {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const names = /SignedHeaders=([^,]*)/.exec(headers.Authorization!)![1]!.split(';');
  const lines = names.map((name) => `${name}:${lower.get(name)!.trim()}\n`).join('');
  const canonical = [method, `${path}/`, query, lines, names.join(';'), sha256(payload)].join('\n');
  const text = ['SDK-HMAC-SHA256', lower.get('x-sdk-date'), sha256(canonical)].join('\n');
  return createHmac('sha256', CREDENTIALS.secretKey).update(text).digest('hex');
}

it.each([
  [
    'a query',
    'GET',
    '/v1/p1/cloudservers/detail',
    '?offset=1&limit=10&tag=b&tag=a',
    'limit=10&offset=1&tag=a&tag=b',
    undefined,
  ],
  ['a body', 'POST', '/v1/p1/baremetalservers', '', '', { server: { name: 'ü' } }],
  ['no body and no query', 'DELETE', '/v2.1/os-keypairs/a~b', '', '', undefined],
])('%s is signed so that a server can check it', (_name, method, path, search, query, body) => {
  const request = {
    method,
    url: `https://ecs.example.com${path}${search}`,
    headers: { Accept: 'application/json' },
    ...(body ? { body } : {}),
  };
  const { headers, body: sent } = signRequest(request, CREDENTIALS);
  expect(sent).toBe(body);
  expect(headers).toMatchObject({
    host: 'ecs.example.com',
    'X-Project-Id': 'p1',
    'X-Sdk-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
  });
  expect(headers.Authorization).toMatch(
    /^SDK-HMAC-SHA256 Access=AKEXAMPLE, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/,
  );
  const payload = body === undefined ? '' : JSON.stringify(body);
  expect(headers.Authorization).toContain(`Signature=${expected(method, path, query, headers, payload)}`);
});

it('signs the hash of a body that is no JSON object, and the token of a temporary key', () => {
  const request = { method: 'POST', url: 'https://ecs.example.com/v1', headers: {}, text: 'not json' };
  const { headers } = signRequest(request, { ...CREDENTIALS, securityToken: 'st' });
  expect(headers).toMatchObject({ 'X-Sdk-Content-Sha256': sha256('not json'), 'X-Security-Token': 'st' });
  expect(headers.Authorization).toContain(`Signature=${expected('POST', '/v1', '', headers, 'not json')}`);
});
