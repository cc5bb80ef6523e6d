import { isObject } from '../../schemas/fold.ts';
import { hasVersions } from '../contract/thresholds.ts';
import { versionedCase } from '../contract/version-cases.ts';
import { fail, pass } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Finding, Text } from '../judge/types.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { answered, isBusy } from './facts.ts';
import { commonRows, notShown } from './microversion.ts';

/** A rule for microversions that cannot be had: refused with one code, and an error that says it again. */
function refusedVersion(id: string, intent: Intent, status: number, title: Text): Rule {
  return {
    id,
    title,

    plan(operation, contract) {
      if (!hasVersions(operation, contract) || operation.method !== 'GET' || !versionedCase(operation)) return [];
      return [{ level: 'must', rows: commonRows(contract, operation, 'error', String(status)) }];
    },

    judge(_check, operation, evidence) {
      const sent = answered(operation, evidence).filter((exchange) => exchange.intent === intent);
      for (const exchange of sent.filter((one) => !isBusy(one))) {
        const wrong = faultOf(exchange, status);
        if (wrong) return fail(wrong, [exchange]);
      }
      const refused = sent.filter((exchange) => !isBusy(exchange));
      return refused.length > 0 ? pass(refused) : notShown(operation, evidence, sent);
    },
  };
}

/** A microversion above the highest that the target states is refused with 406. */
export const microversionUnsupported = refusedVersion('microversion-unsupported', 'unsupported-version', 406, {
  en: 'Unsupported microversion refused',
  zh: '拒绝不支持的微版本',
});

/** What is no microversion is refused with 400. */
export const microversionMalformed = refusedVersion('microversion-malformed', 'malformed-version', 400, {
  en: 'Malformed microversion refused',
  zh: '拒绝格式错误的微版本',
});

/** Nova names the fault in the outer member, and repeats the code in it beside a message. */
function faultOf(exchange: Exchange, wanted: number): Finding | undefined {
  const { status, body } = exchange.response!;
  const { microversion } = exchange;
  if (status !== wanted) {
    return {
      code: status < 400 ? 'version-accepted' : 'refusal-status',
      pointer: '/status',
      expected: wanted,
      actual: status,
      message: {
        en: `Answered ${status} to microversion ${microversion}; ${wanted} is documented.`,
        zh: `对微版本 ${microversion} 返回 ${status}，文档规定 ${wanted}。`,
      },
    };
  }
  const [fault] = isObject(body) ? Object.values(body) : [];
  if (isObject(fault) && fault.code === wanted && typeof fault.message === 'string' && fault.message !== '')
    return undefined;
  return {
    code: 'refusal-body',
    pointer: '',
    expected: { code: wanted },
    actual: body ?? null,
    message: {
      en: `The refusal of microversion ${microversion} does not say code ${wanted} and why.`,
      zh: `拒绝微版本 ${microversion} 的响应正文未给出错误码 ${wanted} 与原因。`,
    },
  };
}
