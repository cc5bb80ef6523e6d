import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, rowsAt, UPSTREAM } from './facts.ts';

const BIN = 'SOFT_DELETED';
/** Status of what is no more; a list of deleted servers may show that too. */
const NO_MORE = 'DELETED';

/** The recycle bin lists a server from its deletion until it is restored, or deleted for good. */
export const recycleBin: Rule = {
  id: 'recycle-bin',
  title: { en: 'The recycle bin holds what was deleted', zh: '回收站包含已删除的云主机' },

  plan(operation, contract) {
    const isList =
      operation.method === 'GET' && operation.exercise?.some((entry) => entry.needs?.server?.state === BIN);
    if (!isList) return [];
    return ['listed', 'left'].map(
      (detail): PlannedCheck => ({ detail, level: 'must', rows: listRows(operation, contract) }),
    );
  },

  judge(check, operation, evidence) {
    const isPresent = check.detail === 'listed';
    const lists = answered(operation, evidence).filter(
      ({ intent, lists: expected, response }) =>
        intent === 'recycling' && expected?.present === isPresent && isSuccess(response!.status),
    );
    const wrong = lists.find((exchange) => isListed(exchange) !== isPresent);
    if (wrong) {
      return fail(
        {
          code: isPresent ? 'not-in-bin' : 'still-in-bin',
          pointer: '/servers',
          expected: { id: wrong.lists!.id, present: isPresent },
          actual: { present: !isPresent },
          message: isPresent
            ? { en: 'A deleted server is not in the recycle bin.', zh: '已删除的云主机不在回收站中。' }
            : {
                en: 'A server that left the recycle bin is still listed in it.',
                zh: '已离开回收站的云主机仍在列表中。',
              },
        },
        [wrong],
      );
    }
    if (isPresent || reachedEnd(operation, evidence) || lists.length === 0) {
      return lists.length > 0 ? pass(lists) : unobserved(operation, evidence, 'recycling');
    }
    return inconclusive(
      'not-observed',
      { en: 'The server was not taken to its end.', zh: '未能将云主机彻底删除。' },
      lists,
    );
  },
};

/** Both lists after the bin was left: once restored, once deleted for good. */
function reachedEnd(operation: Operation, evidence: Evidence): boolean {
  const outcomes = evidence.outcomes(operation).filter(({ intent }) => intent === 'recycling');
  return outcomes.some(({ state }) => state === 'done');
}

function isListed({ lists, response }: Exchange): boolean {
  const { servers } = (response!.body ?? {}) as { servers?: unknown };
  if (!Array.isArray(servers)) return false;
  return servers.some((server) => server?.id === lists!.id && server.status !== NO_MORE);
}

function listRows(operation: Operation, contract: Contract): string[] {
  const rows = rowsAt(contract, operation, 'response', 'servers').map((row) => row.id);
  return rows.length > 0 ? rows : [`${UPSTREAM}#${operation.id}/state/contents`];
}
