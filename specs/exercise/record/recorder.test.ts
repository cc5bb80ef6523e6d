import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../schemas/testing/temporary-folder.ts';
import { readRecording } from '../../recording/read.ts';
import type { Exchange, RecordingFooter, RecordingHeader } from '../../recording/types.ts';
import { openRecorder } from './recorder.ts';
import { createRedactor } from './redact.ts';

const HEADER: RecordingHeader = {
  type: 'header',
  formatVersion: 1,
  suite: { name: 'compute-conformance', version: '0.1.0' },
  run: { id: 'r1', startedAt: '2026-01-01T00:00:00.000Z' },
  target: {
    name: 't',
    profile: 'openstack',
    microversions: { min: '2.1', max: '2.93' },
    allow: { create: true, admin: false, destructive: false, billing: false },
    endpoints: { compute: 'http://c/v2.1' },
    limits: { timeoutSeconds: 60 },
    waivers: [],
  },
};
const FOOTER: Omit<RecordingFooter, 'type' | 'exchanges'> = {
  finishedAt: '2026-01-01T00:01:00.000Z',
  interrupted: false,
  scenarios: [
    { id: 'server.list/documented@2.1', operation: 'server.list', intent: 'case', state: 'done', exchange: 'x1' },
  ],
  awaits: [
    {
      operation: 'server.pause',
      exchange: 'x1',
      resource: 'server',
      to: ['PAUSED'],
      reached: null,
      timedOut: true,
      interrupted: false,
    },
  ],
  leftovers: [],
};

function exchange(id: string, more: Partial<Exchange> = {}): Exchange {
  return {
    type: 'exchange',
    id,
    operation: 'server.list',
    scenario: 'server.list/documented@2.1',
    intent: 'case',
    microversion: '2.1',
    identity: 'member',
    parameters: {},
    sentAt: '2026-01-01T00:00:01.000Z',
    durationMs: 3.5,
    request: { method: 'GET', url: 'http://c/v2.1/servers', headers: { 'X-Auth-Token': 'the-token-itself' } },
    response: { status: 200, headers: {}, body: { servers: [] } },
    ...more,
  };
}

let file = '';
beforeEach(() => {
  file = path.join(temporaryFolder(), 'deep', 'recording.jsonl');
});

describe('a recording', () => {
  it('comes back as it went in, in the order of sending, without its secrets', () => {
    const recorder = openRecorder(file, HEADER, createRedactor());
    const [first, second] = [recorder.nextId(), recorder.nextId()];
    expect([first, second]).toEqual(['x1', 'x2']);
    recorder.write(exchange(second));
    const written = recorder.write(exchange(first, { failure: { kind: 'reset', message: 'gone' } }));
    const footer = recorder.close(FOOTER);
    expect(footer).toEqual({ ...FOOTER, type: 'footer', exchanges: 2 });
    expect(recorder.close(FOOTER)).toBe(footer);
    recorder.write(exchange(recorder.nextId()));

    const recording = readRecording(file);
    expect(recording.header).toEqual(HEADER);
    expect(recording.footer).toEqual(footer);
    expect(recording.exchanges.map(({ id }) => id)).toEqual(['x1', 'x2']);
    expect(recording.exchanges[0]).toEqual(written);
    expect(readFileSync(file, 'utf8')).not.toContain('the-token-itself');
  });

  it('is never overwritten', () => {
    openRecorder(file, HEADER, createRedactor()).close(FOOTER);
    expect(() => openRecorder(file, HEADER, createRedactor())).toThrow(
      'there is such a file already, and it is not overwritten; name another',
    );
  });

  it('that breaks off is incomplete, also in the middle of a line', () => {
    const recorder = openRecorder(file, HEADER, createRedactor());
    recorder.write(exchange(recorder.nextId()));
    appendFileSync(file, JSON.stringify(exchange('x2')).slice(0, 50));
    const recording = readRecording(file);
    expect(recording.exchanges).toHaveLength(1);
    expect(recording).not.toHaveProperty('footer');
  });

  it('survives its run being killed', { timeout: 30_000 }, async () => {
    const code = `
      import { openRecorder } from './specs/exercise/record/recorder.ts';
      import { createRedactor } from './specs/exercise/record/redact.ts';
      const recorder = openRecorder(${JSON.stringify(file)}, ${JSON.stringify(HEADER)}, createRedactor());
      const exchange = ${JSON.stringify(exchange('x1', { response: { status: 200, headers: {}, body: 'a'.repeat(5000) } }))};
      for (;;) {
        recorder.write({ ...exchange, id: recorder.nextId() });
        await new Promise(setImmediate);
      }`;
    const root = path.resolve(import.meta.dirname, '../../..');
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      cwd: root,
      stdio: 'inherit',
    });
    while (!existsSync(file) || statSync(file).size < 100_000) await sleep(10);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const { exchanges } = readRecording(file);
    expect(exchanges.length).toBeGreaterThan(10);
    expect(exchanges.map(({ id }) => id)).toEqual(exchanges.map((_exchange, index) => `x${index + 1}`));
    expect(exchanges.at(-1)?.response?.body).toHaveLength(5000);
  });
});

describe('what is no recording', () => {
  const lines = (...values: unknown[]): string =>
    `${values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n')}\n`;
  const footer = { ...FOOTER, type: 'footer', exchanges: 0 };

  it.each([
    ['', 'this recording is empty: it has no header; it was ended before it began'],
    [lines(exchange('x1')), ':1: a recording begins with its header, and not with "exchange"'],
    [lines(HEADER, HEADER), ':2: a recording has one header; take two that were joined apart again'],
    [
      lines({ ...HEADER, formatVersion: 2 }),
      ':1: format version 2 is not known here (1 is); use the release that wrote this recording',
    ],
    [lines(HEADER, 'nonsense', exchange('x1')), ':2: not a line of a recording: a JSON object is expected'],
    [lines(HEADER, { type: 'note' }), ':2: "type" must be one of header, exchange, footer, outcome, await'],
    [lines(HEADER, { ...exchange('x1'), intent: 'cas' }), ':2: "intent" must be one of case, no-token'],
    [lines(HEADER, { ...exchange('x1'), request: undefined }), ':2: "request" is missing; add it'],
    [lines(HEADER, exchange('x1'), exchange('x1')), ':3: exchange x1 stands on line 2 already; ids are given once'],
    [lines(HEADER, footer, exchange('x1')), ':3: there is a line behind the footer; a recording ends with it'],
    [
      lines({ ...HEADER, target: { ...HEADER.target, microversions: { min: '2.1' } } }),
      ':1: "target.microversions.max" is missing',
    ],
  ])('%#', (text, sentence) => {
    const broken = path.join(temporaryFolder(), 'r.jsonl');
    writeFileSync(broken, text);
    expect(() => readRecording(broken)).toThrow(sentence);
    expect(() => readRecording(broken)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('is not there', () => {
    expect(() => readRecording('/nowhere.jsonl')).toThrow('/nowhere.jsonl: there is no such file; check the path');
  });
});
