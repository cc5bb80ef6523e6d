import type { Text } from '../../specs/judge/types.ts';

/** What a certificate says. */
export const CERTIFICATE = {
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
} as const satisfies Record<string, Text>;
