import type { Text } from '../../specs/judge/types.ts';

/** What stands around the parts of a page: its sections, tables, filters and lists. Coverage stands in Markdown too. */
export const PAGE = {
  'nav.sections': { en: 'Sections of the report', zh: '报告章节' },
  'nav.skip': { en: 'Skip to the content', zh: '跳到正文' },
  'nav.overview': { en: 'Overview', zh: '概览' },
  'nav.checks': { en: 'Checks', zh: '检查项' },
  'nav.rows': { en: 'Document rows', zh: '文档条目' },
  'nav.language': { en: 'Language', zh: '语言' },

  'coverage.title': { en: 'Coverage of the documents', zh: '文档覆盖情况' },
  'coverage.help': {
    en: 'A row is judged when a check on it passed or failed with an exchange as evidence, and excluded where no check can judge it, with the reason.',
    zh: '条目有检查以请求记录为证据得出通过或失败时为“已判定”；任何检查均无法判定时为“已排除”，并附原因。',
  },
  'coverage.document': { en: 'Document', zh: '文档' },
  'coverage.rows': { en: 'Rows', zh: '条目数' },

  'matrix.title': { en: 'Operations and rules', zh: '操作与规则' },
  'matrix.help': {
    en: 'A cell shows the most urgent verdict and how many checks have it. Follow it to the checks; the arrow keys move between cells.',
    zh: '每格显示最需关注的结论及其检查数量。点击查看相应检查；可用方向键在格间移动。',
  },
  'matrix.operation': { en: 'Operation', zh: '操作' },
  'matrix.cell': {
    en: '{operation}, {rule}: {verdict}, {count} of {total}',
    zh: '{operation}，{rule}：{verdict}，{count}/{total}',
  },

  'legend.title': { en: 'Signs', zh: '图例' },
  'legend.advisory': { en: 'fail, but no must', zh: '失败（非必须）' },
  'legend.waived': { en: 'fail, waived', zh: '失败（已豁免）' },

  'failures.title': { en: 'Failures', zh: '失败项' },
  'failures.none': { en: 'No check failed.', zh: '没有失败的检查。' },
  'failures.more': { en: 'The other {count|failure|failures}', zh: '其余 {count|项|项}失败' },
  'open.title': { en: 'Not observed', zh: '未能得出结论' },
  'errors.title': { en: 'Faults of the suite', zh: '套件自身错误' },
  'waived.title': { en: 'Waived failures', zh: '已豁免的失败' },
  'advisory.title': { en: 'Recommendations not followed', zh: '未遵循的建议' },

  'filter.title': { en: 'Filters', zh: '筛选' },
  'filter.query': { en: 'Search and filter', zh: '搜索与筛选' },
  'filter.hint': {
    en: 'Words, or verdict: level: operation: rule: row: document: place: state: finding: reason: exchange: waived: flaky: — with * for any characters, commas for alternatives, - in front for “not”.',
    zh: '输入文字，或 verdict: level: operation: rule: row: document: place: state: finding: reason: exchange: waived: flaky:；* 表示任意字符，逗号表示多选，前置 - 表示排除。',
  },
  'filter.verdict': { en: 'Verdict', zh: '结论' },
  'filter.level': { en: 'Level', zh: '级别' },
  'filter.operation': { en: 'Operation', zh: '操作' },
  'filter.rule': { en: 'Rule', zh: '规则' },
  'filter.all': { en: 'all', zh: '全部' },
  'filter.several': { en: '(see the search field)', zh: '（见搜索框）' },
  'filter.clear': { en: 'Clear', zh: '清除' },
  'filter.count.checks': { en: '{count} of {total|check|checks}', zh: '{count} / {total|项|项}检查' },
  'filter.count.rows': { en: '{count} of {total|row|rows}', zh: '{count} / {total|条|条}条目' },
  'filter.none': { en: 'Nothing matches these filters.', zh: '没有符合筛选条件的结果。' },

  'list.check': { en: 'Check', zh: '检查' },
  'list.finding': { en: 'What was found', zh: '发现' },
  'list.state': { en: 'State', zh: '状态' },
  'list.row': { en: 'Row', zh: '条目' },
  'list.clause': { en: 'What the document says', zh: '文档要求' },
  'list.verdicts': { en: 'Checks', zh: '检查' },

  'page.position': { en: 'Page {page} of {pages}', zh: '第 {page} / {pages} 页' },
  'page.previous': { en: 'Previous', zh: '上一页' },
  'page.next': { en: 'Next', zh: '下一页' },
  'page.nav': { en: 'Pages', zh: '分页' },
} as const satisfies Record<string, Text>;
