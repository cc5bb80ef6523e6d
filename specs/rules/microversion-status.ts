import { previousVersion } from '../../schemas/version.ts';
import { codesOrNone, triedStatuses } from '../contract/version-cases.ts';
import { fail, pass } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { isBusy } from './facts.ts';
import { askedFor, isBeyond, notShown, outOfRange, planChange, refusedFinding } from './microversion.ts';

/** The code of success changes with its microversion, and an operation is no more from the end of its range on. */
export const microversionStatus: Rule = {
  id: 'microversion-status',
  title: { en: 'Success code changes with its microversion', zh: '成功状态码随微版本变化' },

  plan(operation, contract) {
    return triedStatuses(operation, contract).flatMap((version) => planChange(operation, contract, version, 'status'));
  },

  judge(check, operation, evidence) {
    const version = check.detail!;
    if (isBeyond(version, evidence)) return outOfRange(version);
    const sides = [previousVersion(version), version];
    const sent = sides.map((side) =>
      askedFor(operation, evidence, side).filter(({ threshold }) => threshold === undefined),
    );
    const telling = sent.map((exchanges) => exchanges.filter((exchange) => !isBusy(exchange)));
    for (const exchange of telling.flat()) {
      const codes = codesOrNone(operation, exchange.microversion!);
      const { status } = exchange.response!;
      if (codes.length > 0 && !codes.includes(status)) return fail(refusedFinding(exchange, codes), [exchange]);
      if (codes.length === 0 && !isGone(status)) return fail(notGone(exchange), [exchange]);
    }
    if (telling.some((exchanges) => exchanges.length === 0)) return notShown(operation, evidence, sent.flat());
    return pass([...telling[1]!, ...telling[0]!]);
  },
};

/** What is no more is not found; its path may also be taken for that of something else, for which the request is wrong. */
function isGone(status: number): boolean {
  return status === 404 || status === 400;
}

function notGone(exchange: Exchange) {
  const { status } = exchange.response!;
  return {
    code: isSuccess(status) ? 'operation-too-late' : 'refusal-status',
    pointer: '/status',
    expected: 404,
    actual: status,
    message: {
      en: `Answered ${status} at microversion ${exchange.microversion}, in which the operation is no more.`,
      zh: `微版本 ${exchange.microversion} 已无该接口，实际返回 ${status}。`,
    },
  };
}
