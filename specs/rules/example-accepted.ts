import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import { answered, isBusy, rowsAt, UPSTREAM } from './facts.ts';

/** The document's own example request is accepted, with the ids in it put in place of the document's. */
export const exampleAccepted: Rule = {
  id: 'example-accepted',
  title: { en: 'Documented example request accepted', zh: '文档示例请求被接受' },

  plan(operation, contract) {
    const documented = contract.examples.filter((example) => example.operation === operation.id);
    const isDocumented = (name: string): boolean => documented.some((example) => example.name === name);
    const used = (operation.exercise ?? []).flatMap((entry) => [entry.example ?? []].flat().find(isDocumented) ?? []);
    return [...new Set(used)].map((name): PlannedCheck => {
      const owners = documented.filter((example) => example.name === name);
      const rows = owners.flatMap((owner) => {
        const codes = operation.success.flatMap((code) => rowsAt(contract, operation, 'status', String(code.status)));
        return codes.filter((row) => row.document === owner.document).map((row) => row.id);
      });
      return {
        detail: name,
        level: 'must',
        rows: rows.length > 0 ? rows : [`${UPSTREAM}#${operation.id}/body/${name}`],
      };
    });
  },

  judge(check, operation, evidence) {
    const sent = answered(operation, evidence).filter(
      (exchange) => exchange.intent === 'case' && exchange.example === check.detail,
    );
    const refused = sent.find((exchange) => !isSuccess(exchange.response!.status) && !isBusy(exchange));
    if (refused) {
      return fail(
        {
          code: 'example-refused',
          pointer: '/status',
          expected: 'success',
          actual: refused.response!.status,
          message: {
            en: `The document's own example ${check.detail} was refused with ${refused.response!.status}.`,
            zh: `文档自身的示例 ${check.detail} 被拒绝，状态码 ${refused.response!.status}。`,
          },
        },
        [refused],
      );
    }
    const accepted = sent.filter((exchange) => !isBusy(exchange));
    if (accepted.length > 0) return pass(accepted);
    return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence);
  },
};
