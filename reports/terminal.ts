import type { Check, Level } from '../specs/judge/types.ts';
import type { Report } from './model.ts';
import { resultOf } from './result.ts';
import type { Language } from './text.ts';
import { nameOf, SIGNS, say, VERDICT_ORDER } from './text.ts';
import { oneLine, visible } from './visible.ts';

/** Failures that the summary lists; the reports have all of them. */
const FAILURES_SHOWN = 30;

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
  lines.push(`  ${counts(report, language, paint)}`, ...failures(report.checks, language, paint));
  const files = options.files ?? [];
  if (files.length > 0) lines.push('', `${say(language, 'terminal.reports')}:`, ...files.map((file) => `  ${file}`));
  return `${lines.join('\n')}\n`;
}

function counts({ summary }: Report, language: Language, paint: Painter): string {
  const { verdicts, waived } = summary;
  const numbers = { ...verdicts, 'not-applicable': verdicts.notApplicable };
  const parts = VERDICT_ORDER.filter((verdict) => numbers[verdict] > 0).map((verdict) => {
    const note = verdict === 'fail' && waived > 0 ? ` (${waived} ${say(language, 'terminal.waived')})` : '';
    const text = `${numbers[verdict]} ${nameOf(language, 'verdict', verdict)}${note}`;
    return verdict === 'fail' || verdict === 'error' ? paint('red', text) : text;
  });
  return parts.join(', ');
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
  const head = `  ${paint(check.level === 'must' ? 'red' : 'yellow', `${sign} ${level}`)}  ${place}${exchange}`;
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

function painter(colour: boolean): Painter {
  return (style, text) => (colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}
