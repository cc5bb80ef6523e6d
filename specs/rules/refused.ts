import type { Contract, Operation, Refusal } from '../contract/types.ts';
import { pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import { planFact, planStated, rowsAt } from './facts.ts';
import { codeRows, judgeRefused, spoiled } from './must-refuse.ts';

/** A well-formed call that the tables say must be refused (a name twice, a reference to nothing) gets the code that they give. */
export const refused: Rule = {
  id: 'refused',
  title: { en: 'Refused for the documented reason', zh: '按文档规定的原因拒绝' },

  plan(operation, contract) {
    return (operation.refusals ?? []).flatMap((entry): PlannedCheck[] => planOne(entry, operation, contract));
  },

  judge(check, operation, evidence) {
    const { status, ignorable, alternatives } = operation.refusals!.find(({ id }) => id === check.detail)!;
    const wanted = { en: `a request that is refused for "${check.detail}"`, zh: `应因“${check.detail}”被拒绝的请求` };
    const sent = spoiled(operation, evidence, 'refusal', check.detail);
    const scenario = `${operation.id}/refused/${check.detail}`;
    if (sent.length === 0) {
      const isKnown = evidence.outcomes(operation).some(({ id }) => id === scenario);
      return unobserved(operation, evidence, 'refusal', isKnown ? new Set([scenario]) : undefined);
    }
    // Where the documents leave it open, taking it is as good; but nothing else is.
    const judged = sent.filter(
      ({ response }) => !(ignorable && isSuccess(response!.status)) && !alternatives?.includes(response!.status),
    );
    if (judged.length === 0) return pass(sent);
    return judgeRefused(judged, { intent: 'refusal', status, wanted }, operation, evidence);
  },
};

function planOne({ id, status, rows = [] }: Refusal, operation: Operation, contract: Contract): PlannedCheck[] {
  const isStated =
    planFact(contract, operation, 'error', String(status)) !== null ||
    rowsAt(contract, { ...operation, id: 'common' }, 'error', String(status)).length > 0;
  const stated = planStated(contract, operation, rows);
  if (!isStated && !stated) return [];
  const codes = isStated ? codeRows(operation, contract, status) : [];
  return [{ detail: id, level: stated?.level ?? 'must', rows: [...new Set([...codes, ...(stated?.rows ?? [])])] }];
}
