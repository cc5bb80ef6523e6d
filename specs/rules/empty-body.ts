import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isBodiless, planFact, succeeded } from './facts.ts';

/** Where the document says that nothing is returned, the body is empty. */
export const emptyBody: Rule = {
  id: 'empty-body',
  title: { en: 'No response body', zh: '无响应正文' },

  plan(operation, contract) {
    if (operation.response !== 'none' && !operation.bodiless) return [];
    const fact = planFact(contract, operation, 'note', 'response.empty');
    if (fact) return [fact];
    // Not said in so many words: the code stands with no response beside it.
    const rows = operation.success.map((code) => planFact(contract, operation, 'status', String(code.status)));
    return [{ level: 'must', rows: rows.flatMap((row) => row?.rows ?? []) }];
  },

  judge(_check, operation, evidence) {
    const answers = succeeded(operation, evidence).filter((exchange) => isBodiless(operation, exchange, evidence));
    const wrong = answers.find((exchange) => exchange.response!.body !== undefined);
    if (wrong) {
      return fail(
        {
          code: 'body-unexpected',
          pointer: '',
          actual: wrong.response!.body,
          message: { en: 'There is a body where none is documented.', zh: '文档规定无响应正文，实际返回了正文。' },
        },
        [wrong],
      );
    }
    return answers.length > 0 ? pass(answers) : unobserved(operation, evidence);
  },
};
