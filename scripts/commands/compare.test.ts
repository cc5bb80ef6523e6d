import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { buildReport } from '../../reports/build.ts';
import type { Comparison, Difference } from '../../reports/compare/model.ts';
import { contractOf } from '../../reports/compare/subject.ts';
import { openFile, useBrowser } from '../../reports/testing/page.ts';
import { writeReports } from '../../reports/write.ts';
import { readValidated } from '../../schemas/input.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { judge } from '../../specs/judge/judge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Recording } from '../../specs/recording/types.ts';
import { RULES } from '../../specs/rules/index.ts';
import { runTarget } from '../run-target.ts';
import { registerCompare } from './compare.ts';

const folder = temporaryFolder();

const inFolder = (name: string) => path.join(folder, name);

const ONLY = ['server.show', 'server.pause', 'keypair.create', 'flavor.list-details'];

/** Leaves the recording and the report of a small run in a folder. */
async function record(name: string, target: string): Promise<void> {
  const { recordingFile } = await runTarget({ target, out: inFolder(name), only: ONLY, quiet: true });
  await report(name, readRecording(recordingFile));
}

/** Writes the report of a recording into its folder. */
async function report(name: string, recording: Recording): Promise<void> {
  const contract = contractOf(recording.header.target.profile);
  const made = buildReport(contract, recording, judge(contract, recording, RULES, ONLY), RULES);
  await writeReports(inFolder(name), made, recording, { formats: ['json'] });
}

/** Copies a run as if the cloud had behaved otherwise. */
async function spoil(from: string, to: string, change: (recording: Recording) => void): Promise<void> {
  cpSync(inFolder(from), inFolder(to), { recursive: true });
  const recording = readRecording(inFolder(`${from}/recording.jsonl`));
  change(recording);
  const lines = [recording.header, ...recording.exchanges, recording.footer];
  writeFileSync(inFolder(`${to}/recording.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await report(to, recording);
}

/** A cloud that pauses with 200, ends in ERROR, shows no status of servers, names errors in its own way, and takes its time. */
function deviate({ exchanges, footer }: Recording): void {
  for (const exchange of exchanges) {
    const { operation, response } = exchange;
    if (operation === 'server.show') exchange.durationMs += 5000;
    if (response?.status === 404) response.body = { error: { text: 'no such server' } };
    if (operation === 'server.pause' && response?.status === 202) response.status = 200;
    const { server } = (response?.body ?? {}) as { server?: { status?: string } };
    if (operation === 'server.show') delete server?.status;
  }
  for (const wait of footer?.awaits ?? []) if (wait.operation === 'server.pause') wait.reached = 'ERROR';
}

const HOSTILE = '<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e';

/** A cloud whose name, fields, headers and errors are made to be taken for markup. */
function attack({ header, exchanges }: Recording): void {
  header.target.name = HOSTILE;
  for (const { response } of exchanges) {
    if (!response) continue;
    response.headers[HOSTILE] = HOSTILE;
    if (response.status >= 400) response.body = { [HOSTILE]: { __proto__: HOSTILE, constructor: HOSTILE } };
    const { server } = (response.body ?? {}) as { server?: Record<string, unknown> };
    if (server) Object.assign(server, { [HOSTILE]: HOSTILE, id: [HOSTILE] });
  }
}

/** Runs the command in this process. @returns what it printed */
async function compare(...args: string[]): Promise<string> {
  let printed = '';
  const writes = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    const program = new Command('conform').exitOverride();
    registerCompare(program, (code) => expect(code).toBe(0));
    await program.parseAsync(['compare', ...args], { from: 'user' });
  } finally {
    writes.mockRestore();
  }
  return printed;
}

const read = (name: string) => JSON.parse(readFileSync(inFolder(`${name}/comparison.json`), 'utf8')) as Comparison;

function find(comparison: Comparison, kind: string, operation: string, subject?: string): Difference | undefined {
  return comparison.differences.find(
    (one) =>
      one.kind === kind && one.operations.includes(operation) && (subject === undefined || one.subject === subject),
  );
}

const stateOf = (difference: Difference | undefined) =>
  Object.fromEntries((difference?.sides ?? []).map(({ side, state }) => [side, state]));

beforeAll(async () => {
  await record('huawei', 'embedded:huawei');
  await record('easystack', 'embedded:easystack');
  await spoil('easystack', 'deviated', deviate);
  await compare(inFolder('huawei'), inFolder('easystack'), inFolder('deviated'), '--out', inFolder('out'));
}, 120_000);

describe('runs side by side', () => {
  test('the file fits its schema, and names every side apart', () => {
    const comparison = readValidated<Comparison>(inFolder('out/comparison.json'), 'comparison');
    expect(comparison.sides.map(({ id, name }) => [id, name])).toEqual([
      ['A', 'embedded huawei'],
      ['B', 'embedded easystack (B)'],
      ['C', 'embedded easystack (C)'],
      ['huawei', 'huawei'],
      ['easystack', 'easystack'],
      ['openstack', 'openstack'],
    ]);
  });

  test('checks are joined by their id: the planted fault differs, what one contract alone asks for says so', () => {
    const { checks, counts } = read('out');
    const joined = (id: string) => checks.find((check) => check.id === id);
    expect(joined('server.pause/success-status/202')).toMatchObject({
      state: 'different',
      differs: ['verdict'],
      sides: [{ absent: 'no-operation' }, { verdict: 'pass' }, { verdict: 'fail', reason: 'status-unexpected' }],
    });
    const alone = checks.find(({ operation }) => operation === 'flavor.list-details');
    expect(alone).toMatchObject({
      state: 'only-here',
      sides: [{}, { absent: 'no-operation' }, { absent: 'no-operation' }],
    });
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(checks.length);
    expect(counts.same).toBeGreaterThan(50);
  });

  test('codes and fields that only one has are found, in the microversion that they share', () => {
    const comparison = read('out');
    const code = find(comparison, 'success-code', 'server.pause');
    expect(code?.sides.map(({ side, value }) => [side, value])).toEqual([
      ['B', '202'],
      ['C', '200'],
    ]);
    const status = find(comparison, 'field-only', 'server.show', 'server.status');
    expect(stateOf(status)).toEqual({ A: 'has', B: 'has', C: 'lacks' });
    expect(status?.breaks.en).toContain('never on embedded easystack (C)');
    expect(find(comparison, 'field-form', 'server.show', 'server.flavor.id')?.weight).toBe('adapts');
  });

  test('states, bodies of errors, times and ranges of microversions are held beside each other', () => {
    const comparison = read('out');
    const values = (difference: Difference | undefined) => difference?.sides.map(({ value }) => value);
    expect(values(find(comparison, 'state-end', 'server.pause'))).toEqual(['PAUSED', 'ERROR']);
    expect(values(find(comparison, 'error-body', 'server.show'))?.at(-1)).toBe('{error: {text: string}}');
    expect(find(comparison, 'timing-answer', 'server.show')?.weight).toBe('notes');
    const range = comparison.differences.find(({ kind }) => kind === 'microversion-range');
    expect(values(range)).toEqual(['2.1', '2.1–2.93', '2.1–2.93']);
    expect(range?.portable.en).toContain('write for 2.1');
  });

  test('two runs of one cloud that behave alike do not differ in fields, codes or states', async () => {
    cpSync(inFolder('easystack'), inFolder('again'), { recursive: true });
    await compare(inFolder('easystack'), inFolder('again'), '--out', inFolder('alike'));
    const { differences, counts } = read('alike');
    expect(differences.filter(({ source }) => source === 'observed')).toEqual([]);
    expect(counts.different).toBe(0);
  });

  test('each recording is judged by each contract, and nobody is blamed for what was not sent', () => {
    const { cross, differences } = read('out');
    expect(cross.map(({ side, contract }) => `${side} ${contract}`)).toHaveLength(9);
    const of = (side: string, contract: string) => cross.find((one) => one.side === side && one.contract === contract)!;
    expect(of('B', 'easystack').fail.must).toBe(0);
    expect(of('C', 'easystack').fail.must).toBeGreaterThan(0);
    expect(of('A', 'easystack').unjudged['not-exercised']).toBeGreaterThan(0);
    const pause = differences.filter(({ kind, operations }) => kind === 'promise' && operations[0] === 'server.pause');
    expect(pause.length).toBeGreaterThan(0);
    for (const promise of pause) expect(stateOf(promise).A).toBe('unknown');
  });

  test('every sentence is filled in, in both languages', () => {
    const sentences = read('out').differences.flatMap(({ breaks, portable }) => [breaks, portable]);
    for (const { en, zh } of sentences) {
      expect(en + zh).not.toMatch(
        /\{(operations|subject|has|lacks|values|contract|versions|ratio|common|finding)\}|undefined/,
      );
      expect(zh).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test('the Markdown names the sides and the planted fault', () => {
    const text = readFileSync(inFolder('out/comparison.md'), 'utf8');
    expect(text).toContain('# Comparison: embedded huawei · embedded easystack (B) · embedded easystack (C)');
    expect(text).toContain(
      'server.pause succeeds with other codes (embedded easystack (B): 202; embedded easystack (C): 200)',
    );
  });
});

describe('contracts side by side', () => {
  test('need no run: operations, parameters, fields and limits of the documents, with their rows', async () => {
    const printed = await compare('--contracts', 'easystack', 'huawei', '--out', inFolder('contracts'), '--json');
    const comparison = JSON.parse(printed) as Comparison;
    expect(comparison).toMatchObject({ checks: [], cross: [], timings: [] });
    expect(stateOf(find(comparison, 'operation-only', 'server.pause'))).toEqual({ easystack: 'has', huawei: 'lacks' });
    expect(stateOf(find(comparison, 'operation-only', 'baremetal.create'))).toEqual({
      easystack: 'lacks',
      huawei: 'has',
    });
    const field = find(comparison, 'stated-field', 'server.show', 'server.estimated_deleted');
    const [row] = field?.sides.find(({ side }) => side === 'easystack')?.rows ?? [];
    expect(row).toBe('easystack-compute-6.1.2#server.show/response/server.estimated_deleted');
    expect(comparison.rows[row!]?.clause.zh).toContain('server.estimated_deleted');
    const kinds = new Set(comparison.differences.map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining(['stated-parameter', 'stated-type', 'stated-limit', 'stated-range', 'unsaid']),
    );
  });
});

describe('what cannot be compared', () => {
  test.each([
    [[], 'a comparison needs two or more folders of runs'],
    [['--contracts', 'huawei'], '--contracts takes two or more different profiles'],
    [['nowhere', 'elsewhere'], 'nowhere/report.json: there is no such file'],
  ])('%j', async (args, sentence) => {
    await expect(compare(...args, '--out', inFolder('none'))).rejects.toThrow(sentence);
  });

  test('a report beside the recording of another run', async () => {
    cpSync(inFolder('huawei/recording.jsonl'), inFolder('again/recording.jsonl'));
    const compared = compare(inFolder('easystack'), inFolder('again'), '--out', inFolder('none'));
    await expect(compared).rejects.toThrow('"conform judge" makes the report that goes with it');
  });
});

describe('the page', () => {
  useBrowser();

  test('answers queries, and the URL holds what is shown', async () => {
    const { page, incidents } = await openFile(inFolder('out/index.html'), '#/differences?q=differs:success-code');
    expect(await page.locator('.count').textContent()).toMatch(/^1 of /);
    await page.getByRole('link', { name: 'case', exact: true }).click();
    await page.getByRole('heading', { name: 'How to write it so that it runs on all' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/differences?q=differs:success-code&check=success-code/server.pause/case');
    expect(await page.locator('.exchange').count()).toBe(2);
    await page.getByLabel('Search and filter').fill('lacks:C field:server.status -weight:notes');
    await page.waitForFunction(() => location.hash.includes('lacks:C'));
    expect(await page.locator('.differences tbody tr').count()).toBeGreaterThan(0);
    await page.goto(`${page.url().split('#')[0]}#/checks?q=c:fail+b:pass+rule:success-status&lang=zh`);
    await page.getByRole('link', { name: 'server.pause/success-status' }).waitFor();
    expect(await page.locator('.joined tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: '概览' }).click();
    await page.getByRole('heading', { name: '以各契约判定各记录' }).waitFor();
    expect(incidents).toEqual([]);
  });

  test('fits a narrow screen, and nothing that a target said is markup', async () => {
    await spoil('easystack', 'hostile', attack);
    await compare(inFolder('huawei'), inFolder('hostile'), '--out', inFolder('unsafe'));
    const queries = ['overview', 'differences?q=onerror', 'checks?q=b:fail', 'timings'];
    for (const query of queries) {
      const opened = await openFile(inFolder('unsafe/index.html'), `#/${query}`, {
        viewport: { width: 360, height: 740 },
      });
      const { page } = opened;
      expect(await page.evaluate(() => document.documentElement.scrollWidth), query).toBeLessThanOrEqual(360);
      const first = page.locator('.check-link').first();
      if ((await first.count()) > 0) {
        await first.click();
        await page.locator('.exchange').first().waitFor();
      } else {
        expect(await page.locator('main').textContent()).toContain('<img src=x onerror=alert(1)>');
      }
      expect(opened.incidents).toEqual([]);
      expect(await page.locator('img, iframe, form').count()).toBe(0);
      expect(await page.locator('script').count()).toBe(3);
    }
    expect(readFileSync(inFolder('unsafe/comparison.md'), 'utf8')).not.toContain('<img');
  });
});
