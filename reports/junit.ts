import type { Builder, TestCase } from 'junit-report-builder';
import junit from 'junit-report-builder';
import type { Check } from '../specs/judge/types.ts';
import type { Exchange, Recording } from '../specs/recording/types.ts';
import { attemptsText, flakyWord } from './attempts.ts';
import { curlLine } from './curl.ts';
import type { Report } from './model.ts';
import type { Language } from './text.ts';
import { nameOf, say } from './text.ts';
import { oneLine, visible, visibleJson, wellFormed } from './visible.ts';

/** Most characters of a message in an attribute; CI pages show it on one line. */
const MESSAGE_LIMIT = 400;

/** Most characters of an expected or actual value in the text of a failure. */
const VALUE_LIMIT = 2000;

/**
 * The report as JUnit XML: a suite for each operation, a test case for each check. Failures of every level are failures, their
 * `type` says the level; waived failures, inconclusive and not-applicable checks are skipped, with the reason as message;
 * faults of the suite are errors.
 */
export function renderJUnit(report: Report, recording: Recording, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const exchanges = new Map(recording.exchanges.map((exchange) => [exchange.id, exchange]));
  const root = junitRoot(`${report.suite.name}: ${report.target.name}`);
  for (const [operation, checks] of byOperation(report.checks)) {
    const suite = root.testSuite().name(clean(operation)).timestamp(report.run.startedAt);
    for (const check of checks) {
      const testCase = suite.testCase().className(clean(check.operation)).name(clean(check.id));
      tell(testCase, check, exchanges.get(check.exchanges[0] ?? ''), language);
    }
  }
  return root.build();
}

function tell(testCase: TestCase, check: Check, exchange: Exchange | undefined, language: Language): void {
  if (check.verdict === 'pass') return;
  if (check.verdict === 'fail' && !check.waiver) {
    const message = check.finding?.message[language] ?? check.id;
    const mark = check.flaky ? `${flakyWord(language)}: ` : '';
    if (check.flaky) testCase.property('flaky', 'true');
    testCase.failure(clean(oneLine(`${mark}${message}`, MESSAGE_LIMIT)), check.level);
    testCase.stacktrace(clean(evidence(check, exchange, language)));
  } else if (check.verdict === 'error') {
    testCase.error(clean(oneLine(reasonOf(check, language), MESSAGE_LIMIT)), check.reason ?? 'error');
  } else {
    skip(testCase, clean(oneLine(reasonOf(check, language), MESSAGE_LIMIT)));
  }
}

function reasonOf(check: Check, language: Language): string {
  const verdict = nameOf(language, 'verdict', check.verdict);
  if (check.waiver) {
    const terms = say(language, 'evidence.waiver.terms', { owner: check.waiver.owner, expires: check.waiver.expires });
    return `${say(language, 'legend.waived')}: ${check.waiver.reason} (${terms})`;
  }
  const detail = check.detail?.[language] ?? (check.reason ? nameOf(language, 'reason', check.reason) : '');
  return `${verdict}${check.reason ? ` (${check.reason})` : ''}: ${detail}`;
}

function evidence(check: Check, exchange: Exchange | undefined, language: Language): string {
  const { finding } = check;
  const lines = [
    finding?.message[language] ?? '',
    `${check.level} ${finding?.code ?? ''} ${finding?.pointer ?? ''}`.trim(),
  ];
  for (const side of ['expected', 'actual'] as const) {
    const value = finding?.[side];
    if (value !== undefined)
      lines.push(`${say(language, `evidence.${side}`)}: ${oneLine(visibleJson(value), VALUE_LIMIT)}`);
  }
  if (check.attempts) lines.push(attemptsText(check, language));
  lines.push(...check.rows);
  if (exchange) {
    const outcome = exchange.response ? exchange.response.status : exchange.failure?.kind;
    lines.push(
      `${exchange.id}: ${exchange.request.method} ${exchange.request.url} -> ${outcome ?? '?'}`,
      curlLine(exchange),
    );
  }
  return lines.map((line) => visible(line)).join('\n');
}

/** A document with no suites yet. */
export function junitRoot(name: string): Builder {
  // The package's types speak of a `default` that its one CommonJS export does not have.
  return (junit as unknown as Builder).newBuilder().name(clean(name));
}

/** Marks a case as skipped with a message, which the builder has no way to say. */
export function skip(testCase: TestCase, message: string): void {
  testCase.skipped();
  const build = testCase.build.bind(testCase);
  testCase.build = (parent) => {
    const element = build(parent);
    element.children.find((child) => 'name' in child && child.name === 'skipped')?.att('message', message);
    return element;
  };
}

/** Text that XML 1.0 can hold, and that cannot end a CDATA section: the builder mends only the first `]]>` of a text. */
export function clean(text: string): string {
  return visible(wellFormed(text), '\n').replaceAll(']]>', ']]\\u003e');
}

/** Checks by the operation that they belong to, in their order. */
export function byOperation<Item extends { operation: string }>(checks: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const check of checks) {
    const group = groups.get(check.operation);
    if (group) group.push(check);
    else groups.set(check.operation, [check]);
  }
  return groups;
}
