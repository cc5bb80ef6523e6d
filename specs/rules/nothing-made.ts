import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { codeRows } from './must-refuse.ts';

/** A creation that was refused made nothing: what it was to be called is in no list. */
export const nothingMade: Rule = {
  id: 'nothing-made',
  title: { en: 'A refused creation makes nothing', zh: '被拒绝的创建不产生资源' },

  plan(operation, contract) {
    const isCreation = (operation.exercise ?? []).some(({ creates }) => creates !== undefined);
    return isCreation ? [{ level: 'must', rows: codeRows(operation, contract, 400) }] : [];
  },

  judge(_check, operation, evidence) {
    const own = new Map(evidence.exchanges(operation).map((exchange) => [exchange.id, exchange]));
    const looks = evidence
      .all()
      .filter(({ absent, follows, response }) => absent && own.has(follows ?? '') && response?.status === 200);
    const refusedNames = namesOfAccepted([...own.values()]);
    for (const look of looks) {
      const found = look.absent!.find((name) => !refusedNames.has(name) && holdsText(look.response!.body, name));
      if (found) {
        const message = {
          en: `${found} is there, though its creation was refused.`,
          zh: `创建请求已被拒绝，但 ${found} 仍然存在。`,
        };
        return fail({ code: 'left-behind', actual: found, message }, [look, own.get(look.follows!)!]);
      }
    }
    return looks.length > 0 ? pass(looks) : unobserved(operation, evidence, 'bad-request');
  },
};

/** Names in requests that were accepted, or may have been, having no answer: that those are there is another rule's matter. */
function namesOfAccepted(exchanges: Exchange[]): Set<string> {
  const accepted = exchanges.filter(
    ({ intent, response }) => intent === 'bad-request' && (response?.status ?? 0) < 300,
  );
  return new Set(accepted.flatMap(({ request }) => texts(request.body)));
}

function holdsText(value: unknown, text: string): boolean {
  return texts(value).includes(text);
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}
