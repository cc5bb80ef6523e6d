import { describe, expect, test } from 'vitest';
import { formatSchema, validateInput } from '../schemas/input.ts';
import { judge } from '../specs/judge/judge.ts';
import { RULES } from '../specs/rules/index.ts';
import { exchangeOf, recordingOf } from '../specs/testing/recording.ts';
import { contractOf } from '../specs/testing/verdicts.ts';
import { buildReport } from './build.ts';
import { exitCodeOf } from './exit-code.ts';
import { renderMarkdown } from './markdown.ts';
import type { Report } from './model.ts';
import { resultOf } from './result.ts';
import { renderTerminal } from './terminal.ts';
import { reportWithLevels } from './testing/levels.ts';
import { sample } from './testing/sample.ts';

const contract = contractOf('huawei');

/** The report of one right answer to one operation, in which most is missing. */
function report(level?: string, patterns?: string[]): Report {
  const target = level ? { target: { level } } : {};
  const recording = recordingOf(contract, [exchangeOf(contract, 'zone.list')], target);
  return buildReport(contract, recording, judge(contract, recording, RULES, patterns), RULES);
}

describe('levels in a report', () => {
  test('say what is missing for each capability, and how to mend it', () => {
    const built = report();
    expect(built.levels).toMatchObject({ list: 'huawei/2026-11', reached: null, next: 'native-ecs' });
    const [reading] = built.levels!.capabilities;
    expect(reading!.passed).toBeGreaterThan(0);
    const missing = reading!.missing.find(({ check }) => check === 'server.show/success-status/200');
    expect(missing).toMatchObject({
      verdict: 'inconclusive',
      mend: { en: expect.stringMatching(/: No request of this kind was sent\.$/) },
    });
    const data = { file: 'report.json', data: JSON.parse(JSON.stringify(built)), lineOf: () => undefined };
    expect(() => validateInput(data, formatSchema('report'))).not.toThrow();
  });

  test('are left out of a report on a part', () => {
    expect(report(undefined, ['zone.list/*'])).not.toHaveProperty('levels');
  });

  test('name the claim of a target that there is', () => {
    expect(report('bms').levels).toMatchObject({ claimed: 'bms' });
    expect(report('administration').levels).not.toHaveProperty('claimed');
  });
});

describe('a claimed level', () => {
  const failed = { verdicts: { 'server.attach-volume/success-status/200': 'fail' } } as const;
  const open = { verdicts: { 'server.attach-volume/success-status/200': 'inconclusive' } } as const;

  test.each([
    ['that is reached', { ...failed, claimed: 'lifecycle' }, 0, 'Level reached: Lifecycle'],
    ['for which a check fails', { ...failed, claimed: 'administration' }, 1, 'Level not reached: Administration'],
    ['for which a check could not be observed', { ...open, claimed: 'networking-and-volumes' }, 3, 'Level not reached'],
    ['of a run that broke off', { claimed: 'read-only', complete: false }, 3, 'Level not reached'],
  ])('%s decides the exit code and the result', (_what, options, code, title) => {
    const built = reportWithLevels(options);
    expect(exitCodeOf(built)).toBe(code);
    expect(resultOf(built, 'en').title).toContain(title);
    expect(resultOf(built, 'zh').title).toMatch(/达到级别/);
  });
});

describe('people are told', () => {
  const built = reportWithLevels({
    verdicts: { 'server.pause/success-status/202': 'fail', 'server.stop/success-status/202': 'inconclusive' },
  });

  test.each([
    ['en', 'Level reached: Read only (easystack/2026-11)', 'Missing for the next level: Lifecycle: 2 checks'],
    ['zh', '已达到级别: 只读 (easystack/2026-11)', '达到下一级别尚缺: 生命周期：2 项检查'],
  ] as const)('on the terminal, in %s', (lang, reached, missing) => {
    const text = renderTerminal(built, { lang });
    expect(text).toContain(reached);
    expect(text).toContain(missing);
    expect(text).toContain('server.pause/success-status/202');
  });

  test.each([
    [
      'en',
      'Level reached: **Read only**',
      'Mend it in the deployment: What was found.',
      '| ✕ Lifecycle | Power and pauses |',
    ],
    ['zh', '已达到级别: **只读**', '请修正部署：发现的问题。', '| ✕ 生命周期 | 电源与暂停 |'],
  ] as const)('in Markdown, in %s', (lang, ...parts) => {
    const text = renderMarkdown(built, sample().recording, { lang });
    for (const part of parts) expect(text).toContain(part);
  });

  test('that nothing is missing, and that a run broke off', () => {
    expect(renderTerminal(reportWithLevels())).toContain('Level reached: Administration');
    expect(renderTerminal(reportWithLevels())).not.toContain('Missing');
    expect(renderTerminal(reportWithLevels({ complete: false }))).toContain('did not come to its end');
  });
});
