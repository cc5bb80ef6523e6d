import {
  attachment,
  ContentType,
  epic,
  feature,
  logStep,
  Severity,
  Status,
  severity,
  step,
  story,
} from 'allure-js-commons';
import type { Check, Level } from '../specs/judge/types.ts';
import type { Exchange } from '../specs/recording/types.ts';
import { flakyWord } from './attempts.ts';
import { curlLine } from './curl.ts';
import type { Language } from './text.ts';
import { nameOf } from './text.ts';
import { oneLine, visible, visibleJson } from './visible.ts';

/** How grave a check of each level is in Allure's words. */
const SEVERITIES: Record<Level, Severity> = {
  must: Severity.CRITICAL,
  should: Severity.NORMAL,
  may: Severity.MINOR,
};

/** Exchanges that one test attaches; each is a file of its own in the results. */
const ATTACHMENTS = 10;

/** Most characters of a body in an attachment. */
const BODY_LIMIT = 64 * 1024;

/** The checks of one operation × rule: one vitest test. */
export interface AllureGroup {
  profile: string;
  operation: string;
  rule: string;
  checks: readonly Check[];
  /** Finds an exchange of the recording by its id. */
  findExchange(id: string): Exchange | undefined;
  lang?: Language;
}

/**
 * Describes one vitest test to Allure: labels (epic profile, feature operation, story rule, severity by the strictest level), a step
 * for each check with its verdict, and the exchanges as attachments, those of checks that did not pass first. It judges
 * nothing and throws nothing: the spec fails the test by itself, afterwards, so that the report is whole.
 *
 *     test(`${operation} ${rule}`, async () => {
 *       const checks = await checksOf(operation, rule);
 *       await describeToAllure({ profile, operation, rule, checks, findExchange });
 *       assertVerdicts(checks);
 *     });
 *
 * It needs the set-up file of allure-vitest (`allure-vitest/setup`); call it only where the reporter `allure-vitest/reporter` is
 * on, for without a runtime every call of allure-js-commons prints a warning.
 */
export async function describeToAllure(group: AllureGroup): Promise<void> {
  const { profile, operation, rule, checks } = group;
  const language = group.lang ?? 'en';
  await epic(profile);
  await feature(operation);
  await story(rule);
  const strictest = (['must', 'should', 'may'] as const).find((level) => checks.some((check) => check.level === level));
  await severity(SEVERITIES[strictest ?? 'may']);
  const attached = new Set<string>();
  const urgentFirst = checks.toSorted(
    (one, other) => Number(one.verdict === 'pass') - Number(other.verdict === 'pass'),
  );
  for (const check of urgentFirst) await describeCheck(check, group, attached, language);
}

async function describeCheck(
  check: Check,
  group: AllureGroup,
  attached: Set<string>,
  language: Language,
): Promise<void> {
  const level = nameOf(language, 'level', check.level);
  const words = check.finding?.message[language] ?? check.detail?.[language] ?? check.reason ?? '';
  const flaky = check.flaky ? `, ${flakyWord(language)}` : '';
  const name = visible(`${check.id} (${level}): ${nameOf(language, 'verdict', check.verdict)}${flaky}`);
  const fresh = check.exchanges.flatMap((id) => (attached.has(id) ? [] : (group.findExchange(id) ?? [])));
  const exchanges = fresh.slice(0, ATTACHMENTS - attached.size);
  for (const exchange of exchanges) attached.add(exchange.id);
  const status = statusOf(check);
  if (status === Status.SKIPPED) {
    // A step that only ends counts as passed: what was not observed must not look so, hence no step around its exchanges.
    await logStep(words ? `${name}. ${oneLine(words, BODY_LIMIT)}` : name, status);
    for (const exchange of exchanges) await attach(exchange);
    return;
  }
  const error = status === Status.PASSED ? undefined : new Unfavourable(status, oneLine(words, BODY_LIMIT));
  try {
    await step(name, async () => {
      for (const exchange of exchanges) await attach(exchange);
      if (error) throw error;
    });
  } catch (thrown) {
    if (thrown !== error) throw thrown;
  }
}

/** Thrown within a step to mark it. Allure takes an error for a failure if its name speaks of an assertion, else for a breakage. */
class Unfavourable extends Error {
  constructor(status: Status, message: string) {
    super(message);
    this.name = status === Status.FAILED ? 'AssertionError' : 'SuiteError';
  }
}

function statusOf(check: Check): Status {
  if (check.verdict === 'pass') return Status.PASSED;
  if (check.verdict === 'error') return Status.BROKEN;
  return check.verdict === 'fail' && !check.waiver ? Status.FAILED : Status.SKIPPED;
}

function attach(exchange: Exchange): PromiseLike<void> {
  const { request, response, failure } = exchange;
  const lines = [
    `# ${exchange.id}: ${exchange.intent}, ${exchange.identity}, ${exchange.sentAt}, ${Math.round(exchange.durationMs)} ms`,
    visible(curlLine(exchange)),
    '',
    ...message(`${request.method} ${request.url}`, request.headers, request.body),
    '',
    ...(response
      ? message(`HTTP ${response.status}`, response.headers, response.body)
      : [visible(failure?.message ?? '')]),
  ];
  return attachment(`${exchange.id} ${visible(request.method)}`, lines.join('\n'), ContentType.TEXT);
}

function message(start: string, headers: Record<string, string>, body: unknown): string[] {
  const lines = [start, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].map((line) =>
    visible(line),
  );
  if (body === undefined) return lines;
  const text = typeof body === 'string' ? visible(body, '\n') : visibleJson(body, 2);
  return [...lines, '', text.slice(0, BODY_LIMIT)];
}
