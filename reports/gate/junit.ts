import type { TestCase } from 'junit-report-builder';
import { flakyWord } from '../attempts.ts';
import { byOperation, clean, junitRoot, skip } from '../junit.ts';
import type { Report } from '../model.ts';
import { type Language, nameOf } from '../text.ts';
import { oneLine } from '../visible.ts';
import type { Change, Gate } from './model.ts';
import { beforeOf, tell, waiverSections, waiverWords, wordsOf } from './words.ts';

/** Most characters of a message in an attribute. */
const MESSAGE_LIMIT = 400;

/**
 * A gate as JUnit XML: a suite for each operation, a test case for each check of the report and each that is gone. Only regressions
 * fail; what can no longer be judged is an error; known failures, waived ones and changes that do not count are skipped, with the
 * reason. Waivers that have had their day fail in a suite of their own.
 */
export function renderGateJUnit(gate: Gate, report: Report, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const root = junitRoot(`conform gate: ${report.target.name}`);
  const changes = new Map(gate.changes.map((change) => [change.check, change]));
  const gone = gate.changes.filter(({ now }) => now === null).map(({ check, operation }) => ({ id: check, operation }));
  for (const [operation, checks] of byOperation<{ id: string; operation: string }>([...report.checks, ...gone])) {
    const suite = root.testSuite().name(clean(operation)).timestamp(report.run.startedAt);
    for (const { id } of checks) {
      const testCase = suite.testCase().className(clean(operation)).name(clean(id));
      const change = changes.get(id);
      if (change) say(testCase, change, language);
    }
  }
  const bad = waiverSections(gate, language).flatMap(({ waivers }) => waivers);
  const suite = bad.length > 0 ? root.testSuite().name('waivers').timestamp(report.run.startedAt) : undefined;
  for (const waiver of bad) {
    const testCase = suite!.testCase().className('waivers').name(clean(waiver.check));
    const words = clean(oneLine(waiverWords(waiver, language), MESSAGE_LIMIT));
    if (waiver.state === 'unmatched') skip(testCase, words);
    else testCase.failure(words, waiver.state);
  }
  return root.build();
}

function say(testCase: TestCase, change: Change, language: Language): void {
  if (change.flaky) testCase.property('flaky', 'true');
  if (change.kind === 'fixed') return;
  const message = clean(oneLine(messageOf(change, language), MESSAGE_LIMIT));
  if (change.effect === 'regression') testCase.failure(message, change.level);
  else if (change.effect === 'unjudged') testCase.error(message, change.reason ?? change.kind);
  else skip(testCase, message);
}

/** A change in a line, with what it was before. */
export function messageOf(change: Change, language: Language): string {
  const { kind, now, flaky } = change;
  const marks = [
    ...(kind === 'known-failure' ? [tell(language, 'known.one')] : []),
    beforeOf(change, language),
    ...(flaky ? [flakyWord(language)] : []),
  ];
  const verdict = now === null ? tell(language, 'gone') : nameOf(language, 'verdict', now);
  return `${verdict} (${marks.join('; ')}): ${wordsOf(change, language)}`;
}
