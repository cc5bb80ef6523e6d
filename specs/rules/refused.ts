import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { planFact, rowsAt } from './facts.ts';
import { codeRows, judgeRefused, spoiled } from './must-refuse.ts';

/** A well-formed call that the tables say must be refused (a name twice, a reference to nothing) gets the code that they give. */
export const refused: Rule = {
  id: 'refused',
  title: { en: 'Refused for the documented reason', zh: '按文档规定的原因拒绝' },

  plan(operation, contract) {
    return (operation.refusals ?? []).flatMap(({ id, status }): PlannedCheck[] => {
      const isStated =
        planFact(contract, operation, 'error', String(status)) !== null ||
        rowsAt(contract, { ...operation, id: 'common' }, 'error', String(status)).length > 0;
      return isStated ? [{ detail: id, level: 'must', rows: codeRows(operation, contract, status) }] : [];
    });
  },

  judge(check, operation, evidence) {
    const { status } = operation.refusals!.find(({ id }) => id === check.detail)!;
    const wanted = { en: `a request that is refused for "${check.detail}"`, zh: `应因“${check.detail}”被拒绝的请求` };
    const sent = spoiled(operation, evidence, 'refusal', check.detail);
    return judgeRefused(sent, { intent: 'refusal', status, wanted }, operation, evidence);
  },
};
