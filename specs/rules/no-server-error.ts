import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { rowsAt, UPSTREAM } from './facts.ts';

/** 503 and 504 can be the gateway's word that it is busy; the others of the 5xx never are. */
const BUSY = [503, 504];
/** Failures that the service answers for; a name that does not resolve, or a certificate that nobody trusts, is no word on it. */
const BROKEN = ['reset', 'timeout', 'protocol'];

/** No request makes the service fail inside, break the connection or leave it without an answer. */
export const noServerError: Rule = {
  id: 'no-server-error',
  title: { en: 'No internal error', zh: '无服务内部错误' },

  plan(operation, contract) {
    const rows = rowsAt(contract, { ...operation, id: 'common' }, 'error', '500').map((row) => row.id);
    return [{ level: 'must', rows: rows.length > 0 ? rows : [`${UPSTREAM}#common/error/500`] }];
  },

  judge(_check, operation, evidence) {
    const exchanges = evidence.exchanges(operation);
    const broken = exchanges.find(
      ({ response, failure }) =>
        (response && response.status >= 500 && !BUSY.includes(response.status)) ||
        (failure && BROKEN.includes(failure.kind)),
    );
    if (broken) {
      const what = broken.response ? String(broken.response.status) : broken.failure!.kind;
      return fail(
        {
          code: broken.response ? 'server-error' : 'no-answer',
          pointer: '/status',
          actual: what,
          message: { en: `A request ended with ${what}.`, zh: `请求以 ${what} 结束。` },
        },
        [broken],
      );
    }
    const answers = exchanges.filter((exchange) => exchange.response);
    return answers.length > 0 ? pass(answers) : unobserved(operation, evidence);
  },
};
