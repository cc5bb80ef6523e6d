import type { ListRefusal } from '../contract/list.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { fail, pass, targetBusy } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import { isBusy, planFact, planStated, rowsAt, UPSTREAM } from './facts.ts';
import { triedWith, untried } from './list-evidence.ts';

/** A list with a value that cannot be, or that is not for the caller, is refused. */
export const invalidQuery: Rule = {
  id: 'invalid-query',
  title: { en: 'Invalid query value refused', zh: '拒绝无效的查询参数值' },

  plan(operation, contract) {
    return Object.entries(operation.list?.refuses ?? {}).flatMap(([id, refusal]) =>
      planOne(id, refusal, operation, contract),
    );
  },

  judge(check, operation, evidence) {
    const id = check.detail!;
    const refusal = operation.list!.refuses![id]!;
    const wanted = refusal.status ?? 400;
    const scenario = `${operation.id}/bad-query-${id}`;
    const tried = triedWith(operation, evidence, 'bad-query', () => true).filter((one) => one.scenario === scenario);
    const judged = tried.filter((exchange) => !isBusy(exchange));
    const wrong = judged.find(
      ({ response }) => response!.status !== wanted && !(refusal.ignorable && isSuccess(response!.status)),
    );
    if (wrong) {
      const { status } = wrong.response!;
      const asked = new URLSearchParams(refusal.query as Record<string, string>).toString();
      return fail(
        {
          code: isSuccess(status) ? 'refusal-missing' : 'refusal-status',
          pointer: '/status',
          expected: wanted,
          actual: status,
          message: {
            en: `Answered ${status} to ${asked}; ${wanted} is documented.`,
            zh: `对 ${asked} 返回 ${status}，文档规定 ${wanted}。`,
          },
        },
        [wrong],
      );
    }
    if (judged.length > 0) return pass(judged);
    return tried.length > 0 ? targetBusy(tried) : untried(operation, evidence, 'bad-query', `bad-query-${id}`);
  },
};

/** The rows of the parameter and of the code; nothing where the documents do not name the parameter. */
function planOne(id: string, refusal: ListRefusal, operation: Operation, contract: Contract): PlannedCheck[] {
  const [parameter] = Object.keys(refusal.query);
  const status = String(refusal.status ?? 400);
  const fact = planFact(contract, operation, 'query', parameter!);
  if (!fact) return [];
  const own = rowsAt(contract, operation, 'error', status);
  const common = rowsAt(contract, { ...operation, id: 'common' }, 'error', status);
  const rows = (own.length > 0 ? own : common).map((row) => row.id);
  const upstream = contract.profile.documents.length > 0 ? [] : [`${UPSTREAM}#${operation.id}/error/${status}`];
  const more = planStated(contract, operation, refusal.rows ?? [])?.rows ?? [];
  return [{ detail: id, level: fact.level, rows: [...rows, ...upstream, ...fact.rows, ...more] }];
}
