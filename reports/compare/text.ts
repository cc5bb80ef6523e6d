import type { Text } from '../../specs/judge/types.ts';
import { nameFrom, sayFrom } from '../text.ts';

/** Fixed sentences of a comparison; filled in like those of a report. */
const SENTENCES = {
  title: { en: 'Comparison', zh: '对比报告' },
  'nav.overview': { en: 'Overview', zh: '概览' },
  'nav.differences': { en: 'Differences', zh: '差异' },
  'nav.checks': { en: 'Checks', zh: '检查项' },
  'nav.timings': { en: 'Timings', zh: '耗时' },

  'sides.title': { en: 'What is compared', zh: '对比对象' },
  'sides.side': { en: 'Side', zh: '对象' },
  'sides.own': { en: 'By its own contract', zh: '按自身契约' },
  'sides.narrowed': { en: 'This run was narrowed down ({only}).', zh: '该运行仅覆盖部分检查（{only}）。' },
  'sides.old': {
    en: 'Its report was judged by an earlier contract; conform judge brings it up to date.',
    zh: '其报告由较早的契约判定；可用 conform judge 更新。',
  },
  'sides.incomplete': { en: 'The run was ended before it was done.', zh: '运行在完成之前被中止。' },
  'sides.contracts': {
    en: 'Contracts alone are compared here, without any deployment.',
    zh: '此处仅对比契约，不涉及任何部署。',
  },

  'cross.title': { en: 'Each recording by each contract', zh: '以各契约判定各记录' },
  'cross.help': {
    en: 'Does code written by one contract find what it relies on in the other deployments? “No evidence” counts what the run did not send, as its own contract did not ask for it: it says nothing for or against the deployment.',
    zh: '按某一契约编写的代码，在其他部署上能否得到其所依赖的结果？“无证据”指该运行未发送的请求（其自身契约未要求）：不构成对部署的任何判断。',
  },
  'cross.recording': { en: 'Recording', zh: '记录' },
  'cross.by': { en: 'by {contract}', zh: '按 {contract}' },
  'cross.kept': { en: '{count} kept', zh: '{count} 项遵守' },
  'cross.broken': { en: '{count} broken', zh: '{count} 项违反' },
  'cross.mild': { en: '{count|recommendation|recommendations} not followed', zh: '{count|项|项}建议未遵循' },
  'cross.unjudged': { en: '{count} without evidence', zh: '{count} 项无证据' },
  'cross.errors': { en: '{count} suite errors', zh: '{count} 项套件错误' },

  'kinds.title': { en: 'What differs', zh: '差异分类' },
  'kinds.help': {
    en: '“Breaks”: code written for one fails on another. “Adapt”: it has to take both. “Note”: worth knowing.',
    zh: '“中断”：为一方编写的代码在另一方上会失败。“适配”：需要兼容两者。“注意”：值得了解。',
  },
  'kinds.kind': { en: 'Kind', zh: '类型' },
  'kinds.count': { en: 'Differences', zh: '数量' },
  'kinds.operations': { en: 'Most often in', zh: '主要操作' },
  'kinds.none': { en: 'No difference was found.', zh: '未发现差异。' },
  'joined.title': { en: 'Checks, joined', zh: '检查项对照' },

  'filter.weight': { en: 'Weight', zh: '程度' },
  'filter.source': { en: 'Seen in', zh: '来源' },
  'filter.kind': { en: 'Kind', zh: '类型' },
  'filter.operation': { en: 'Operation', zh: '操作' },
  'filter.rule': { en: 'Rule', zh: '规则' },
  'filter.state': { en: 'Joined', zh: '对照' },
  'filter.lacks': { en: 'Missing on', zh: '缺失方' },
  'filter.hint.differences': {
    en: 'Words, or differs: weight: source: operation: rule: field: has: lacks: profile: contract: document: row: — with * for any characters, commas for alternatives, - in front for “not”.',
    zh: '输入文字，或 differs: weight: source: operation: rule: field: has: lacks: profile: contract: document: row:；* 表示任意字符，逗号表示多选，前置 - 表示排除。',
  },
  'filter.hint.checks': {
    en: 'Words, or differs: state: verdict: level: operation: rule: field: profile: reason: document: row: — with * for any characters, commas for alternatives, - in front for “not”; a:fail b:pass ask for the verdict of one side (none where it has none).',
    zh: '输入文字，或 differs: state: verdict: level: operation: rule: field: profile: reason: document: row:；* 表示任意字符，逗号表示多选，前置 - 表示排除；a:fail b:pass 针对某一方的结论（none 表示没有）。',
  },
  'filter.count': { en: '{count} of {total}', zh: '{count} / {total}' },

  'list.what': { en: 'What', zh: '内容' },
  'list.breaks': { en: 'What breaks', zh: '影响' },
  'detail.title': { en: 'Details', zh: '详情' },
  'detail.breaks': { en: 'What breaks', zh: '影响' },
  'detail.portable': { en: 'How to write it so that it runs on all', zh: '可移植的写法' },
  'detail.sides': { en: 'Side by side', zh: '逐方对照' },
  'detail.instances': { en: 'Where ({count})', zh: '出现位置（{count}）' },
  'detail.exchange': { en: 'exchange', zh: '请求与响应' },
  'detail.previous': { en: 'Previous', zh: '上一项' },
  'detail.next': { en: 'Next', zh: '下一项' },
  'detail.exchange.left': {
    en: 'The page has no room for this exchange; it is {id} in the recording of {side}.',
    zh: '页面未包含该次请求；见 {side} 记录中的 {id}。',
  },
  'detail.rows': { en: 'What the documents say', zh: '文档要求' },
  'detail.unknown': { en: 'There is nothing here named {id}.', zh: '此处没有名为 {id} 的条目。' },

  'timings.help': {
    en: 'Medians in milliseconds, with the number of times behind them. More than {ratio} times and {ms} ms apart counts as different; what lies closer together is noise.',
    zh: '中位数（毫秒）及样本数。相差超过 {ratio} 倍且超过 {ms} 毫秒才视为不同，其余为噪声。',
  },
  'timings.what': { en: 'What', zh: '内容' },
  'timings.ratio': { en: 'Ratio', zh: '倍数' },
  'timings.answer': { en: 'answer', zh: '响应' },
  'timings.state': { en: 'until {to}', zh: '直至 {to}' },
} as const satisfies Record<string, Text>;

/** Names of the values that a comparison shows. */
const NAMES = {
  weight: {
    breaks: { en: 'breaks', zh: '中断' },
    adapts: { en: 'adapt', zh: '适配' },
    notes: { en: 'note', zh: '注意' },
  },
  source: {
    observed: { en: 'observed', zh: '实际观察' },
    judged: { en: 'judged by a contract', zh: '契约判定' },
    documented: { en: 'documents', zh: '文档' },
  },
  state: {
    same: { en: 'same', zh: '相同' },
    different: { en: 'different', zh: '不同' },
    'only-here': { en: 'only here', zh: '仅一方有' },
    'not-comparable': { en: 'not comparable', zh: '不可比' },
  },
  absent: {
    'no-operation': { en: 'its contract has no such operation', zh: '其契约无此操作' },
    'no-row': { en: 'its contract states no such thing', zh: '其契约未作此规定' },
    'not-run': { en: 'its run left it out', zh: '其运行未包含该项' },
  },
  side: {
    has: { en: 'has it', zh: '有' },
    lacks: { en: 'lacks it', zh: '无' },
    other: { en: 'has another', zh: '不同' },
    unknown: { en: 'not seen', zh: '未观察到' },
  },
} as const satisfies Record<string, Record<string, Text>>;

export type SentenceKey = keyof typeof SENTENCES;
export type NameKind = keyof typeof NAMES;

/** A sentence of a comparison in a language, filled in. */
export const tell = sayFrom(SENTENCES);

/** The name of a value of a comparison in a language. */
export const nameIn = nameFrom(NAMES);
