import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { answered, UPSTREAM } from './facts.ts';

/** Every response, good or bad, carries the id of its request. */
export const requestId: Rule = {
  id: 'request-id',
  title: { en: 'Request id on every response', zh: '每个响应都带请求 ID' },

  plan(operation, contract) {
    const promise = contract.profile.requestId[operation.service];
    if (!promise || promise.headers.length === 0) return [];
    const rows = promise.rows.length > 0 ? promise.rows : [`${UPSTREAM}#common/response/x-openstack-request-id`];
    return [{ level: 'must', rows }];
  },

  judge(_check, operation, evidence) {
    const { headers, except } = evidence.contract.profile.requestId[operation.service]!;
    const answers = answered(operation, evidence).filter((exchange) => !except?.includes(exchange.response!.status));
    const without = answers.find((exchange) => !headers.some((name) => exchange.response!.headers[name]));
    if (without) {
      return fail(
        {
          code: 'request-id-missing',
          pointer: `/headers/${headers[0]}`,
          expected: headers,
          message: { en: 'The response carries no request id.', zh: '响应中没有请求 ID。' },
        },
        [without],
      );
    }
    return answers.length > 0 ? pass(answers) : unobserved(operation, evidence);
  },
};
