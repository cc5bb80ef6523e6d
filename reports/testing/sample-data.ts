import type { Finding, VerdictName } from '../../specs/judge/types.ts';

export const DOCUMENT = 'easystack-compute-6.1.2';

export const OPERATIONS: Record<string, [method: string, path: string, status: number, en: string, zh: string]> = {
  'server.list': ['GET', '/servers', 200, 'List servers', '云主机列表'],
  'server.list-details': ['GET', '/servers/detail', 200, 'List servers with details', '云主机详细列表'],
  'server.show': ['GET', '/servers/{server_id}', 200, 'Show a server', '云主机详情'],
  'server.create': ['POST', '/servers', 202, 'Create a server', '创建云主机'],
  'server.start': ['POST', '/servers/{server_id}/action', 202, 'Start a server', '启动云主机'],
  'server.stop': ['POST', '/servers/{server_id}/action', 202, 'Stop a server', '关闭云主机'],
  'server.pause': ['POST', '/servers/{server_id}/action', 202, 'Pause a server', '暂停云主机'],
  'server.migrate': ['POST', '/servers/{server_id}/action', 202, 'Migrate a server', '冷迁移云主机'],
  'server.delete': ['DELETE', '/servers/{server_id}', 204, 'Delete a server', '删除云主机'],
  'server-group.create': ['POST', '/os-server-groups', 200, 'Create a server group', '创建云主机组'],
  'keypair.list': ['GET', '/os-keypairs', 200, 'List key pairs', 'SSH密钥对列表'],
  'keypair.import': ['POST', '/os-keypairs', 201, 'Import a key pair', '导入SSH密钥对'],
  'flavor.list-details': ['GET', '/flavors/detail', 200, 'List flavors with details', '云主机规格详细列表'],
  'aggregate.add-host': ['POST', '/os-aggregates/{aggregate_id}/action', 200, 'Add a host', '添加计算节点'],
};

export const RULES: Record<string, [en: string, zh: string]> = {
  'success-status': ['Success code', '成功状态码'],
  'response-field-present': ['Response fields present', '响应字段存在'],
  'response-field-type': ['Response field types', '响应字段类型'],
  'unknown-member': ['No undocumented members', '无未说明字段'],
  'empty-body': ['Empty response body', '空响应体'],
  'content-type': ['Content type', '内容类型'],
  'microversion-header': ['Microversion header', '微版本头部'],
  'resulting-state': ['Resulting state', '结果状态'],
  'error-status': ['Error codes', '错误码'],
  'error-body': ['Form of error bodies', '错误消息体'],
};

export const NOT_ALLOWED = {
  verdict: 'not-applicable' as VerdictName,
  reason: 'not-permitted',
  detail: { en: 'The target file does not permit administrative requests.', zh: '目标文件不允许管理类请求。' },
  exchanges: [],
};

export const BLOCKED = {
  verdict: 'inconclusive' as VerdictName,
  reason: 'precondition',
  detail: {
    en: 'The server that was to be migrated went to ERROR and never became ACTIVE.',
    zh: '待迁移的云主机进入 ERROR 状态，未能变为 ACTIVE。',
  },
};

export const RULE_THREW = {
  en: 'The rule error-body threw: unexpected end of data.',
  zh: '规则 error-body 异常：数据意外结束。',
};

export const WAIVER = {
  owner: 'platform-team@example.com',
  reason: 'Ticket 4711: fixed in the next release',
  expires: '2026-12-31',
};

export const STATUS_FINDING: Finding = {
  code: 'status-unexpected',
  pointer: '/status',
  expected: [202],
  actual: 200,
  message: { en: 'Answered with 200 where the document states 202.', zh: '返回 200，而文档规定为 202。' },
};

export const MISSING_FINDING: Finding = {
  code: 'field-missing',
  pointer: '/server/OS-EXT-STS:vm_state',
  expected: 'a string',
  message: {
    en: 'server.OS-EXT-STS:vm_state is absent from the response.',
    zh: '响应中缺少 server.OS-EXT-STS:vm_state。',
  },
};

export const TYPE_FINDING: Finding = {
  code: 'field-type',
  pointer: '/server/OS-EXT-STS:power_state',
  expected: 'integer',
  actual: '1',
  message: {
    en: 'The power state is a string where an integer is stated.',
    zh: '电源状态为字符串，而文档规定为整数。',
  },
};

export const HEADER_FINDING: Finding = {
  code: 'content-type',
  pointer: '/headers/content-type',
  expected: 'application/json',
  actual: 'text/html',
  message: { en: 'The body is JSON but is declared as text/html.', zh: '消息体为 JSON，但声明为 text/html。' },
};

export const ERRATUM = {
  id: 'E-017',
  ruling: {
    en: 'The text says 200 in one place and 202 in its table; 202 is demanded, as in Nova.',
    zh: '正文一处写 200，表中写 202；以 202 为准，与 Nova 一致。',
  },
};

/** Text with which a target might try to break out of a report of any form. */
export const HOSTILE =
  '<img src=x onerror=alert(1)></script><script>alert(2)</script>]]>]]><!-- "\'`|*[a](javascript:alert(3)) @all \u001b[31m\u202e\u2028\u0000';
