import { type Language, sayFrom } from '../text.ts';

/** Fixed sentences of the descriptions, filled in like those of a report. */
const WORDS = {
  about: { en: 'The contract {profile} at microversion {version}', zh: '契约 {profile}，微版本 {version}' },
  distilled: { en: 'Distilled from: {documents}.', zh: '提炼自：{documents}。' },
  upstream: { en: 'What Nova does, without a document of a vendor.', zh: 'Nova 自身的行为，不含厂商文档。' },
  rows: {
    en: 'The rows of the documents that a member comes from are named by x-rows.',
    zh: 'x-rows 给出成员所依据的文档条目。',
  },
  endpoint: {
    en: 'The endpoint of the service {service}, as the catalog of the cloud has it',
    zh: '服务 {service} 的终端节点，以云的服务目录为准',
  },
  operations: { en: 'The operations {ids}.', zh: '操作：{ids}。' },
  token: { en: 'A token of the identity service (Keystone v3).', zh: '身份认证服务（Keystone v3）的令牌。' },
  signature: {
    en: 'A signature of the request made with an access key and a secret key (SDK-HMAC-SHA256), beside the header X-Sdk-Date.',
    zh: '用 AK/SK 对请求所做的签名（SDK-HMAC-SHA256），与消息头 X-Sdk-Date 同时使用。',
  },
  version: {
    en: 'Asks for microversion {version}, which this description is of; without it the answer is that of {min}.',
    zh: '请求微版本 {version}，即本描述所针对的版本；不带此消息头时按 {min} 应答。',
  },
  from: { en: 'Possible in {states}.', zh: '前置状态：{states}。' },
  to: { en: 'Leads to {states}.', zh: '结果状态：{states}。' },
  gone: { en: 'its end', zh: '不再存在' },
  asynchronous: { en: 'Goes on after the answer.', zh: '异步执行。' },
  admin: { en: 'For administrators.', zh: '仅限管理员。' },
  recommended: { en: 'The document recommends microversion {version}.', zh: '文档推荐微版本 {version}。' },
  source: { en: 'Source: {chapters}.', zh: '出处：{chapters}。' },
  refused: { en: 'The request is refused', zh: '请求被拒绝' },
  location: { en: 'The address of what was made.', zh: '所创建资源的地址。' },
  tokenHeader: { en: 'The token.', zh: '令牌。' },
  requestId: {
    en: 'The id of the request; one of the headers that may carry it.',
    zh: '请求 ID；可携带它的消息头之一。',
  },
  madeUp: { en: 'Made up from the schema; no document shows one.', zh: '依据模式编造；文档中没有示例。' },
  collection: {
    en: 'Made by conform export. Set the address of each service and the token in the variables of the collection.',
    zh: '由 conform export 生成。请在集合变量中填写各服务的地址与令牌。',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** A sentence in a language. */
export const say = sayFrom(WORDS);

/** Sentences one after the other. */
export function sentences(language: Language, parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(language === 'en' ? ' ' : '');
}
