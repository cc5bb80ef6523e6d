import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, planStated } from './facts.ts';

/** A call at a documented limit, or in a combination that the document describes, is taken. */
export const documentedUse: Rule = {
  id: 'documented-use',
  title: { en: 'Documented use accepted', zh: '接受文档描述的用法' },

  plan(operation, contract) {
    return (operation.exercise ?? []).flatMap((entry): PlannedCheck[] => {
      const stated = planStated(contract, operation, entry.rows ?? []);
      return stated ? [{ detail: entry.id ?? 'documented', ...stated }] : [];
    });
  },

  judge(check, operation, evidence) {
    const name = `${operation.id}/${check.detail}`;
    const sent = answered(operation, evidence).filter(
      (exchange) => exchange.intent === 'case' && isOfCase(exchange.scenario, name),
    );
    const judged = sent.filter((exchange) => !isBusy(exchange));
    const refused = judged.find((exchange) => !isSuccess(exchange.response!.status));
    if (refused) return useRefused(refused, check.detail!);
    if (judged.length > 0) return pass(judged);
    return sent.length > 0 ? targetBusy(sent) : untried(name, operation, evidence);
  },
};

/** Scenarios of a case are called by it, with the microversion behind. */
function isOfCase(scenario: string, name: string): boolean {
  return scenario === name || scenario.startsWith(`${name}@`);
}

function untried(name: string, operation: Operation, evidence: Evidence): ReturnType<Rule['judge']> {
  const own = evidence.outcomes(operation).filter(({ id }) => isOfCase(id, name));
  return unobserved(operation, evidence, 'case', new Set(own.map(({ id }) => id)));
}

function useRefused(refused: Exchange, detail: string): ReturnType<Rule['judge']> {
  const { status } = refused.response!;
  return fail(
    {
      code: 'use-refused',
      pointer: '/status',
      expected: 'success',
      actual: status,
      message: {
        en: `The documented use "${detail}" was refused with ${status}.`,
        zh: `文档描述的用法“${detail}”被拒绝，状态码 ${status}。`,
      },
    },
    [refused],
  );
}
