import type { Language } from '../text.ts';

/** The fixed texts of the self-test's page and lines, in both languages. */
const SENTENCES = {
  title: ['Self-test of the suite', '套件自检'],
  'nav.overview': ['Overview', '概览'],
  'nav.matrix': ['Matrix', '矩阵'],
  'nav.survivors': ['Survivors', '未捕获'],
  'nav.controls': ['Controls', '对照'],
  lead: [
    '{killed} of {mutants} wrong recordings are caught for the right reason.',
    '{mutants} 个错误记录中，{killed} 个因正确的原因被捕获。',
  ],
  innocent: ['No control is accused.', '没有误报任何对照。'],
  accused: ['{count} times a control is accused.', '误报对照 {count} 次。'],
  how: [
    'A mutant is a recording of the embedded cloud that is wrong in one thing. It is caught for the right reason if a check on the row that it breaks fails, with the expected finding at the expected place. A control differs harmlessly and must make no check fail.',
    '变异体是仅有一处错误的内嵌云记录。若针对被违反条目的检查失败，且发现代码与位置均符合预期，则为因正确的原因被捕获。对照为无害的差异，不得导致任何检查失败。',
  ],
  seconds: [
    'judged in {seconds} s by {workers} workers ({cpu} s of processor time), seed {seed}',
    '{workers} 个工作线程用时 {seconds} 秒（处理器时间 {cpu} 秒），种子 {seed}',
  ],
  profile: ['Profile', '配置'],
  mutants: ['Mutants', '变异体'],
  killed: ['caught', '被捕获'],
  rate: ['Rate', '捕获率'],
  explained: ['explained', '已说明'],
  otherwise: ['only otherwise', '仅由其他检查发现'],
  survived: ['not noticed', '未被发现'],
  rule: ['Rule', '规则'],
  kind: ['Kind of mutant', '变异类型'],
  alarms: ['False alarms', '误报'],
  beside: ['others fail beside it', '其他检查同时失败'],
  'rules.title': ['Rules', '规则'],
  'rules.none': ['no mutant is meant for it', '没有针对它的变异体'],
  'matrix.title': ['Kinds of mutants × rules', '变异类型 × 规则'],
  'matrix.help': [
    'A coloured cell is the rule that has to see a kind of mutants, with how many of a hundred it catches. A plain number counts mutants that a rule notices beside it.',
    '着色单元格为应发现该类变异的规则及其捕获率（百分比）；普通数字为同时发现该变异的其他规则的变异体数量。',
  ],
  'matrix.cell': ['{rule} catches {killed} of {mutants}: {kind}', '{rule} 捕获 {killed}/{mutants}：{kind}'],
  'matrix.beside': ['{rule} notices {count} as well: {kind}', '{rule} 同时发现 {count} 个：{kind}'],
  'survivors.title': ['Mutants that were not caught for the right reason', '未因正确的原因被捕获的变异体'],
  'survivors.none': ['There are none.', '无。'],
  'survivors.filtered': ['Only: {kind}', '仅显示：{kind}'],
  'survivors.all': ['show all', '显示全部'],
  'survivor.row': ['Row', '条目'],
  'survivor.expected': ['expected', '预期'],
  'survivor.found': ['found instead', '实际发现'],
  'survivor.reason': ['why this is no mistake', '为何不是错误'],
  'controls.title': ['Harmless variations', '无害的差异'],
  control: ['Control', '对照'],
  variations: ['variations', '变体'],
  checks: ['checks judged', '判定的检查'],
  'accused.column': ['accused', '误报'],
  'behaviour.title': ['Wrong clouds that were exercised', '实际运行的错误云'],
  deviation: ['Deviation', '偏差'],
  expected: ['has to fail', '应失败'],
  result: ['Result', '结果'],
  'result.killed': ['caught', '被捕获'],
  'result.survived': ['not caught', '未捕获'],
  stale: ['Equivalents that explain nothing any more: {list}', '已失效的等价说明：{list}'],
} satisfies Record<string, [string, string]>;

export type SentenceKey = keyof typeof SENTENCES;

/** A fixed text in a language, with values in the place of `{names}`. */
export function tell(language: Language, key: SentenceKey, values: Record<string, string | number> = {}): string {
  const text = SENTENCES[key][language === 'zh' ? 1 : 0]!;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** How many of a hundred; cut, not rounded, so that 100 means all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((1000 * part) / whole) / 10} %`;
}
