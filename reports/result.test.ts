import { expect, test } from 'vitest';
import type { Report } from './model.ts';
import { resultOf } from './result.ts';
import { sample } from './testing/sample.ts';

/** The sample without anything that failed or could not be judged. */
function clean(): Report {
  const { report } = sample();
  report.checks = report.checks.filter((check) => check.verdict === 'pass' || check.verdict === 'not-applicable');
  const verdicts = { ...report.summary.verdicts, fail: 0, inconclusive: 0, error: 0 };
  const failures = { must: 0, should: 0, may: 0 };
  report.summary = { checks: report.checks.length, verdicts, failures, waived: 0, conformant: true };
  return report;
}

test('a run in which every demand was kept is conformant', () => {
  expect(resultOf(clean(), 'en')).toMatchObject({ name: 'conformant', title: 'Conformant', sign: '✓' });
  expect(resultOf(clean(), 'en').reasons).toEqual([
    'Everything that the easystack contract demands and this run observed was kept.',
  ]);
});

test('broken demands are counted, and all else that matters is said', () => {
  const { name, reasons } = resultOf(sample().report, 'en');
  expect(name).toBe('not-conformant');
  expect(reasons).toEqual([
    'The target breaks the easystack contract in 2 places that it must keep.',
    'In addition: 1 recommendation not followed, 1 minor remark.',
    '8 checks could not be observed.',
    '1 check failed through a fault of the suite.',
    '1 failure is covered by a waiver of the target’s owner.',
  ]);
});

test('what could not be judged is not called conformant', () => {
  const early = clean();
  early.run.complete = false;
  expect(resultOf(early, 'en')).toMatchObject({ name: 'undecided', sign: '?' });
  const open = clean();
  const [check] = open.checks;
  Object.assign(check ?? {}, { verdict: 'inconclusive', reason: 'precondition' });
  expect(resultOf(open, 'zh')).toMatchObject({ name: 'undecided', title: '无法判定' });
});

test('a judgement by the contract of another profile says so', () => {
  const report = clean();
  report.contract.profile = 'huawei';
  expect(resultOf(report, 'en').reasons.at(-1)).toBe(
    'The target was exercised as easystack and is judged here by the contract of huawei.',
  );
});
