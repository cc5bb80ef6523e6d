import type { Check } from '../specs/judge/types.ts';
import type { Exchange, Recording } from '../specs/recording/types.ts';
import { attemptsText, flakyWord } from './attempts.ts';
import { curlLine } from './curl.ts';
import { missingFor, reachedTitle, titleOfLevel } from './level-parts.ts';
import type { Report } from './model.ts';
import { resultOf } from './result.ts';
import type { Language, SentenceKey } from './text.ts';
import { LEVEL_ORDER, nameOf, SIGNS, STATE_ORDER, say, VERDICT_ORDER } from './text.ts';
import { oneLine } from './visible.ts';

/** Checks that a section lists. GitHub refuses a job summary beyond 1 MiB; this stays far below. */
const CHECKS_SHOWN = 100;

/** Checks that are named as missing for the next level. */
const MISSING_SHOWN = 20;

/** Operations that are named for one reason why something was not observed. */
const OPERATIONS_NAMED = 8;

/** Most characters of one finding, and of one curl line. */
const TEXT_LIMIT = 500;
const CURL_LIMIT = 4000;

/** The report as Markdown for the page of a CI job: result, counts, failures by operation, then what could not be observed. */
export function renderMarkdown(report: Report, recording: Recording, options: { lang?: Language } = {}): string {
  const language = options.lang ?? 'en';
  const exchanges = new Map(recording.exchanges.map((exchange) => [exchange.id, exchange]));
  const failed = report.checks.filter((check) => check.verdict === 'fail');
  const must = failed.filter((check) => !check.waiver && check.level === 'must');
  const advisory = failed.filter((check) => !check.waiver && check.level !== 'must');
  const section = (key: SentenceKey, checks: Check[]) => listed(report, key, checks, exchanges, language);
  return `${[
    ...head(report, language),
    ...levels(report, language),
    ...coverage(report, language),
    ...section('failures.title', must),
    ...section(
      'errors.title',
      report.checks.filter((check) => check.verdict === 'error'),
    ),
    ...section('advisory.title', advisory),
    ...section(
      'waived.title',
      failed.filter((check) => check.waiver),
    ),
    ...unobserved(report.checks, language),
  ].join('\n')}\n`;
}

function head(report: Report, language: Language): string[] {
  const { summary, target, run, contract, suite } = report;
  const { sign, title, reasons } = resultOf(report, language);
  const { verdicts } = summary;
  const numbers = { ...verdicts, 'not-applicable': verdicts.notApplicable };
  const range = target.microversions ? `, ${target.microversions.min}–${target.microversions.max}` : '';
  const lines = [`# ${sign} ${title}: ${escapeText(target.name)}`, ''];
  lines.push(
    `${say(language, 'fact.contract')} ${code(contract.profile)}${escapeText(range)} · ${code(`${suite.name} ${suite.version}`)} · ${say(language, 'fact.run')} ${code(run.id)}`,
    '',
  );
  for (const reason of reasons) lines.push(`${escapeText(reason)}  `);
  lines.push('');
  lines.push(`| ${say(language, 'markdown.verdict')} | ${say(language, 'markdown.count')} |`, '|---|---:|');
  for (const verdict of VERDICT_ORDER) {
    lines.push(`| ${SIGNS[verdict]} ${nameOf(language, 'verdict', verdict)} | ${numbers[verdict]} |`);
  }
  return lines;
}

function levels({ levels: state, run }: Report, language: Language): string[] {
  if (!state) return [];
  const lines = ['', `## ${say(language, 'levels.title')}`, ''];
  lines.push(`${say(language, 'levels.reached')}: **${reachedTitle(state, language)}** (${code(state.list)})`, '');
  const columns = (['level', 'capability', 'required', 'passed', 'waived', 'missing'] as const).map((column) =>
    say(language, `levels.${column}`),
  );
  lines.push(`| ${columns.join(' | ')} |`, '|---|---|---:|---:|---:|---:|');
  for (const { level, title, required, passed, waived, missing } of state.capabilities) {
    const isReached = state.levels.some(({ id, isReached: reached }) => id === level && reached);
    const name = `${isReached ? SIGNS.pass : SIGNS.fail} ${titleOfLevel(state, level)[language]}`;
    lines.push(`| ${name} | ${title[language]} | ${required} | ${passed} | ${waived} | ${missing.length} |`);
  }
  if (!run.complete) lines.push('', say(language, 'levels.incomplete'));
  const missing = state.next ? missingFor(state, state.next) : [];
  if (!state.next || missing.length === 0) return lines;
  const values = { level: titleOfLevel(state, state.next)[language], count: missing.length };
  lines.push('', `${say(language, 'levels.next')}: ${say(language, 'levels.next.count', values)}`, '');
  for (const { check, verdict, mend } of missing.slice(0, MISSING_SHOWN)) {
    lines.push(`- ${nameOf(language, 'verdict', verdict)} ${code(check)}`, `  <br>${escapeText(mend[language])}`);
  }
  const more = missing.length - MISSING_SHOWN;
  if (more > 0) lines.push('', say(language, 'levels.more', { count: more }));
  return lines;
}

function coverage({ coverage: documents, documents: titles }: Report, language: Language): string[] {
  if (!documents) return [];
  const states = STATE_ORDER.map((state) => nameOf(language, 'state', state));
  const head = [say(language, 'coverage.document'), say(language, 'coverage.rows'), ...states];
  const lines = [
    '',
    `## ${say(language, 'coverage.title')}`,
    '',
    `| ${head.join(' | ')} |`,
    '|---|---:|---:|---:|---:|',
  ];
  for (const one of documents) {
    const title = titles?.[one.id]?.title[language] ?? one.id;
    lines.push(`| ${escapeText(title)} | ${[one.rows, ...STATE_ORDER.map((state) => one[state])].join(' | ')} |`);
  }
  return lines;
}

function listed(
  report: Report,
  title: SentenceKey,
  checks: Check[],
  exchanges: Map<string, Exchange>,
  language: Language,
): string[] {
  if (checks.length === 0) return [];
  const lines = ['', `## ${say(language, title)} (${checks.length})`];
  const rank = (check: Check) => LEVEL_ORDER.indexOf(check.level);
  const shown = checks.toSorted((one, other) => rank(one) - rank(other)).slice(0, CHECKS_SHOWN);
  for (const operation of new Set(shown.map((check) => check.operation))) {
    const name = report.operations[operation]?.title[language];
    lines.push('', `### ${code(operation)}${name ? ` ${escapeText(name)}` : ''}`, '');
    for (const check of shown.filter((each) => each.operation === operation)) {
      lines.push(...entry(check, exchanges.get(check.exchanges[0] ?? ''), language));
    }
  }
  if (checks.length > shown.length) {
    lines.push('', say(language, 'markdown.more', { count: checks.length - shown.length }));
  }
  return lines;
}

function entry(check: Check, exchange: Exchange | undefined, language: Language): string[] {
  const words = check.finding?.message ?? check.detail;
  const level = nameOf(language, 'level', check.level);
  const where = exchange ? ` · ${code(exchange.id)}` : '';
  const flaky = check.flaky ? ` · **${flakyWord(language)}**` : '';
  const lines = [
    `- ${SIGNS[check.verdict]} **${level}** ${code(check.id.slice(check.operation.length + 1))}${where}${flaky}`,
  ];
  if (words) lines.push(`  <br>${escapeText(oneLine(words[language], TEXT_LIMIT))}`);
  if (check.attempts) lines.push(`  <br>${escapeText(attemptsText(check, language))}`);
  if (check.waiver) {
    const terms = say(language, 'evidence.waiver.terms', { owner: check.waiver.owner, expires: check.waiver.expires });
    lines.push(`  <br>${escapeText(`${check.waiver.reason} (${terms})`)}`);
    return lines;
  }
  if (!exchange || check.verdict === 'error') return lines;
  const line = curlLine(exchange);
  if (line.length > CURL_LIMIT) return lines;
  // One fence longer than any in the line, so that the line cannot close it.
  const fence = '`'.repeat(Math.max(3, longestRun(line) + 1));
  lines.push(`  <details><summary>${say(language, 'markdown.curl')}</summary>`, '');
  lines.push(`  ${fence}sh`, `  ${line}`, `  ${fence}`, '', '  </details>', '');
  return lines;
}

function unobserved(checks: readonly Check[], language: Language): string[] {
  const open = checks.filter((check) => check.verdict === 'inconclusive');
  if (open.length === 0) return [];
  const lines = ['', `## ${say(language, 'open.title')} (${open.length})`, ''];
  for (const reason of new Set(open.map((check) => check.reason ?? ''))) {
    const those = open.filter((check) => (check.reason ?? '') === reason);
    const operations = [...new Set(those.map((check) => check.operation))];
    const named = operations.slice(0, OPERATIONS_NAMED).map(code).join(', ');
    const more = operations.length > OPERATIONS_NAMED ? ', …' : '';
    lines.push(`- ${escapeText(nameOf(language, 'reason', reason))}: ${those.length} (${named}${more})`);
  }
  return lines;
}

/**
 * Text that stays text, in the middle of a line: no markup, no HTML, no table cell, no link, no mention of a person or an
 * issue. Unseen characters are shown as escapes.
 */
export function escapeText(text: string): string {
  return oneLine(text, TEXT_LIMIT)
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)
    .replace(/[\\`*_{}[\]!|~$^]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/#/g, '\\#<!-- -->')
    .replace(/@/g, '@<!-- -->');
}

/** A code span; its fence is longer than any run of backticks inside. */
export function code(text: string): string {
  const line = oneLine(text, TEXT_LIMIT).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
}
