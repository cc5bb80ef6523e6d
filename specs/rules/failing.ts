import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { rowsAt, succeeded } from './facts.ts';

/** What can come to nothing is accepted, and ends in the status that the document has for it. */
export const failing: Rule = {
  id: 'failing',
  title: { en: 'A failure shows in the documented status', zh: '失败以文档规定的状态体现' },

  plan(operation, contract) {
    const rows = rowsAt(contract, operation, 'state', 'failure.status');
    if (rows.length === 0) return [];
    return (operation.failures ?? []).map(({ id }) => ({
      detail: id!,
      level: 'must',
      rows: rows.map((row) => row.id),
    }));
  },

  judge(check, operation, evidence) {
    const scenario = `${operation.id}/failing/${check.detail}`;
    const rows = check.rows.map((id) => evidence.contract.rows.get(id)!);
    const allowed = rows.flatMap(({ values }) => values ?? []);
    const sent = succeeded(operation, evidence).filter((exchange) => exchange.scenario === scenario);
    const waits = evidence.awaits(operation).filter((wait) => sent.some(({ id }) => id === wait.exchange));
    const wrong = waits.find(
      ({ reached, interrupted }) => !interrupted && reached !== null && !allowed.includes(reached),
    );
    const named = sent.flatMap((exchange) => [...evidence.polls(exchange).slice(-1), exchange]);
    if (wrong) {
      return fail(
        {
          code: 'failure-not-shown',
          pointer: '/server/status',
          expected: allowed,
          actual: wrong.reached,
          message: {
            en: `It cannot come about, and yet the server is ${wrong.reached}.`,
            zh: `该请求不可能成功，云主机状态却为 ${wrong.reached}。`,
          },
        },
        named,
      );
    }
    return waits.some(({ reached }) => allowed.includes(reached))
      ? pass(named)
      : unobserved(operation, evidence, 'failing', new Set([scenario]));
  },
};
