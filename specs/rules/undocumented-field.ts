import { valueAt } from '../judge/fields.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { succeededWithBody, UPSTREAM } from './facts.ts';

const LEVELS = { note: 'may', warn: 'should', fail: 'must' } as const;

/** A member that the contract does not know is noted, warned of or failed, as the profile says; never a reason to fail the rest. */
export const undocumentedField: Rule = {
  id: 'undocumented-field',
  title: { en: 'Only documented fields', zh: '仅含文档规定的字段' },

  plan(operation, contract) {
    if (operation.response === 'none') return [];
    return [
      { level: LEVELS[contract.profile.undocumentedFields], rows: [`${UPSTREAM}#common/response/undocumented-field`] },
    ];
  },

  judge(_check, operation, evidence) {
    const answers = succeededWithBody(operation, evidence).filter((exchange) => exchange.response!.body !== undefined);
    for (const exchange of answers) {
      const { unknown } = evidence.read(exchange, operation.response).walk;
      if (unknown.length === 0) continue;
      const paths = [...new Set(unknown.map((member) => member.path))];
      const finding = {
        code: 'field-undocumented',
        pointer: unknown[0]!.pointer,
        // As it was recorded: the walk sees stand-ins in the place of what was redacted.
        actual: valueAt(exchange.response!.body, unknown[0]!.pointer),
        message: {
          en: `The document does not know ${paths.join(', ')}.`,
          zh: `文档未提及字段 ${paths.join('、')}。`,
        },
      };
      const isNote = evidence.contract.profile.undocumentedFields === 'note';
      return isNote ? pass([exchange], finding) : fail(finding, [exchange]);
    }
    return answers.length > 0 ? pass(answers) : unobserved(operation, evidence);
  },
};
