import type { Check, Level } from '../specs/judge/types.ts';
import { flakyWord } from './attempts.ts';
import { missingFor, reachedTitle, titleOfLevel } from './level-parts.ts';
import type { Report } from './model.ts';
import { resultOf } from './result.ts';
import type { Language } from './text.ts';
import { nameOf, SIGNS, say, VERDICT_ORDER } from './text.ts';
import { oneLine, visible } from './visible.ts';

/** Failures that the summary lists; the reports have all of them. */
const FAILURES_SHOWN = 30;

/** Checks that are named as missing for the next level. */
const MISSING_SHOWN = 3;

/** Most characters of one finding. */
const FINDING_LIMIT = 240;

export interface TerminalOptions {
  lang?: Language;
  /** Whether to use colour; see `wantsColour`. */
  colour?: boolean;
  /** Files that were written, named at the end. */
  files?: readonly string[];
}

/** Whether a stream is to be written to in colour: only a terminal is, and none while NO_COLOR is set (https://no-color.org). */
export function wantsColour(
  stream: { isTTY?: boolean },
  environment: Record<string, string | undefined> = process.env,
): boolean {
  return stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
}

/**
 * A short summary for people: the result, counts, failures by operation with the exchange that shows each, and where the reports
 * are. Ends in a newline. Nothing that a target said can move the cursor or change colours.
 */
export function renderTerminal(report: Report, options: TerminalOptions = {}): string {
  const language = options.lang ?? 'en';
  const paint = painter(options.colour ?? false);
  const { name, sign, title, reasons } = resultOf(report, language);
  const target = `${visible(report.target.name)} (${visible(report.contract.profile)})`;
  const lines = [`${paint(RESULT_STYLES[name], `${sign} ${title}`)}  ${target}`];
  if (name === 'undecided') lines.push(`  ${visible(reasons[0] ?? '')}`);
  lines.push(`  ${counts(report, language, paint)}`, ...levels(report, language, paint));
  lines.push(...failures(report.checks, language, paint));
  const files = options.files ?? [];
  if (files.length > 0) lines.push('', `${say(language, 'terminal.reports')}:`, ...files.map((file) => `  ${file}`));
  return `${lines.join('\n')}\n`;
}

function counts({ summary, checks }: Report, language: Language, paint: Painter): string {
  const { verdicts, waived } = summary;
  const flaky = checks.filter((check) => check.flaky).length;
  const numbers = { ...verdicts, 'not-applicable': verdicts.notApplicable };
  const parts = VERDICT_ORDER.filter((verdict) => numbers[verdict] > 0).map((verdict) => {
    const notes = [
      [waived, say(language, 'terminal.waived')],
      [flaky, flakyWord(language)],
    ].flatMap(([count, word]) => (count ? [`${count} ${word}`] : []));
    const note = verdict === 'fail' && notes.length > 0 ? ` (${notes.join(', ')})` : '';
    const text = `${numbers[verdict]} ${nameOf(language, 'verdict', verdict)}${note}`;
    return verdict === 'fail' || verdict === 'error' ? paint('red', text) : text;
  });
  return parts.join(', ');
}

/** The level that was reached, and what is missing for the next one. */
function levels({ levels: state, run }: Report, language: Language, paint: Painter): string[] {
  if (!state) return [];
  const lines = [
    `  ${say(language, 'levels.reached')}: ${paint('bold', reachedTitle(state, language))} (${state.list})`,
  ];
  if (!state.next) return lines;
  const missing = missingFor(state, state.next);
  if (missing.length === 0 && !run.complete) return [...lines, `  ${say(language, 'levels.incomplete')}`];
  const level = titleOfLevel(state, state.next)[language];
  const count = say(language, 'levels.next.count', { level, count: missing.length });
  lines.push(`  ${say(language, 'levels.next')}: ${count}`);
  for (const { check, verdict, mend } of missing.slice(0, MISSING_SHOWN)) {
    lines.push(`    ${nameOf(language, 'verdict', verdict)}  ${visible(check)}`);
    lines.push(`      ${oneLine(mend[language], FINDING_LIMIT)}`);
  }
  const more = missing.length - MISSING_SHOWN;
  if (more > 0) lines.push(`    ${say(language, 'levels.more', { count: more })}`);
  return lines;
}

function failures(checks: readonly Check[], language: Language, paint: Painter): string[] {
  const failed = checks.filter((check) => (check.verdict === 'fail' && !check.waiver) || check.verdict === 'error');
  const lines: string[] = [];
  let operation = '';
  for (const check of failed.toSorted(byLevel).slice(0, FAILURES_SHOWN).toSorted(byOperation(failed))) {
    if (check.operation !== operation) {
      operation = check.operation;
      lines.push('', paint('bold', visible(operation)));
    }
    lines.push(...failure(check, language, paint));
  }
  const more = failed.length - FAILURES_SHOWN;
  if (more > 0) lines.push('', say(language, 'terminal.more', { count: more }));
  return lines;
}

function failure(check: Check, language: Language, paint: Painter): string[] {
  const words = check.finding?.message ?? check.detail;
  const place = visible(check.id.slice(check.operation.length + 1));
  const sign = check.verdict === 'error' ? SIGNS.error : SIGNS.fail;
  const level =
    check.verdict === 'error' ? nameOf(language, 'verdict', 'error') : nameOf(language, 'level', check.level);
  const exchange = check.exchanges[0] ? paint('dim', ` [${visible(check.exchanges[0])}]`) : '';
  const mark = check.flaky ? `  ${paint('yellow', flakyWord(language))}` : '';
  const head = `  ${paint(check.level === 'must' ? 'red' : 'yellow', `${sign} ${level}`)}  ${place}${exchange}${mark}`;
  return words ? [head, `      ${oneLine(words[language], FINDING_LIMIT)}`] : [head];
}

const LEVELS: Record<Level, number> = { must: 0, should: 1, may: 2 };

function byLevel(one: Check, other: Check): number {
  return LEVELS[one.level] - LEVELS[other.level];
}

function byOperation(order: readonly Check[]): (one: Check, other: Check) => number {
  const positions = new Map([...new Set(order.map((check) => check.operation))].map((name, index) => [name, index]));
  return (one, other) => (positions.get(one.operation) ?? 0) - (positions.get(other.operation) ?? 0);
}

const RESULT_STYLES = { conformant: 'green', 'not-conformant': 'red', undecided: 'yellow' } as const;

const CODES = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 } as const;

type Painter = (style: keyof typeof CODES, text: string) => string;

/** Gives what puts a text in a colour, or leaves it alone. */
export function painter(colour: boolean): Painter {
  return (style, text) => (colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}
