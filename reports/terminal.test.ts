import { expect, test } from 'vitest';
import { renderTerminal, wantsColour } from './terminal.ts';
import { hostileSample, largeSample, sample } from './testing/sample.ts';

test('says the result, the counts, each failure with its exchange, and where the reports are', () => {
  const text = renderTerminal(sample().report, { files: ['out/index.html'] });
  expect(text).toContain('✕ Not conformant  Staging region 2 (easystack)');
  expect(text).toContain('5 fail (1 waived), 1 suite error, 8 inconclusive, 135 pass, 8 not applicable');
  expect(text).toMatch(
    /server\.pause\n +✕ must {2}success-status \[x7\]\n +Answered with 200 where the document states 202\./,
  );
  expect(text).toContain('out/index.html');
  expect(text).not.toContain('keypair.import');
  expect(text.endsWith('\n')).toBe(true);
});

test('speaks Chinese', () => {
  expect(renderTerminal(sample().report, { lang: 'zh' })).toContain('返回 200，而文档规定为 202。');
});

test('calls a run that was ended early not decided, even if nothing failed', () => {
  const { report } = sample();
  report.checks = report.checks.filter((check) => check.verdict === 'pass');
  report.summary = { ...report.summary, conformant: true, failures: { must: 0, should: 0, may: 0 } };
  expect(renderTerminal(report)).toContain('✓ Conformant');
  report.run.complete = false;
  expect(renderTerminal(report)).toContain('? Not decided');
});

test('lists the gravest failures first where there are too many', () => {
  const { report } = largeSample(2000);
  const text = renderTerminal(report);
  expect(text.split('\n').length).toBeLessThan(120);
  expect(text).toContain('… 170 more');
});

test('a target cannot reach the terminal, nor can colour where none is wanted', () => {
  const text = renderTerminal(hostileSample().report);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
});

test('colours itself on a terminal only, and not under NO_COLOR', () => {
  expect(renderTerminal(sample().report, { colour: true })).toContain('\u001b[31m✕ Not conformant\u001b[0m');
  expect(wantsColour({ isTTY: true }, {})).toBe(true);
  expect(wantsColour({}, {})).toBe(false);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(wantsColour({ isTTY: true }, { NO_COLOR: '' })).toBe(true);
});
