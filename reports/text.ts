import type { Level, Text, VerdictName } from '../specs/judge/types.ts';
import type { RowState } from './model.ts';

/** A language of the reports. */
export type Language = keyof Text;

/** Sign of each verdict: it says without colour what the colour says. */
export const SIGNS: Record<VerdictName, string> = {
  pass: '✓',
  fail: '✕',
  inconclusive: '?',
  'not-applicable': '–',
  error: '!',
};

/** Verdicts from the most to the least urgent. */
export const VERDICT_ORDER: readonly VerdictName[] = ['fail', 'error', 'inconclusive', 'pass', 'not-applicable'];

/** Levels from the strictest to the mildest. */
export const LEVEL_ORDER: readonly Level[] = ['must', 'should', 'may'];

/** States of documented rows, as the reports list them. */
export const STATE_ORDER: readonly RowState[] = ['judged', 'excluded', 'unjudged'];

/**
 * Fixed sentences. `{name}` is filled in; `{count|check|checks}` gives the number with the word that fits it.
 */
const SENTENCES = {
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

  'certificate.title': { en: 'Certificate of conformance', zh: '一致性证书' },
  'certificate.that': { en: 'The deployment', zh: '兹证明部署' },
  'certificate.reached': { en: 'has reached the level', zh: '已达到级别' },
  'certificate.by': { en: 'of the list {list} ({title})', zh: '依据清单 {list}（{title}）' },
  'certificate.how': {
    en: 'Each of the {count|check|checks} that the level requires was observed to be kept on {day}{waived}.',
    zh: '该级别要求的 {count|项|项}检查于 {day} 经观察均得到遵守{waived}。',
  },
  'certificate.waived': {
    en: ', but for {count|failure|failures} under a waiver of the owner',
    zh: '（其中 {count|项|项}失败由负责人豁免）',
  },
  'certificate.outside': {
    en: 'Beyond this level the contract was broken in {count|place|places}; the report names them.',
    zh: '在该级别之外，有 {count|项|项}违反契约，详见报告。',
  },
  'certificate.capabilities': { en: 'Capabilities', zh: '能力' },
  'certificate.waivers': { en: 'Waivers', zh: '豁免' },
  'certificate.facts': { en: 'What was judged', zh: '判定依据' },
  'certificate.documents': { en: 'Documents', zh: '文档' },
  'certificate.target': { en: 'SHA-256 of the target', zh: '目标 SHA-256' },
  'certificate.list': { en: 'SHA-256 of the list', zh: '清单 SHA-256' },
  'certificate.signature': { en: 'Signature', zh: '签名' },
  'certificate.signer': { en: 'Key', zh: '密钥' },
  'certificate.signed': { en: 'Signed on', zh: '签署日期' },
  'certificate.expires': { en: 'Holds until', zh: '有效期至' },
  'certificate.statement': { en: 'SHA-256 of the statement', zh: '声明 SHA-256' },
  'certificate.verify': {
    en: 'This page is a rendering. What counts is the signed report: {command} checks it without the cloud.',
    zh: '本页仅供展示，以签名报告为准：{command} 可在无需访问云环境的情况下进行验证。',
  },
  'certificate.unsigned': {
    en: 'The report is not signed: this page shows what the report says, and proves nothing.',
    zh: '报告未签名：本页仅反映报告内容，不构成证明。',
  },

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

  'evidence.title': { en: 'Evidence', zh: '证据' },
  'evidence.close': { en: 'Close', zh: '关闭' },
  'evidence.previous': { en: 'Previous check', zh: '上一项' },
  'evidence.next': { en: 'Next check', zh: '下一项' },
  'evidence.finding': { en: 'Finding', zh: '发现' },
  'evidence.note': { en: 'Note', zh: '备注' },
  'evidence.reason': { en: 'Reason', zh: '原因' },
  'evidence.expected': { en: 'Expected', zh: '期望' },
  'evidence.actual': { en: 'Actual', zh: '实际' },
  'evidence.absent': { en: 'nothing (absent)', zh: '无（缺失）' },
  'evidence.at': { en: 'at', zh: '位置' },
  'evidence.clauses': { en: 'What the documents say', zh: '文档要求' },
  'evidence.clauses.none': {
    en: 'No documented row stands behind this check; its rule does.',
    zh: '此检查不对应文档条目，由规则本身提出。',
  },
  'evidence.clause.upstream': {
    en: 'No document in this contract states it: it is a fact of {document}, which they build on.',
    zh: '本契约的文档未单独说明：这是其所依据的 {document} 的事实。',
  },
  'evidence.erratum': { en: 'Erratum', zh: '勘误' },
  'evidence.waiver': { en: 'Waiver', zh: '豁免' },
  'evidence.waiver.terms': { en: 'by {owner}, until {expires}', zh: '{owner}，有效期至 {expires}' },
  'evidence.exchanges': { en: 'Exchanges', zh: '请求与响应' },
  'evidence.exchanges.none': { en: 'No exchange shows it.', zh: '没有可作为证据的请求记录。' },
  'evidence.exchange.missing': { en: 'This exchange is not in the recording.', zh: '记录中没有该次请求。' },
  'evidence.unknown': { en: 'This report has no check named {id}.', zh: '本报告中没有名为 {id} 的检查。' },

  'exchange.request': { en: 'Request', zh: '请求' },
  'exchange.response': { en: 'Response', zh: '响应' },
  'exchange.headers': { en: '{count|header|headers}', zh: '{count|个|个}头部字段' },
  'exchange.body.none': { en: 'no body', zh: '无消息体' },
  'exchange.failure': { en: 'No response', zh: '无响应' },
  'exchange.microversion': { en: 'microversion {value}', zh: '微版本 {value}' },
  'exchange.identity': { en: 'as {value}', zh: '身份 {value}' },
  'exchange.repeat': { en: 'Repeat it', zh: '重现命令' },
  'exchange.copy': { en: 'Copy', zh: '复制' },
  'exchange.copied': { en: 'Copied', zh: '已复制' },
  'exchange.copy.failed': { en: 'Marked: copy it with the keyboard', zh: '已选中，请用键盘复制' },
  'exchange.cut': {
    en: 'Only the first {count|character|characters} are shown; the recording has the whole body.',
    zh: '仅显示前 {count|个|个}字符，完整内容见记录文件。',
  },
  'exchange.truncated': { en: 'The recording was cut here, at its size limit.', zh: '记录在此处因大小限制被截断。' },
  'exchange.unparsable': { en: 'Declared as JSON, but it does not parse.', zh: '声明为 JSON，但无法解析。' },
  'exchange.missing': { en: 'expected here, absent: {name}', zh: '此处应有而缺失：{name}' },
  'exchange.signed': {
    en: 'The request was signed; the line asks with a token instead.',
    zh: '原请求使用签名；重现命令改用令牌。',
  },

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

/** Names of values that reports show. A value without a name is shown as it is. */
const NAMES: Record<string, Record<string, Text>> = {
  verdict: {
    pass: { en: 'pass', zh: '通过' },
    fail: { en: 'fail', zh: '失败' },
    inconclusive: { en: 'inconclusive', zh: '未定' },
    'not-applicable': { en: 'not applicable', zh: '不适用' },
    error: { en: 'suite error', zh: '套件错误' },
    absent: { en: 'not in the report', zh: '报告中没有' },
  },
  level: {
    must: { en: 'must', zh: '必须' },
    should: { en: 'should', zh: '应当' },
    may: { en: 'may', zh: '可以' },
  },
  place: {
    path: { en: 'path', zh: '路径参数' },
    query: { en: 'query', zh: '查询参数' },
    header: { en: 'header', zh: '头部' },
    body: { en: 'request body', zh: '请求体' },
    response: { en: 'response', zh: '响应' },
    status: { en: 'success code', zh: '成功状态码' },
    error: { en: 'error code', zh: '错误码' },
    state: { en: 'state', zh: '状态' },
    limit: { en: 'limit', zh: '限制' },
    microversion: { en: 'microversion', zh: '微版本' },
    note: { en: 'note', zh: '说明' },
  },
  state: {
    judged: { en: 'judged', zh: '已判定' },
    excluded: { en: 'excluded', zh: '已排除' },
    unjudged: { en: 'unjudged', zh: '未判定' },
  },
  intent: {
    case: { en: 'documented call', zh: '文档所述调用' },
    'no-token': { en: 'without a token', zh: '不带令牌' },
    'bad-token': { en: 'with a wrong token', zh: '使用无效令牌' },
    'unknown-id': { en: 'with an unknown id', zh: '使用不存在的 ID' },
    poll: { en: 'waiting', zh: '轮询' },
    setup: { en: 'set-up', zh: '准备' },
    cleanup: { en: 'clean-up', zh: '清理' },
    discovery: { en: 'discovery', zh: '发现' },
  },
  failure: {
    refused: { en: 'connection refused', zh: '连接被拒绝' },
    reset: { en: 'connection reset', zh: '连接被重置' },
    timeout: { en: 'timed out', zh: '超时' },
    dns: { en: 'name not found', zh: '域名无法解析' },
    tls: { en: 'TLS failed', zh: 'TLS 失败' },
    protocol: { en: 'not valid HTTP', zh: '不是有效的 HTTP' },
    aborted: { en: 'aborted', zh: '被中止' },
    other: { en: 'failed', zh: '失败' },
  },
  reason: {
    precondition: { en: 'the state that it starts from was not reached', zh: '未达到前置状态' },
    'no-resource': { en: 'a resource that it needs was not there', zh: '缺少所需资源' },
    'not-permitted': { en: 'the target file does not permit it', zh: '目标文件不允许' },
    'version-range': { en: 'outside the microversions of the target', zh: '超出目标支持的微版本范围' },
    interrupted: { en: 'the run was interrupted', zh: '运行被中断' },
    'incomplete-recording': { en: 'the recording ends too early', zh: '记录提前结束' },
    'not-exercised': { en: 'no request of this kind was sent', zh: '未发送此类请求' },
    'not-observed': { en: 'the requests that were sent did not show it', zh: '已发送的请求未能显示' },
    blocked: { en: 'something before it failed', zh: '前序步骤失败' },
  },
};

export type SentenceKey = keyof typeof SENTENCES;
export type NameKind = 'verdict' | 'level' | 'place' | 'state' | 'intent' | 'failure' | 'reason';

/** A sentence in a language, filled in. */
export function say(language: Language, key: SentenceKey, values: Record<string, string | number> = {}): string {
  return fill(language, SENTENCES[key][language], values);
}

/** A sentence with its `{name}` and `{count|one|other}` filled in; what has no value is left empty. */
export function fill(language: Language, sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values[name] ?? '';
    const shown = typeof value === 'number' ? value.toLocaleString('en') : value;
    if (other === undefined) return shown;
    return language === 'zh' ? `${shown} ${other}` : `${shown} ${value === 1 ? one : other}`;
  });
}

/** The name of a value in a language; the value itself where it has no name of its own. */
export function nameOf(language: Language, kind: NameKind, value: string): string {
  const names = NAMES[kind];
  return names && Object.hasOwn(names, value) ? (names[value]?.[language] ?? value) : value;
}
