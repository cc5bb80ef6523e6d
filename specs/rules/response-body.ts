import type { Contract, Operation } from '../contract/types.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { rowsAt, succeededWithBody, UPSTREAM } from './facts.ts';

/** A documented response body comes as JSON of the documented outer form, declared as JSON (RFC 8259; RFC 9110, 8.3). */
export const responseBody: Rule = {
  id: 'response-body',
  title: { en: 'Response body in the documented form', zh: '响应正文符合文档形式' },

  plan(operation, contract) {
    if (operation.response === 'none') return [];
    return [{ level: 'must', rows: rootRows(operation, contract) }];
  },

  judge(_check, operation, evidence) {
    const answers = succeededWithBody(operation, evidence).filter(
      (exchange) => !operation.bodyOptional || exchange.response!.body !== undefined,
    );
    for (const exchange of answers) {
      const wrong = outerFault(exchange) ?? rootFault(exchange);
      if (wrong) return fail({ pointer: '', ...wrong }, [exchange]);
    }
    if (answers.length === 0) return unobserved(operation, evidence);
    return pass(answers);

    function rootFault(exchange: Exchange) {
      const error = evidence
        .read(exchange, operation.response)
        .errors.find((candidate) => candidate.instancePath === '' && candidate.keyword !== 'if');
      if (!error) return undefined;
      const detail = error.message ?? error.keyword;
      return {
        code: 'body-form',
        expected: error.params,
        message: { en: `The body as a whole ${detail}.`, zh: `响应正文整体不符合要求（${error.keyword}）。` },
      };
    }
  },
};

function outerFault(exchange: Exchange) {
  const { headers, body, unparsable, truncated } = exchange.response!;
  const type = headers['content-type'] ?? '';
  if (body === undefined) {
    return {
      code: 'body-missing',
      message: { en: 'The body is empty where one is documented.', zh: '文档规定有响应正文，实际为空。' },
    };
  }
  if (truncated) {
    return {
      code: 'body-too-large',
      message: { en: 'The body is larger than the suite reads.', zh: '响应正文超过可读取的上限。' },
    };
  }
  if (unparsable) {
    return {
      code: 'body-not-json',
      message: { en: 'The body does not parse as JSON.', zh: '响应正文无法解析为 JSON。' },
    };
  }
  if (!/^application\/(.+\+)?json\b/i.test(type)) {
    return {
      code: 'content-type',
      pointer: '/headers/content-type',
      expected: 'application/json',
      actual: type || null,
      message: { en: 'The body is not declared as JSON.', zh: '响应未声明为 JSON 类型。' },
    };
  }
  return undefined;
}

function rootRows(operation: Operation, contract: Contract): string[] {
  const rows = [...contract.rows.values()].filter(
    (row) => row.operation === operation.id && row.place === 'response' && !/[.[]/.test(row.name),
  );
  const common = rowsAt(contract, { ...operation, id: 'common' }, 'header', 'Content-Type');
  const ids = [...rows, ...common].map((row) => row.id);
  return ids.length > 0 ? ids : [`${UPSTREAM}#${operation.id}/response/body`];
}
