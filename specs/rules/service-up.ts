import { documentedRows } from '../contract/inventory.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import { answered } from './facts.ts';
import { noTwin, twinOf } from './must-refuse.ts';

/** An action that takes the compute service of the server's host is refused while that is down. */
export const serviceUp: Rule = {
  id: 'service-up',
  title: { en: 'Refused while the compute service is down', zh: '计算服务不可用时拒绝' },

  plan(operation, contract) {
    const rows = documentedRows(contract, operation.id, 'state', 'precondition.service');
    return rows.length > 0 ? [{ level: 'must', rows: rows.map(({ id }) => id) }] : [];
  },

  judge(_check, operation, evidence) {
    const sent = answered(operation, evidence).filter(({ intent }) => intent === 'service-down');
    const taken = sent.find(({ response }) => !isRefusal(response!.status));
    if (taken) {
      const { status } = taken.response!;
      return fail(
        {
          code: isSuccess(status) ? 'refusal-missing' : 'refusal-status',
          pointer: '/status',
          expected: '4xx, 503',
          actual: status,
          message: {
            en: `Answered ${status} while the compute service of the server's host was down.`,
            zh: `云主机所在节点的计算服务不可用时返回 ${status}。`,
          },
        },
        [taken],
      );
    }
    if (sent.length === 0) return unobserved(operation, evidence, 'service-down');
    const twin = twinOf(operation, evidence);
    return twin ? pass([...sent, twin]) : noTwin(sent, operation, evidence);
  },
};

/** The documents do not say with what code: a conflict, any other refusal, or that the service is not available. */
function isRefusal(status: number): boolean {
  return (status >= 400 && status < 500) || status === 503;
}
