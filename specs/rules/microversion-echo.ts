import { hasVersions } from '../contract/thresholds.ts';
import { versionedCase } from '../contract/version-cases.ts';
import { type Evidence, versionOf } from '../judge/evidence.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, rowsAt, UPSTREAM } from './facts.ts';
import { nameOf, nameOfChinese, shapeDifference } from './microversion.ts';

const COMMON = 'OpenStack-API-Version';
const NOVA = 'X-OpenStack-Nova-API-Version';

/**
 * Each answer says which microversion it is of, in both headers and in `Vary`. With a detail: asked for by that header, the
 * microversion is the same as by Nova's own.
 */
export const microversionEcho: Rule = {
  id: 'microversion-echo',
  title: { en: 'Microversion echoed', zh: '返回所用的微版本' },

  plan(operation, contract) {
    if (!hasVersions(operation, contract)) return [];
    // Upstream's way; a vendor whose document is silent on it should do the same.
    const level = contract.profile.documents.length > 0 ? 'should' : 'must';
    const rows = (name: string): string[] => [`${UPSTREAM}#${operation.id}/header/${name}`];
    const common = rowsAt(contract, { ...operation, id: 'common' }, 'header', NOVA).map((row) => row.id);
    const own: PlannedCheck = { level, rows: [...rows(NOVA), ...common] };
    const isRead = operation.method === 'GET' && versionedCase(operation) !== undefined;
    return isRead ? [own, { detail: COMMON, level, rows: rows(COMMON) }] : [own];
  },

  judge(check, operation, evidence) {
    if (check.detail !== undefined) return judgeOtherHeader(operation, evidence);
    const told = answered(operation, evidence).filter(
      (exchange) => exchange.versionHeader === undefined && isVersioned(exchange),
    );
    for (const exchange of told) {
      const wrong = echoFault(exchange, evidence);
      if (wrong) return fail(wrong, [exchange]);
    }
    return told.length > 0 ? pass(told) : unobserved(operation, evidence);
  },
};

function judgeOtherHeader(operation: Parameters<Rule['judge']>[1], evidence: Evidence) {
  const sent = answered(operation, evidence).filter(({ versionHeader }) => versionHeader === COMMON);
  const told = sent.filter((exchange) => !isBusy(exchange));
  if (told.length === 0 && sent.length > 0) return targetBusy(sent);
  for (const exchange of told) {
    const refusal = isSuccess(exchange.response!.status) ? undefined : exchange;
    const wrong = refusal ? refusedBy(refusal) : echoFault(exchange, evidence);
    if (wrong) return fail(wrong, [exchange]);
    const twin = answered(operation, evidence).find(
      (other) =>
        other.scenario === exchange.scenario &&
        other.versionHeader === undefined &&
        other.threshold === undefined &&
        other.microversion === exchange.microversion &&
        isSuccess(other.response!.status),
    );
    const difference = twin && shapeDifference(operation, evidence, exchange, twin);
    if (difference) return fail(differs(exchange, difference.path), [exchange, twin]);
  }
  return told.length > 0 ? pass(told) : unobserved(operation, evidence, 'microversion');
}

/** Answers that come from behind the choice of a microversion: Nova answers 401 and a malformed version before it. */
function isVersioned({ response }: Exchange): boolean {
  return isSuccess(response!.status) || response!.status === 406;
}

function echoFault(exchange: Exchange, evidence: Evidence) {
  const { headers } = exchange.response!;
  // An unsupported one is named as it was asked for.
  const version = versionOf(exchange, evidence.recording);
  const wanted = { [COMMON]: `compute ${version}`, [NOVA]: version };
  for (const [name, value] of Object.entries(wanted)) {
    const actual = headers[name.toLowerCase()];
    if (actual?.split(/\s*,\s*/).includes(value)) continue;
    return {
      code: 'version-not-echoed',
      pointer: `/headers/${name.toLowerCase()}`,
      expected: value,
      actual: actual ?? null,
      message: {
        en: `The answer to ${nameOf(exchange)} does not say ${value} in ${name}.`,
        zh: `${nameOfChinese(exchange)}的响应头 ${name} 未给出 ${value}。`,
      },
    };
  }
  const vary = (headers.vary ?? '').toLowerCase().split(/\s*,\s*/);
  const absent = [COMMON, NOVA].find((name) => !vary.includes(name.toLowerCase()));
  if (absent === undefined || vary.includes('*')) return undefined;
  return {
    code: 'version-not-in-vary',
    pointer: '/headers/vary',
    expected: absent,
    actual: headers.vary ?? null,
    message: {
      en: `The answer depends on ${absent}, which its header Vary does not name.`,
      zh: `响应取决于 ${absent}，而响应头 Vary 未列出它。`,
    },
  };
}

function refusedBy(exchange: Exchange) {
  const { status } = exchange.response!;
  return {
    code: 'header-refused',
    pointer: '/status',
    expected: 'success',
    actual: status,
    message: {
      en: `Answered ${status} to a request that asks by ${COMMON}.`,
      zh: `以 ${COMMON} 指定微版本的请求返回 ${status}。`,
    },
  };
}

function differs(exchange: Exchange, path: string) {
  return {
    code: 'header-differs',
    pointer: '',
    message: {
      en: `Asked for by ${COMMON}, ${nameOf(exchange)} gives another answer than by ${NOVA}: ${path}.`,
      zh: `以 ${COMMON} 与以 ${NOVA} 指定${nameOfChinese(exchange)}时响应不同：${path}。`,
    },
  };
}
