import { describe, expect, test } from 'vitest';
import type { Report } from '../model.ts';
import { HOSTILE, hostileSample, sample } from '../testing/sample.ts';
import { STATUS_FINDING } from '../testing/sample-data.ts';
import { gate, type PlacedWaiver } from './gate.ts';
import { renderGateGithub } from './github.ts';
import { renderGateGitlab } from './gitlab.ts';
import { renderGateJUnit } from './junit.ts';
import { renderGateMarkdown } from './markdown.ts';
import type { Gate } from './model.ts';
import { renderGateTerminal } from './terminal.ts';

const WAIVERS: PlacedWaiver[] = [
  {
    check: 'server.start/*',
    owner: 'Li Na',
    reason: 'was: 50%, fixed',
    expires: '2027-01-01',
    file: 'w.yaml',
    line: 3,
  },
];

/** The sample with a new failure, a flaky one, a lost one, a fixed one and a stale waiver. */
function worsened(base = sample().report): { result: Gate; report: Report; baseline: Report } {
  const { report } = sample();
  const edit = (id: string, change: object): void => {
    Object.assign(report.checks.find((check) => check.id === id)!, change);
  };
  const message = { en: `100%\r\nsaid ${HOSTILE}`, zh: '坏' };
  edit('server.stop/success-status', { verdict: 'fail', finding: { ...STATUS_FINDING, message } });
  const flaky = { verdict: 'fail', finding: STATUS_FINDING, flaky: true, attempts: ['fail', 'pass'] };
  edit('server.list/success-status', flaky);
  edit('server.show/success-status', { verdict: 'inconclusive', reason: 'precondition', exchanges: [] });
  edit('server.pause/success-status', { verdict: 'pass', finding: undefined });
  const policy = { level: 'should', flaky: 'fail' } as const;
  return {
    result: gate(report, { baseline: base, waivers: WAIVERS, policy, aliases: [], at: '2026-11-22' }),
    report,
    baseline: base,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/;

describe('the terminal', () => {
  test('says what got worse, what is lost, which waivers have had their day, and what is fixed', () => {
    const text = renderGateTerminal(worsened().result);
    expect(text).toMatch(
      /^✕ Regression {2}Staging region 2 \(easystack\), run \S+, against run \S+ of \d{4}-\d\d-\d\d\n/,
    );
    expect(text).toContain(
      '2 new failures, 1 new inconclusive, 1 stale or expired waiver, 1 fixed, 4 known failures, 1 waived, 1 flaky',
    );
    expect(text).toMatch(/Regressions \(2\)\n {2}✕ must {2}server\.list\/success-status \[x1\] {2}was pass {2}flaky\n/);
    expect(text).toMatch(/can no longer be judged \(1\)\n {2}\? must {2}server\.show\/success-status/);
    expect(text).toMatch(/server\.start\/\* {2}w\.yaml:3\n {6}What it covers passes: take it out\./);
    expect(text).toMatch(/Fixed \(1\)\n {2}✓ must {2}server\.pause\/success-status/);
    expect(text).not.toMatch(UNSEEN);
  });

  test('speaks Chinese, and says it shortly where nothing changed', () => {
    expect(renderGateTerminal(worsened().result, { lang: 'zh' })).toContain('2 项新失败');
    const { report } = sample();
    report.checks = report.checks.filter(({ verdict }) => verdict === 'pass');
    const policy = { level: 'should', flaky: 'fail' } as const;
    const calm = gate(report, { baseline: report, waivers: [], policy, aliases: [], at: '2026-11-22' });
    expect(renderGateTerminal(calm).split('\n')).toHaveLength(3);
    expect(renderGateTerminal(calm)).toContain('nothing changed in 135 checks');
  });
});

describe('the annotations of GitHub', () => {
  const lines = renderGateGithub(worsened().result).trimEnd().split('\n');

  test('are one command a line: errors with title, file and line; warnings for what is lost', () => {
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) [^:]*::[^\r\n]+$/);
    expect(lines[0]).toBe(
      '::error file=w.yaml,line=3,title=server.start/*::What it covers passes: take it out. Li Na: was: 50%25, fixed',
    );
    expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(3);
    expect(lines).toContainEqual(expect.stringMatching(/^::error title=server\.list\/success-status \(flaky\)::fail/));
    expect(lines).toContainEqual(expect.stringMatching(/^::warning title=server\.show\/success-status::inconclusive/));
  });

  test('cannot be ended or begun by what a target says', () => {
    const { result } = worsened();
    for (const change of result.changes) {
      change.check = 'a,line=1::b\n::error::c%';
      change.message = { en: 'x\n::set-output name=a::b\r::stop-commands::t%0A', zh: '' };
    }
    const text = renderGateGithub(result);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^::(error|warning) (file=w|title=a%2Cline=1%3A%3Ab)/);
    expect(text).not.toContain('t%0A');
    expect(text).toContain('t%250A');
  });

  test('stay below what GitHub shows, and say how many there are besides', () => {
    const { result } = worsened();
    const [first] = result.changes;
    result.changes = Array.from({ length: 30 }, (_, index) => ({ ...first!, check: `server.stop/r${index}` }));
    const errors = renderGateGithub(result).trimEnd().split('\n');
    expect(errors).toHaveLength(10);
    expect(errors.at(-1)).toBe('::error title=conform gate::… 22 more');
  });
});

describe('the code quality report of GitLab', () => {
  const issues = (result: Gate): Record<string, unknown>[] =>
    JSON.parse(renderGateGitlab(result, { path: 'out/report.json', lineOf: () => 42 })) as Record<string, unknown>[];

  test('has an entry for each failure that no waiver covers, each with a fingerprint of its own', () => {
    const all = issues(worsened().result);
    expect(all).toHaveLength(7);
    expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(7);
    for (const issue of all) {
      expect(Object.keys(issue).sort()).toEqual(['check_name', 'description', 'fingerprint', 'location', 'severity']);
      expect(issue.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(all).toContainEqual(
      expect.objectContaining({
        check_name: 'success-status',
        severity: 'critical',
        location: { path: 'out/report.json', lines: { begin: 42 } },
      }),
    );
    expect(all).toContainEqual(
      expect.objectContaining({ check_name: 'waiver', location: { path: 'w.yaml', lines: { begin: 3 } } }),
    );
  });

  test('keeps the fingerprint of a failure from run to run, though its words change', () => {
    const print = (result: Gate): unknown =>
      issues(result).find(({ description }) => String(description).startsWith('server.stop/'))?.fingerprint;
    const known = worsened().report;
    expect(print(worsened(known).result)).toBe(print(worsened().result));
  });
});

test('JUnit has a case for each check; only regressions and bad waivers fail, what is lost is an error', () => {
  const { result, report } = worsened();
  const xml = renderGateJUnit(result, report);
  expect(xml).toMatch(
    /<testsuites name="conform gate: Staging region 2" tests="158" failures="3" errors="1" skipped="4">/,
  );
  expect(xml).toMatch(/name="server\.list\/success-status">\s*<properties>\s*<property name="flaky" value="true"\/>/);
  expect(xml).toContain('message="inconclusive (was pass): ');
  expect(xml).toContain('skipped message="fail (known; was fail): ');
  expect(xml).not.toMatch(UNSEEN);
});

test('Markdown says the same, and lets no markup of a target through', () => {
  const text = renderGateMarkdown(worsened().result);
  expect(text).toMatch(/^# ✕ Regression: Staging region 2\n/);
  expect(text).toContain('## Regressions (2)');
  expect(text).toContain('- ✕ **must** `server.list/success-status` · was pass · `x1` · **flaky**');
  expect(text).not.toContain('<img');
  expect(renderGateMarkdown(worsened(hostileSample().report).result)).not.toContain('<script>');
});
