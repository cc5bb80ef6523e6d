import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isBusy, isSuccess, rowsAt, UPSTREAM } from './facts.ts';

const CONFLICT = 409;

/** A lock keeps the owner from changing a server, and nobody else; without it the owner may again. */
export const lock: Rule = {
  id: 'lock',
  title: { en: 'The lock keeps the owner from changes', zh: '锁定后所有者不能操作' },

  plan(operation, contract) {
    const isLock = operation.states?.lock;
    if (isLock === undefined) return [];
    const { documents } = contract.profile;
    const place = operation.id.split('.').at(-1)!;
    const own = rowsAt(contract, operation, 'body', place).map((row) => row.id);
    if (documents.length > 0 && own.length === 0) return [];
    const rows = own.length > 0 ? own : [`${UPSTREAM}#${operation.id}/state/lock`];
    return (isLock ? ['owner', 'administrator'] : ['owner']).map((detail) => ({ detail, level: 'must', rows }));
  },

  judge(check, operation, evidence) {
    const id = `${operation.id}/locking/${check.detail}`;
    const sent = evidence
      .all()
      .filter(({ intent, scenario, response }) => intent === 'locking' && scenario === id && response);
    const mustRefuse = operation.states!.lock === true && check.detail === 'owner';
    const told = sent.filter((exchange) => !isBusy(exchange));
    const wrong = told.find(({ response }) =>
      mustRefuse ? response!.status !== CONFLICT : !isSuccess(response!.status),
    );
    if (wrong) {
      const { status } = wrong.response!;
      return fail(
        {
          code: mustRefuse ? 'lock-ineffective' : 'lock-too-strong',
          pointer: '/status',
          expected: mustRefuse ? CONFLICT : '2xx',
          actual: status,
          message: mustRefuse
            ? { en: `The owner changed a locked server: ${status}.`, zh: `所有者操作了已锁定的云主机：${status}。` }
            : {
                en: `The change was refused with ${status}, though no lock forbids it.`,
                zh: `无锁定限制，操作却被拒绝：${status}。`,
              },
        },
        [wrong],
      );
    }
    if (told.length > 0) return pass(told);
    return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence, 'locking', new Set([id]));
  },
};
