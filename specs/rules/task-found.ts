import { valueAt } from '../judge/fields.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { isBusy, planStated, succeeded } from './facts.ts';

/** What goes on in the background can be looked after: the task that the answer names is there. */
export const taskFound: Rule = {
  id: 'task-found',
  title: { en: 'Task of an asynchronous call can be queried', zh: '异步任务可查询' },

  plan(operation, contract) {
    const stated = operation.follow ? planStated(contract, operation, ['state/asynchronous']) : null;
    return stated ? [stated] : [];
  },

  judge(_check, operation, evidence) {
    const looks = succeeded(operation, evidence).flatMap((sent) =>
      evidence
        .polls(sent)
        .filter(({ operation: asked, response }) => asked === operation.follow!.operation && response)
        .map((look) => ({ sent, look })),
    );
    const judged = looks.filter(({ look }) => !isBusy(look));
    const lost = judged.find(({ look }) => !isSuccess(look.response!.status));
    if (lost) {
      const { status } = lost.look.response!;
      const message = {
        en: `The task that the answer names could not be looked at (${status}).`,
        zh: `响应所给出的任务无法查询（${status}）。`,
      };
      const finding = { code: 'task-lost', pointer: operation.follow!.id, expected: 200, actual: status, message };
      return fail(finding, [lost.look, lost.sent]);
    }
    const other = judged.find(({ look, sent }) => isAnother(look, sent, operation.follow!.id));
    if (other) {
      const [expected, actual] = [other.sent, other.look].map(({ response }) =>
        valueAt(response!.body, operation.follow!.id),
      );
      const message = {
        en: 'The task that was looked at says that it is another one.',
        zh: '查询到的任务与响应所给出的任务不一致。',
      };
      return fail({ code: 'task-differs', pointer: operation.follow!.id, expected, actual, message }, [
        other.look,
        other.sent,
      ]);
    }
    if (judged.length > 0) return pass(judged.flatMap(({ look, sent }) => [look, sent]));
    return looks.length > 0 ? targetBusy(looks.map(({ look }) => look)) : unobserved(operation, evidence);
  },
};

/** Whether a task has an id where the answer had it, and that is another one. */
function isAnother(look: Exchange, sent: Exchange, pointer: string): boolean {
  const shown = valueAt(look.response!.body, pointer);
  return shown !== undefined && shown !== valueAt(sent.response!.body, pointer);
}
