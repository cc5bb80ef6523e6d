import type { Text } from '../../specs/judge/types.ts';
import { sayFrom } from '../text.ts';

/** Fixed sentences of a self-test's page, filled in like those of a report. */
const SENTENCES = {
  title: { en: 'Self-test of the suite', zh: '套件自检' },
  'nav.overview': { en: 'Overview', zh: '概览' },
  'nav.matrix': { en: 'Matrix', zh: '矩阵' },
  'nav.survivors': { en: 'Survivors', zh: '未捕获' },
  'nav.controls': { en: 'Controls', zh: '对照' },
  lead: {
    en: '{killed} of {mutants} wrong recordings are caught for the right reason.',
    zh: '{mutants} 个错误记录中，{killed} 个因正确的原因被捕获。',
  },
  innocent: { en: 'No control is accused.', zh: '没有误报任何对照。' },
  accused: { en: '{count} times a control is accused.', zh: '误报对照 {count} 次。' },
  how: {
    en: 'A mutant is a recording of the embedded cloud that is wrong in one thing. It is caught for the right reason if a check on the row that it breaks fails, with the expected finding at the expected place. A control differs harmlessly and must make no check fail.',
    zh: '变异体是仅有一处错误的内嵌云记录。若针对被违反条目的检查失败，且发现代码与位置均符合预期，则为因正确的原因被捕获。对照为无害的差异，不得导致任何检查失败。',
  },
  seconds: {
    en: 'judged in {seconds} s by {workers} workers ({cpu} s of processor time), seed {seed}',
    zh: '{workers} 个工作线程用时 {seconds} 秒（处理器时间 {cpu} 秒），种子 {seed}',
  },
  profile: { en: 'Profile', zh: '配置' },
  mutants: { en: 'Mutants', zh: '变异体' },
  killed: { en: 'caught', zh: '被捕获' },
  rate: { en: 'Rate', zh: '捕获率' },
  explained: { en: 'explained', zh: '已说明' },
  otherwise: { en: 'only otherwise', zh: '仅由其他检查发现' },
  survived: { en: 'not noticed', zh: '未被发现' },
  rule: { en: 'Rule', zh: '规则' },
  kind: { en: 'Kind of mutant', zh: '变异类型' },
  alarms: { en: 'False alarms', zh: '误报' },
  beside: { en: 'others fail beside it', zh: '其他检查同时失败' },
  'rules.title': { en: 'Rules', zh: '规则' },
  'rules.none': { en: 'no mutant is meant for it', zh: '没有针对它的变异体' },
  'matrix.title': { en: 'Kinds of mutants × rules', zh: '变异类型 × 规则' },
  'matrix.help': {
    en: 'A coloured cell is the rule that has to see a kind of mutants, with how many of a hundred it catches. A plain number counts mutants that a rule notices beside it.',
    zh: '着色单元格为应发现该类变异的规则及其捕获率（百分比）；普通数字为同时发现该变异的其他规则的变异体数量。',
  },
  'matrix.cell': { en: '{rule} catches {killed} of {mutants}: {kind}', zh: '{rule} 捕获 {killed}/{mutants}：{kind}' },
  'matrix.beside': { en: '{rule} notices {count} as well: {kind}', zh: '{rule} 同时发现 {count} 个：{kind}' },
  'survivors.title': { en: 'Mutants that were not caught for the right reason', zh: '未因正确的原因被捕获的变异体' },
  'survivors.none': { en: 'There are none.', zh: '无。' },
  'survivors.filtered': { en: 'Only: {kind}', zh: '仅显示：{kind}' },
  'survivors.all': { en: 'show all', zh: '显示全部' },
  'survivor.row': { en: 'Row', zh: '条目' },
  'survivor.expected': { en: 'expected', zh: '预期' },
  'survivor.found': { en: 'found instead', zh: '实际发现' },
  'survivor.reason': { en: 'why this is no mistake', zh: '为何不是错误' },
  'controls.title': { en: 'Harmless variations', zh: '无害的差异' },
  control: { en: 'Control', zh: '对照' },
  variations: { en: 'variations', zh: '变体' },
  checks: { en: 'checks judged', zh: '判定的检查' },
  'accused.column': { en: 'accused', zh: '误报' },
  clouds: {
    en: '{caught} of {clouds} wrong clouds are caught for the right reason.',
    zh: '{clouds} 个错误云中，{caught} 个因正确的原因被捕获。',
  },
  'clouds.how': {
    en: 'A wrong cloud is the embedded one with one fault, exercised like any target. It is caught for the right reason if a check that has to see the fault fails with the expected finding.',
    zh: '错误云是仅有一处错误的内嵌云，按普通目标运行。若应发现该错误的检查失败且发现代码符合预期，则为因正确的原因被捕获。',
  },
  'behaviour.title': { en: 'Wrong clouds that were exercised', zh: '实际运行的错误云' },
  deviation: { en: 'Deviation', zh: '偏差' },
  expected: { en: 'has to fail', zh: '应失败' },
  result: { en: 'Result', zh: '结果' },
  'result.killed': { en: 'caught', zh: '被捕获' },
  'result.survived': { en: 'not caught', zh: '未捕获' },
  stale: { en: 'Equivalents that explain nothing any more: {list}', zh: '已失效的等价说明：{list}' },
} as const satisfies Record<string, Text>;

export type SentenceKey = keyof typeof SENTENCES;

/** A sentence of a self-test in a language, filled in. */
export const tell = sayFrom(SENTENCES);

/** How many of a hundred; cut, not rounded, so that 100 means all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((1000 * part) / whole) / 10} %`;
}
