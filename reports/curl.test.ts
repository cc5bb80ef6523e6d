import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../specs/recording/types.ts';
import { curlLine } from './curl.ts';
import { HOSTILE, sample } from './testing/sample.ts';

function exchange(request: Partial<Exchange['request']>, change: Partial<Exchange> = {}): Exchange {
  const [first] = sample().recording.exchanges;
  if (!first) throw new Error('the sample has no exchange');
  return {
    ...first,
    request: { method: 'GET', url: 'https://cloud.example.com/v2.1/servers', headers: {}, ...request },
    ...change,
  };
}

/** The words that bash makes of a line, curl itself left out. */
function words(line: string, environment: Record<string, string> = {}): string[] {
  const shown = execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { env: { ...process.env, ...environment } });
  return shown.toString('utf8').split('\0').slice(1, -1);
}

describe('the curl line of an exchange', () => {
  test('is plain where nothing needs care', () => {
    expect(curlLine(exchange({ headers: { Accept: 'application/json', Host: 'cloud.example.com' } }))).toBe(
      "curl -i https://cloud.example.com/v2.1/servers -H 'Accept: application/json'",
    );
  });

  test('asks with $TOKEN, which the shell fills in', () => {
    const line = curlLine(exchange({ headers: { 'x-auth-token': '«redacted:token:text:183:9f2c»' } }));
    expect(line).toContain('"x-auth-token: $TOKEN"');
    expect(words(line, { TOKEN: 'a b' })).toContain('x-auth-token: a b');
  });

  test('asks with a wrong token where the exchange did, and with none where it had none', () => {
    const headers = { 'X-Auth-Token': '«redacted:token:text:183:9f2c»' };
    expect(curlLine(exchange({ headers }, { intent: 'bad-token' }))).toContain("'X-Auth-Token: not-a-token'");
    expect(curlLine(exchange({}, { intent: 'no-token' }))).not.toContain('Token');
  });

  test('asks with a token in place of a signature, once', () => {
    const headers = {
      Authorization: 'SDK-HMAC-SHA256 Access=…',
      'X-Sdk-Date': '20260301T100000Z',
      'X-Project-Id': 'p',
    };
    const line = curlLine(exchange({ headers }));
    expect(line).toBe(
      'curl -i https://cloud.example.com/v2.1/servers -H "X-Auth-Token: $TOKEN" -H \'X-Project-Id: p\'',
    );
  });

  test('keeps each secret of a body as a variable inside the JSON', () => {
    const body = { auth: { user: "o'neil", password: '«redacted:password:text:12:77aa»' } };
    const line = curlLine(exchange({ method: 'POST', body }));
    const sent = words(line, { PASSWORD: 'pa"ss' }).at(-1);
    expect(sent).toBe(`{"auth":{"user":"o'neil","password":"pa"ss"}}`);
  });

  test('runs nothing of what a target says, and shows no control character', () => {
    const nasty = `$(touch /tmp/never) \`id\` ${HOSTILE}\r\u0003`;
    const line = curlLine(
      exchange({ method: 'POST', url: `https://h/${nasty}`, headers: { 'X-Name': nasty }, body: nasty }),
    );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/);
    const found = words(line.replaceAll('\\u0000', ''));
    expect(found).toContain(`X-Name: ${nasty.replace('\u0000', '')}`);
    expect(found.at(-1)).toBe(nasty.replace('\u0000', ''));
  });

  test('keeps curl from reading files, expanding globs and tidying paths', () => {
    expect(words(curlLine(exchange({ method: 'POST', body: '@/etc/passwd' })))).toContain('--data-raw');
    expect(curlLine(exchange({ url: 'https://h/a[1-9]' }))).toContain('--globoff');
    expect(curlLine(exchange({ url: 'https://h/a/../b' }))).toContain('--path-as-is');
    expect(curlLine(exchange({ url: '-o/tmp/x' }))).toContain('--url -o/tmp/x');
  });

  test('reads a body that the report left out from a file', () => {
    expect(curlLine(exchange({ method: 'POST', body: '{' }), true)).toMatch(/--data-binary @request-body\.json$/);
  });

  test('repeats the exchange, by curl itself', async () => {
    const seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const headers = {
      'X-Auth-Token': 'secret',
      'OpenStack-API-Version': 'compute 2.25',
      'Content-Type': 'application/json',
    };
    const body = { server: { name: "it's 云主机\u001b", personality: [] } };
    const url = `http://127.0.0.1:${port}/v2.1/servers?name=a%20b&ip=[1]`;
    const line = curlLine(exchange({ method: 'POST', url, headers, body }));
    const { exec } = await import('node:child_process');
    await new Promise<void>((resolve, reject) => {
      const options = { shell: '/bin/bash', env: { ...process.env, TOKEN: 'secret', no_proxy: '*' } };
      exec(line, options, (error) => (error ? reject(error) : resolve()));
    });
    server.close();
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v2.1/servers?name=a%20b&ip=[1]' });
    expect(seen[0]?.headers).toMatchObject({ 'x-auth-token': 'secret', 'openstack-api-version': 'compute 2.25' });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(body);
  });
});
