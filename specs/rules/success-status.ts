import { compareVersions, inRange } from '../../schemas/version.ts';
import { versionOf } from '../judge/evidence.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, codesFor, isBusy, isRight, planFact, UPSTREAM } from './facts.ts';

/** A documented request, made rightly, is answered with the documented success code of its microversion. */
export const successStatus: Rule = {
  id: 'success-status',
  title: { en: 'Documented success code', zh: '文档规定的成功状态码' },

  plan(operation, contract) {
    const { min, max } = contract.profile.microversions;
    const inReach = operation.success.filter(
      (code) => compareVersions(code.from ?? min, max) <= 0 && compareVersions(code.until ?? max, min) >= 0,
    );
    const codes = [...new Set(inReach.map((code) => code.status))];
    return codes.map((status): PlannedCheck => {
      const detail = String(status);
      // A document that gives no code of its own builds on Nova's.
      const upstream = { level: 'must' as const, rows: [`${UPSTREAM}#${operation.id}/status/${detail}`] };
      return { detail, ...(planFact(contract, operation, 'status', detail) ?? upstream) };
    });
  },

  judge(check, operation, evidence) {
    const ranges = operation.success.filter((candidate) => String(candidate.status) === check.detail);
    const judged = answered(operation, evidence).filter(
      (exchange) =>
        isOrderly(exchange) && ranges.some((range) => inRange(versionOf(exchange, evidence.recording), range)),
    );
    const busy = judged.filter(isBusy);
    const wrong = judged.find((exchange) => {
      const legal = codesFor(operation.success, exchange, evidence);
      return !legal.includes(exchange.response!.status) && !busy.includes(exchange);
    });
    if (wrong) {
      const { status } = wrong.response!;
      const expected = codesFor(operation.success, wrong, evidence);
      return fail(
        {
          code: isSuccess(status) ? 'status-unexpected' : 'request-refused',
          pointer: '/status',
          expected: expected.length === 1 ? expected[0] : expected,
          actual: status,
          message: {
            en: `Answered ${status} where ${expected.join(' or ')} is documented.`,
            zh: `文档规定 ${expected.join(' 或 ')}，实际返回 ${status}。`,
          },
        },
        [wrong],
      );
    }
    const right = judged.filter((exchange) => exchange.response!.status === Number(check.detail));
    if (right.length > 0) return pass(right);
    if (busy.length > 0) return targetBusy(busy);
    return unobserved(operation, evidence);
  },
};

/**
 * Requests that had to succeed: documented cases; and those that were sent for anything else (set-up, polls, a tour through the
 * states, ...) if they did succeed: a refusal is for their own rules, and a 404 can be what a poll was waiting for.
 */
function isOrderly(exchange: Exchange): boolean {
  return exchange.intent === 'case' || (isRight(exchange) && isSuccess(exchange.response!.status));
}
