import type { Operation } from '../contract/types.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isRight, planFact } from './facts.ts';

/** Codes that say nothing of the parameters: too busy, not now, not you. */
const BESIDE_THE_POINT = [401, 403, 409, 429, 500, 502, 503, 504];

/** Each documented parameter of the path and the body is taken: a documented request that has it is accepted. */
export const requestParameter: Rule = {
  id: 'request-parameter',
  title: { en: 'Documented request parameter accepted', zh: '接受文档规定的请求参数' },

  plan(operation, contract) {
    const rows = [...contract.rows.values()].filter(
      (row) => row.operation === operation.id && (row.place === 'body' || row.place === 'path'),
    );
    const names = new Set(rows.map((row) => `${row.place}/${row.name}`));
    return [...names].flatMap((detail): PlannedCheck[] => {
      const [place, name] = split(detail);
      const fact = planFact(contract, operation, place, name);
      return fact ? [{ detail, ...fact }] : [];
    });
  },

  judge(check, operation, evidence) {
    const [place, name] = split(check.detail!);
    const sent = answered(operation, evidence).filter(
      (exchange) => isDocumented(exchange) && has(exchange, place, name, operation),
    );
    const accepted = sent.filter((exchange) => isSuccess(exchange.response!.status));
    if (accepted.length > 0) return pass(accepted);
    const refused = sent.find(
      (exchange) => exchange.intent === 'case' && !BESIDE_THE_POINT.includes(exchange.response!.status),
    );
    if (!refused) return unobserved(operation, evidence);
    return fail(
      {
        code: 'parameter-refused',
        pointer: '/status',
        expected: 'success',
        actual: refused.response!.status,
        message: {
          en: `Every request with ${name} was refused, the first with ${refused.response!.status}.`,
          zh: `所有带 ${name} 的请求均被拒绝，首个状态码为 ${refused.response!.status}。`,
        },
      },
      [refused],
    );
  },
};

/** A trial of a microversion tells what is taken there, not what is taken where the document has its reader ask. */
function isDocumented(exchange: Exchange): boolean {
  return isRight(exchange) && exchange.intent !== 'microversion';
}

function split(detail: string): [string, string] {
  const slash = detail.indexOf('/');
  return [detail.slice(0, slash), detail.slice(slash + 1)];
}

function has(exchange: Exchange, place: string, name: string, operation: Operation): boolean {
  // The project's id is part of the endpoint, which the catalog gives.
  if (place === 'path') return name === 'project_id' || operation.path.includes(`{${name}}`);
  return holds(exchange.request.body, name.split('.'));
}

/** Whether a value has a member at a path such as `server.networks[].uuid`; `*` is any key. */
function holds(value: unknown, path: string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  const isList = first.endsWith('[]');
  const key = isList ? first.slice(0, -2) : first;
  const members =
    key === '*' ? Object.values(value) : Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : [];
  const inner = isList ? members.flatMap((member) => (Array.isArray(member) ? member : [])) : members;
  return inner.some((member) => holds(member, rest));
}
