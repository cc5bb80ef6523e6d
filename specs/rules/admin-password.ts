import { placesAt, valueIn } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { same } from '../judge/compare.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { planFact, succeeded } from './facts.ts';

/** The password that an answer names is the one that was asked for, or one that was made: not empty. */
export const adminPassword: Rule = {
  id: 'admin-password',
  title: { en: 'Password echoed or generated', zh: '密码原样返回或自动生成' },

  plan(operation, contract) {
    const place = placeOf(operation, contract);
    const fact = place && planFact(contract, operation, 'response', place.answer);
    if (!place || !fact) return [];
    const sent = planFact(contract, operation, 'body', place.sent);
    return [{ level: fact.level, rows: [...fact.rows, ...(sent?.rows ?? [])] }];
  },

  judge(_check, operation, evidence) {
    const { sent, answer } = placeOf(operation, evidence.contract)!;
    const seen: Exchange[] = [];
    for (const exchange of succeeded(operation, evidence)) {
      const [shown] = placesAt(exchange.response!.body, answer);
      if (!shown) continue;
      const wanted = valueIn(exchange.request.body, sent);
      const isRight =
        wanted === undefined ? typeof shown.value === 'string' && shown.value !== '' : same(wanted, shown.value);
      if (!isRight) {
        return fail(
          {
            code: wanted === undefined ? 'password-empty' : 'password-differs',
            pointer: shown.pointer,
            expected: wanted ?? 'a generated password',
            actual: shown.value,
            message:
              wanted === undefined
                ? { en: 'No password was made.', zh: '未生成密码。' }
                : { en: 'Another password comes back than was sent.', zh: '返回的密码与请求中的不同。' },
          },
          [exchange],
        );
      }
      seen.push(exchange);
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

function placeOf(operation: Operation, contract: Contract): { sent: string; answer: string } | undefined {
  return [...contract.consistency.values()].map((table) => table.passwords?.[operation.id]).find(Boolean);
}
