import { isObject } from '../../schemas/fold.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { textOf } from '../judge/compare.ts';
import { escapePointer, type Occurrence } from '../judge/fields.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, rowsAt, UPSTREAM } from './facts.ts';
import { isMissing } from './missing.ts';

/** An error comes in the documented envelope: JSON, a message that says something, and the HTTP status inside. */
export const errorBody: Rule = {
  id: 'error-body',
  title: { en: 'Documented error body', zh: '文档规定的错误响应体' },

  plan(operation, contract) {
    return statuses(operation).flatMap((status): PlannedCheck[] => {
      if (!schemaFor(operation, contract, status)) return [];
      return [{ detail: String(status), level: 'must', rows: bodyRows(contract, operation) }];
    });
  },

  judge(check, operation, evidence) {
    const status = Number(check.detail);
    const schema = schemaFor(operation, evidence.contract, status)!;
    const answers = answered(operation, evidence).filter((exchange) => exchange.response!.status === status);
    for (const exchange of answers) {
      const finding = fault(exchange, schema);
      if (finding) return fail(finding, [exchange]);
    }
    return answers.length > 0 ? pass(answers) : unobserved(operation, evidence, intentOf(status));

    function fault(exchange: Exchange, name: string): Finding | undefined {
      const { body, headers, unparsable } = exchange.response!;
      const type = headers['content-type'] ?? '';
      if (body === undefined || unparsable || !/\bjson\b/i.test(type)) {
        return {
          code: 'error-not-json',
          // A body that would do but for what it is declared as is not at fault itself.
          pointer: body === undefined || unparsable ? '' : '/headers/content-type',
          expected: 'application/json',
          actual: type || null,
          message: { en: `The body of the ${status} is not JSON.`, zh: `${status} 的响应体不是 JSON。` },
        };
      }
      const { errors, walk } = evidence.read(exchange, name);
      const missing = [...walk.occurrences.values()].flat().find(isMissing);
      if (missing) return missingFault(missing);
      const error = errors[0];
      if (error) {
        return {
          code: 'error-form',
          pointer: error.instancePath,
          expected: error.params,
          actual: body,
          message: {
            en: `The error body ${error.instancePath} ${error.message}.`,
            zh: `错误响应体 ${error.instancePath} 不符合要求（${error.keyword}）。`,
          },
        };
      }
      return innerCodeFault(body, status);
    }
  },
};

function missingFault({ pointer, field }: Occurrence): Finding {
  return {
    code: 'error-member-missing',
    pointer,
    message: { en: `The error body has no ${field.path}.`, zh: `错误响应体缺少 ${field.path}。` },
  };
}

function innerCodeFault(body: unknown, status: number): Finding | undefined {
  const [name, inner] = isObject(body) ? (Object.entries(body)[0] ?? []) : [];
  const code = isObject(inner) ? inner.code : undefined;
  if (typeof code !== 'number' || code === status) return undefined;
  return {
    code: 'error-code-differs',
    pointer: `/${escapePointer(name!)}/code`,
    expected: status,
    actual: code,
    message: {
      en: `The body says ${textOf(code)}, the status is ${status}.`,
      zh: `响应体中的代码为 ${textOf(code)}，HTTP 状态码为 ${status}。`,
    },
  };
}

/** Codes that the exercise brings about by itself, and those that the tables document. */
function statuses(operation: Operation): number[] {
  const documented = (operation.errors ?? []).map((code) => (typeof code === 'number' ? code : code.status));
  return [...new Set([401, ...documented])].sort();
}

function intentOf(status: number) {
  return status === 401 ? 'no-token' : status === 404 ? 'unknown-id' : 'case';
}

function schemaFor(operation: Operation, contract: Contract, status: number): string | null {
  const byStatus = contract.profile.errors[operation.service];
  if (!byStatus) return null;
  const own = byStatus[String(status)];
  return own === undefined ? (byStatus.default ?? null) : own;
}

function bodyRows(contract: Contract, operation: Operation): string[] {
  const at = (id: string): string[] =>
    ['error', 'error.code', 'error.message']
      .flatMap((name) => rowsAt(contract, { ...operation, id }, 'response', name))
      .map((row) => row.id);
  const ids = [...at('common'), ...at(operation.id)];
  return ids.length > 0 ? ids : [`${UPSTREAM}#common/response/error`];
}
