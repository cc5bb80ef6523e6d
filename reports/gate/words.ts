import type { Text, VerdictName } from '../../specs/judge/types.ts';
import { type Language, nameOf, SIGNS, sayFrom } from '../text.ts';
import type { Change, Gate, GateWaiver } from './model.ts';

/** Sentences of the gate, filled in like those of a report. */
const SENTENCES = {
  'result.green': { en: 'No regression', zh: '无退化' },
  'result.regression': { en: 'Regression', zh: '出现退化' },
  'result.not-judged': { en: 'Not decided', zh: '无法判定' },
  against: {
    en: '{target} ({profile}), run {run}, against run {baseline} of {day}',
    zh: '{target}（{profile}），运行 {run}，基线为 {day} 的运行 {baseline}',
  },
  'note.incomplete': {
    en: 'The run was ended before it was done; what it did not see is open.',
    zh: '运行在完成之前被中止，未观察到的内容无法判定。',
  },
  'note.incomplete-baseline': {
    en: 'The run of the baseline was ended before it was done; what it did not see cannot have got worse.',
    zh: '基线运行在完成之前被中止，其未观察到的内容无法判断是否退化。',
  },
  'note.other-contract': {
    en: 'The two were judged by different contracts. To hear of the cloud alone, judge the recording of the baseline again (conform judge).',
    zh: '两份报告由不同的契约判定。若只关注云平台自身的变化，请用 conform judge 重新判定基线的记录。',
  },
  'note.other-target': {
    en: 'The baseline is of another target, {name}.',
    zh: '基线来自另一个目标：{name}。',
  },
  'note.narrowed': {
    en: 'The run was narrowed down (--only) to other checks than the baseline; those that are missing were not judged.',
    zh: '本次运行限定的检查范围（--only）与基线不同，缺少的检查未经判定。',
  },
  regressions: { en: 'Regressions', zh: '退化' },
  unjudged: { en: 'Passed before, and can no longer be judged', zh: '之前通过，现已无法判定' },
  told: { en: 'Changed, but does not count', zh: '有变化，但不计入结果' },
  waivers: { en: 'Waivers that have had their day', zh: '已失效的豁免' },
  unmatched: { en: 'Waivers that match no check', zh: '未匹配任何检查的豁免' },
  fixed: { en: 'Fixed', zh: '已修复' },
  known: { en: 'Known failures', zh: '已知失败' },
  'known.one': { en: 'known', zh: '已知' },
  gone: { en: 'removed', zh: '已移除' },
  'flaky.why': {
    en: 'It did not happen every time.',
    zh: '并非每次都出现。',
  },
  'change.absent': { en: 'not in the baseline', zh: '基线中没有' },
  'change.was': { en: 'was {verdict}', zh: '之前：{verdict}' },
  'change.gone': { en: 'The report has no such check.', zh: '报告中没有此项检查。' },
  'change.waived': {
    en: 'waived: {reason} ({owner}, until {expires})',
    zh: '已豁免：{reason}（{owner}，至 {expires}）',
  },
  'waiver.stale': { en: 'What it covers passes: take it out.', zh: '所覆盖的检查已通过，请删除该豁免。' },
  'waiver.expired': {
    en: 'It ended on {expires}; it covered {failures|failure|failures}.',
    zh: '已于 {expires} 到期，曾覆盖 {failures|项|项}失败。',
  },
  'waiver.unmatched': { en: 'The report has no check of this name.', zh: '报告中没有此名称的检查。' },
  'waiver.owner': { en: '{owner}: {reason}', zh: '{owner}：{reason}' },
  more: { en: '… {count} more', zh: '… 另有 {count} 项' },
  'count.newFailures': { en: '{count|new failure|new failures}', zh: '{count|项|项}新失败' },
  'count.newInconclusives': { en: '{count|new inconclusive|new inconclusives}', zh: '{count|项|项}新增未定' },
  'count.removed': { en: '{count} removed', zh: '{count|项|项}移除' },
  'count.fixed': { en: '{count} fixed', zh: '{count|项|项}已修复' },
  'count.knownFailures': { en: '{count|known failure|known failures}', zh: '{count|项|项}已知失败' },
  'count.waived': { en: '{count} waived', zh: '{count|项|项}已豁免' },
  'count.flaky': { en: '{count} flaky', zh: '{count|项|项}不稳定' },
  'count.badWaivers': { en: '{count|stale or expired waiver|stale or expired waivers}', zh: '{count|条|条}失效豁免' },
  'count.nothing': { en: 'nothing changed in {checks|check|checks}', zh: '{checks|项|项}检查均无变化' },
  'table.change': { en: 'Change', zh: '变化' },
  'table.count': { en: 'Number', zh: '数量' },
} as const satisfies Record<string, Text>;

type GateSentence = keyof typeof SENTENCES;

/** A sentence of the gate in a language, filled in. */
export const tell = sayFrom(SENTENCES);

const RESULT_SIGNS = { green: SIGNS.pass, regression: SIGNS.fail, 'not-judged': SIGNS.inconclusive } as const;

/** What a gate came to: its sign, and a word or two. */
export function resultOf({ result }: Gate, language: Language): string {
  return `${RESULT_SIGNS[result]} ${tell(language, `result.${result}`)}`;
}

/** The numbers of a gate that are worth telling, in words. */
export function countsOf(gate: Gate, language: Language): string[] {
  const told = COUNTED.filter((name) => gate.counts[name] > 0).map((name) =>
    tell(language, `count.${name}`, { count: gate.counts[name] }),
  );
  return told.length > 0 ? told : [tell(language, 'count.nothing', { checks: gate.counts.checks })];
}

const COUNTED = [
  'newFailures',
  'newInconclusives',
  'removed',
  'badWaivers',
  'fixed',
  'knownFailures',
  'waived',
  'flaky',
] as const;

/** What the two reports are, in a sentence. */
export function sidesOf({ report, baseline }: Gate, language: Language): string {
  const { target, profile, run } = report;
  return tell(language, 'against', {
    target,
    profile,
    run,
    baseline: baseline.run,
    day: baseline.startedAt.slice(0, 10),
  });
}

export function notesOf(gate: Gate, language: Language): string[] {
  return gate.notes.map((note) => tell(language, `note.${note}`, { name: gate.baseline.target }));
}

/** What was found, or why nothing could be; a waiver's reason where one covers it. */
export function wordsOf(change: Change, language: Language): string {
  const { waiver, message, now, reason } = change;
  const parts = [message?.[language] ?? (now === null ? tell(language, 'change.gone') : '')];
  if (!message && reason) parts.push(nameOf(language, 'reason', reason));
  if (change.flaky) parts.push(tell(language, 'flaky.why'));
  if (waiver) parts.push(tell(language, 'change.waived', waiver));
  return parts.filter(Boolean).join(' ');
}

/** What a check was before. */
export function beforeOf({ before }: Change, language: Language): string {
  if (before === null) return tell(language, 'change.absent');
  return tell(language, 'change.was', { verdict: nameOf(language, 'verdict', before satisfies VerdictName) });
}

/** What is wrong with a waiver, and whose it is. */
export function waiverWords({ state, expires, failures, owner, reason }: GateWaiver, language: Language): string {
  const whose = tell(language, 'waiver.owner', { owner, reason });
  return state === 'in-force' ? whose : `${tell(language, `waiver.${state}`, { expires, failures })} ${whose}`;
}

/** A part of a rendering: the changes that stand under one title. */
export interface Section {
  title: string;
  changes: Change[];
}

/** The changes in the order in which people want to hear of them. Known failures are left out but for flaky ones. */
export function sectionsOf({ changes }: Gate, language: Language): Section[] {
  const isTold = ({ effect, kind }: Change): boolean =>
    effect === null && (kind === 'new-failure' || kind === 'new-inconclusive' || kind === 'removed');
  const parts: [GateSentence, (change: Change) => boolean][] = [
    ['regressions', ({ effect }) => effect === 'regression'],
    ['unjudged', ({ effect }) => effect === 'unjudged'],
    ['told', isTold],
    ['fixed', ({ kind }) => kind === 'fixed'],
    ['known', ({ kind, flaky }) => kind === 'known-failure' && flaky === true],
  ];
  return parts
    .map(([title, fits]) => ({ title: tell(language, title), changes: changes.filter(fits) }))
    .filter((section) => section.changes.length > 0);
}

/** Waivers in the states that people have to hear of, by title. */
export function waiverSections({ waivers }: Gate, language: Language): { title: string; waivers: GateWaiver[] }[] {
  const bad = waivers.filter(({ state }) => state === 'stale' || state === 'expired');
  const idle = waivers.filter(({ state }) => state === 'unmatched');
  return [
    { title: tell(language, 'waivers'), waivers: bad },
    { title: tell(language, 'unmatched'), waivers: idle },
  ].filter((section) => section.waivers.length > 0);
}
