import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { openApiOf } from '../../reports/export/openapi.ts';
import { partsOf } from '../../reports/export/openapi-parts.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { connect } from '../../specs/exercise/connection.ts';
import { exercise } from '../../specs/exercise/exercise.ts';
import { loadTarget } from '../../specs/exercise/target/load.ts';
import { judge } from '../../specs/judge/judge.ts';
import type { Check } from '../../specs/judge/types.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { RULES } from '../../specs/rules/index.ts';
import { registerExport } from './export.ts';

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI description, as another tool would read it
type Document = any;

const folder = temporaryFolder();
const fileIn = (name: string): string => path.join(folder, name);

/** A mock server as others make one of a description: it answers with the example of the first success. */
async function startMock(description: Document): Promise<{ url: string; server: Server }> {
  const routes = Object.entries<Document>(description.paths).flatMap(([template, methods]) => {
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`);
    return Object.keys(methods).map((method) => ({
      method: method.toUpperCase(),
      pattern,
      operation: methods[method],
    }));
  });
  const asked = description.components.parameters?.['X-OpenStack-Nova-API-Version']?.schema.const;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://mock.invalid');
    const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(pathname));
    const version = request.headers['x-openstack-nova-api-version'];
    if (!route || (asked && version && version !== asked)) return void response.writeHead(route ? 400 : 404).end();
    const [status, { content, headers }] = Object.entries<Document>(route.operation.responses)[0]!;
    for (const name of Object.keys(headers ?? {})) response.setHeader(name, 'example');
    const examples = Object.values<Document>(content?.['application/json']?.examples ?? {});
    response.writeHead(Number(status), { 'content-type': 'application/json' });
    response.end(examples.length > 0 ? JSON.stringify(examples[0].value) : undefined);
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** The checks of a run against a mock server of a profile, with its own contract. */
async function judgeMock(
  profile: string,
  only: string[],
  change: (description: Document) => void = () => {},
): Promise<Check[]> {
  const contract = loadContract(profile);
  const description = openApiOf(partsOf(contract)) as Document;
  change(description);
  const { url, server } = await startMock(description);
  try {
    const example = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/targets/mock.yaml'), 'utf8');
    writeFileSync(fileIn('mock.yaml'), example.replaceAll('http://127.0.0.1:4010', url));
    const connection = await connect(contract, loadTarget(fileIn('mock.yaml')));
    const recordingFile = fileIn('recording.jsonl');
    rmSync(recordingFile, { force: true });
    await exercise(connection, { suite: { name: 'test', version: '0' }, recordingFile, ledgerFolder: folder, only });
    await connection.client.close();
    return judge(contract, readRecording(recordingFile), RULES, only);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a mock server started from the OpenAPI description', () => {
  const only = ['server.list*', 'keypair.list', 'zone.list*'].flatMap((operation) =>
    ['response-field*', 'response-body', 'undocumented-field'].map((rule) => `${operation}/${rule}`),
  );
  const failing = (checks: Check[]): string[] => checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);

  test('has no findings on what its lists look like', async () => {
    const checks = await judgeMock('easystack', only);
    expect(failing(checks)).toEqual([]);
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(70);
  });

  test('has, where the description is spoilt', async () => {
    const checks = await judgeMock('easystack', ['keypair.list/response-field*'], (description) => {
      const { examples } = description.paths['/os-keypairs'].get.responses['200'].content['application/json'];
      for (const example of Object.values<Document>(examples)) example.value.keypairs[0].keypair.name = 7;
    });
    expect(failing(checks)).toContain('keypair.list/response-field/keypairs[].keypair.name');
  });
});

describe('conform export', () => {
  const codes: number[] = [];
  afterEach(() => void vi.restoreAllMocks());

  async function run(...args: string[]): Promise<void> {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const program = new Command().exitOverride();
    registerExport(program, (code) => codes.push(code));
    await program.parseAsync(['node', 'conform', 'export', ...args]);
  }

  test('writes JSON, or YAML by the name of the file', async () => {
    await run('openapi', '--profile', 'huawei', '--out', fileIn('huawei.json'));
    await run('openapi', '--profile', 'huawei', '--out', fileIn('huawei.yaml'));
    const text = readFileSync(fileIn('huawei.yaml'), 'utf8');
    expect(text).toMatch(/^openapi: 3\.1\.0\n/);
    expect(parse(text)).toEqual(JSON.parse(readFileSync(fileIn('huawei.json'), 'utf8')));
    expect(codes).toEqual([0, 0]);
  });

  test('writes what a run saw', async () => {
    await run('har', folder, '--out', fileIn('run.har'));
    await run('postman', fileIn('recording.jsonl'), '--out', fileIn('run.json'));
    expect(JSON.parse(readFileSync(fileIn('run.har'), 'utf8')).log.entries.length).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(fileIn('run.json'), 'utf8')).item.length).toBeGreaterThan(0);
  });

  test.each([
    [['openapi'], 'say with --profile'],
    [['openapi', '--profile', 'huawei', '--microversion', '2.60'], 'microversions 2.1 to 2.1'],
    [['postman', 'nowhere', '--profile', 'huawei'], 'leave --profile'],
    [['har', 'nowhere'], 'there is no such file'],
    [['openapi', '--profile', 'huawei', '--out', '/dev/null/file'], "can't be written (ENOTDIR)"],
  ])('%j says what is wrong', async (args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
  });
});
