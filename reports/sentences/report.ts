import type { Text } from '../../specs/judge/types.ts';

/** What every form of a report says: its result, its levels and facts; and what the terminal and Markdown say beside that. */
export const REPORT = {
  'report.title': { en: 'Conformance report', zh: '一致性报告' },

  'result.conformant': { en: 'Conformant', zh: '符合' },
  'result.not-conformant': { en: 'Not conformant', zh: '不符合' },
  'result.conformant.why': {
    en: 'Everything that the {contract} contract demands and this run observed was kept.',
    zh: '本次运行中观察到的、{contract} 契约所要求的事项均得到遵守。',
  },
  'result.failures.why': {
    en: 'The target breaks the {contract} contract in {count|place|places} that it must keep.',
    zh: '目标在 {count|项|项}必须遵守的要求上违反了 {contract} 契约。',
  },
  'result.incomplete.why': {
    en: 'The run was ended before it was done. The report shows what was seen until then.',
    zh: '运行在完成之前被中止，报告只反映中止之前所观察到的内容。',
  },
  'result.partial': { en: 'partial: shard {shard} of {of}', zh: '部分：分片 {shard}/{of}' },
  'result.partial.why': {
    en: 'This is shard {shard} of {of} of a run: what the others carried out is not judged here. "conform merge" joins them.',
    zh: '这是一次运行的第 {shard} 个分片（共 {of} 个），其他分片执行的内容不在此判定；用 “conform merge” 合并。',
  },
  'result.level.reached': { en: 'Level reached: {level}', zh: '已达到级别：{level}' },
  'result.level.missed': { en: 'Level not reached: {level}', zh: '未达到级别：{level}' },
  'result.level.reached.why': {
    en: 'The target claims this level of the list {list}, and all that the level requires was observed to be kept.',
    zh: '目标声明了清单 {list} 中的该级别，该级别所要求的事项均经观察得到遵守。',
  },
  'result.level.missed.why': {
    en: 'The target claims this level of the list {list}; {count|required check is|required checks are} missing for it.',
    zh: '目标声明了清单 {list} 中的该级别，尚缺 {count|项|项}必需检查。',
  },

  'levels.title': { en: 'Levels of certification', zh: '认证级别' },
  'levels.list': { en: '{title}, list {list}', zh: '{title}，清单 {list}' },
  'levels.reached': { en: 'Level reached', zh: '已达到级别' },
  'levels.none': { en: 'none', zh: '无' },
  'levels.next': { en: 'Missing for the next level', zh: '达到下一级别尚缺' },
  'levels.next.count': { en: '{level}: {count|check|checks}', zh: '{level}：{count|项|项}检查' },
  'levels.incomplete': {
    en: 'The run did not come to its end, so no level is reached.',
    zh: '运行未完整结束，因此未达到任何级别。',
  },
  'levels.level': { en: 'Level', zh: '级别' },
  'levels.capability': { en: 'Capability', zh: '能力' },
  'levels.required': { en: 'Required', zh: '必需' },
  'levels.passed': { en: 'Passed', zh: '通过' },
  'levels.waived': { en: 'Waived', zh: '豁免' },
  'levels.missing': { en: 'Missing', zh: '尚缺' },
  'levels.advisory': { en: 'Advisory failed', zh: '建议项失败' },
  'levels.is.reached': { en: 'reached', zh: '已达到' },
  'levels.is.missed': { en: 'not reached', zh: '未达到' },
  'levels.more': { en: '… {count} more', zh: '…… 另有 {count} 项' },

  'result.undecided': { en: 'Not decided', zh: '无法判定' },
  'result.undecided.why': {
    en: 'What was observed breaks no demand, but something that is required could not be observed.',
    zh: '已观察到的内容未违反要求，但有必需的事项未能观察到。',
  },
  'result.also': {
    en: 'In addition: {should|recommendation|recommendations} not followed, {may|minor remark|minor remarks}.',
    zh: '此外：{should|项|项}建议未被遵循，{may|条|条}次要提示。',
  },
  'result.inconclusive': {
    en: '{count|check|checks} could not be observed.',
    zh: '{count|项|项}检查未能得出结论。',
  },
  'result.error': {
    en: '{count|check|checks} failed through a fault of the suite.',
    zh: '{count|项|项}检查因测试套件自身错误未能完成。',
  },
  'result.waived': {
    en: '{count|failure is|failures are} covered by a waiver of the target’s owner.',
    zh: '{count|项|项}失败已由目标负责人豁免。',
  },

  'cross.notice': {
    en: 'The target was exercised as {target} and is judged here by the contract of {contract}.',
    zh: '目标按 {target} 执行，此处按 {contract} 的契约进行判定。',
  },

  'leftovers.notice': {
    en: 'The run could not remove {count|thing|things} that it made:',
    zh: '本次运行创建的 {count|个|个}资源未能清除：',
  },

  noscript: {
    en: 'The details of this report need JavaScript; report.json holds the same results.',
    zh: '查看报告详情需要启用 JavaScript；report.json 包含相同的结果。',
  },

  'fact.profile': { en: 'Profile', zh: '配置类型' },
  'fact.contract': { en: 'Contract', zh: '契约' },
  'fact.digest': { en: 'SHA-256 of the contract', zh: '契约 SHA-256' },
  'fact.microversions': { en: 'Microversions', zh: '微版本' },
  'fact.microversions.none': { en: 'none stated', zh: '未声明' },
  'fact.suite': { en: 'Suite', zh: '测试套件' },
  'fact.run': { en: 'Run', zh: '运行' },
  'fact.started': { en: 'Started', zh: '开始时间' },
  'fact.finished': { en: 'Finished', zh: '结束时间' },
  'fact.finished.not': { en: 'ended early', zh: '提前中止' },
  'fact.exchanges': { en: 'Exchanges', zh: '请求次数' },
  'fact.allowed': { en: 'Allowed to', zh: '允许的操作' },
  'fact.endpoints': { en: 'Endpoints', zh: '服务地址' },
  'fact.checks': { en: 'Checks', zh: '检查项' },

  'allow.create': { en: 'create', zh: '创建' },
  'allow.admin': { en: 'use admin rights', zh: '使用管理员权限' },
  'allow.destructive': { en: 'disturb hosts', zh: '影响主机' },
  'allow.billing': { en: 'cause costs', zh: '产生费用' },
  'allow.nothing': { en: 'read only', zh: '仅读取' },

  'terminal.reports': { en: 'Reports', zh: '报告' },
  'terminal.waived': { en: 'waived', zh: '已豁免' },
  'terminal.more': { en: '… {count} more', zh: '…… 另有 {count} 项' },

  'markdown.verdict': { en: 'Verdict', zh: '结论' },
  'markdown.count': { en: 'Checks', zh: '数量' },
  'markdown.curl': { en: 'Repeat it', zh: '重现命令' },
  'markdown.more': {
    en: 'Left out here: {count|more|more}. The HTML report has them all.',
    zh: '此处省略 {count|项|项}，完整内容见 HTML 报告。',
  },
} as const satisfies Record<string, Text>;
