import type { Contract, Operation } from '../contract/types.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Text } from '../judge/types.ts';
import type { Intent } from '../recording/types.ts';
import { answered, isBusy, planFact, rowsAt, UPSTREAM } from './facts.ts';

interface Refusal {
  id: Intent;
  title: Text;
  status: number;
  /** Whether the operation can be refused for this reason at all. */
  fits(operation: Operation): boolean;
  wanted: Text;
  /** Headers without which, or with a wrong value of which, it is refused. */
  headers?: string[];
}

/** A rule for requests that have one thing wrong and must be refused with one code for it. */
function refusalRule(refusal: Refusal): Rule {
  return {
    id: refusal.id,
    title: refusal.title,

    plan(operation, contract): PlannedCheck[] {
      if (!refusal.fits(operation)) return [];
      const header = (refusal.headers ?? []).flatMap((name) =>
        rowsAt(contract, { ...operation, id: 'common' }, 'header', name).map((row) => row.id),
      );
      return [{ level: 'must', rows: [...refusalRows(operation, contract, refusal.status), ...header] }];
    },

    judge(_check, operation, evidence) {
      const sent = answered(operation, evidence).filter((exchange) => exchange.intent === refusal.id);
      const wrong = sent.find((exchange) => exchange.response!.status !== refusal.status && !isBusy(exchange));
      if (wrong) {
        const { status } = wrong.response!;
        return fail(
          {
            code: status < 400 ? 'refusal-missing' : 'refusal-status',
            pointer: '/status',
            expected: refusal.status,
            actual: status,
            message: {
              en: `Answered ${status} ${refusal.wanted.en}; ${refusal.status} is documented.`,
              zh: `${refusal.wanted.zh}返回 ${status}，文档规定 ${refusal.status}。`,
            },
          },
          [wrong],
        );
      }
      const refused = sent.filter((exchange) => !isBusy(exchange));
      if (refused.length > 0) return pass(refused);
      return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence, refusal.id);
    },
  };
}

/** The operation's own row of the code, else the document's common table of codes, else the upstream fact. */
function refusalRows(operation: Operation, contract: Contract, status: number): string[] {
  const own = planFact(contract, operation, 'error', String(status));
  if (own && contract.profile.documents.length > 0) return own.rows;
  const common = rowsAt(contract, { ...operation, id: 'common' }, 'error', String(status)).map((row) => row.id);
  return common.length > 0 ? common : [`${UPSTREAM}#${operation.id}/error/${status}`];
}

const isAuthenticated = (operation: Operation): boolean => operation.service !== 'identity';

export const noToken = refusalRule({
  id: 'no-token',
  title: { en: 'Refused without a token', zh: '无令牌时拒绝' },
  status: 401,
  fits: isAuthenticated,
  wanted: { en: 'to a request without a token', zh: '对无令牌的请求' },
  headers: ['X-Auth-Token'],
});

export const badToken = refusalRule({
  id: 'bad-token',
  title: { en: 'Refused with a bad token', zh: '令牌无效时拒绝' },
  status: 401,
  fits: isAuthenticated,
  wanted: { en: 'to a request with a bad token', zh: '对令牌无效的请求' },
  headers: ['X-Auth-Token'],
});

export const unknownId = refusalRule({
  id: 'unknown-id',
  title: { en: 'Unknown id is not found', zh: '未知 ID 返回不存在' },
  status: 404,
  fits: (operation) => /\{(?!project_id)[a-z_]+\}/.test(operation.path),
  wanted: { en: 'to a request for an unknown id', zh: '对未知 ID 的请求' },
});
