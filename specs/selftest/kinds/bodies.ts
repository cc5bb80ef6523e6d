import { isObject, type Schema } from '../../../schemas/fold.ts';
import type { Operation } from '../../contract/types.ts';
import type { Text } from '../../judge/types.ts';
import { add, put, remove, withBody, withHeader, withoutBody, withResponse } from '../change.ts';
import { commonRows, rowsOf, stated, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

/** The body of an answer as a whole: kinds of mutants of the answers that have one. */
interface WholeBody {
  id: string;
  title: Text;
  code: string;
  pointer: string;
  spoil: (exchange: Answered) => Answered;
}

export const wholeBodies: MutantKind[] = (
  [
    {
      id: 'body-dropped',
      title: { en: 'The body is missing', zh: '缺少响应正文' },
      code: 'body-missing',
      pointer: '',
      spoil: withoutBody,
    },
    {
      id: 'body-broken',
      title: { en: 'The body is no JSON', zh: '正文不是 JSON' },
      code: 'body-not-json',
      pointer: '',
      spoil: (one) => withResponse(one, { body: '{"broken', unparsable: true }),
    },
    {
      id: 'body-html',
      title: { en: 'The body is declared as HTML', zh: '正文声明为 HTML' },
      code: 'content-type',
      pointer: '/headers/content-type',
      spoil: (one) => withHeader(one, 'content-type', 'text/html'),
    },
    {
      id: 'body-undeclared',
      title: { en: 'The body is not declared at all', zh: '正文未声明类型' },
      code: 'content-type',
      pointer: '/headers/content-type',
      spoil: (one) => withHeader(one, 'content-type', undefined),
    },
    {
      id: 'body-list',
      title: { en: 'The body is a list', zh: '正文为数组' },
      code: 'body-form',
      pointer: '',
      spoil: (one) => withBody(one, [one.response.body]),
    },
  ] satisfies WholeBody[]
).map(
  ({ id, title, code, pointer, spoil }): MutantKind => ({
    id,
    title,
    rule: 'response-body',

    *mutants(subject) {
      for (const operation of subject.operations()) {
        if (id === 'body-dropped' && operation.bodyOptional) continue;
        for (const exchange of subject.few(subject.told(operation))) {
          yield {
            id: `${operation.id}/${exchange.id}`,
            operation: operation.id,
            expect: { rows: bodyRows(subject, operation), codes: [code], pointers: [pointer] },
            change: { exchanges: [spoil(exchange)] },
          };
        }
      }
    },
  }),
);

export const bodyUnexpected: MutantKind = {
  id: 'body-unexpected',
  title: { en: 'A body where none belongs', zh: '不应有的响应正文' },
  rule: 'empty-body',

  *mutants(subject) {
    const { contract } = subject;
    for (const operation of subject.operations()) {
      const silent = subject.accepted(operation).filter((exchange) => subject.isBodiless(operation, exchange));
      const rows = [
        ...stated(contract, operation.id, 'note', 'response.empty'),
        ...operation.success.flatMap(({ status }) => rowsOf(contract, operation, 'status', String(status))),
        upstream(operation.id, 'note', 'response.empty'),
      ];
      for (const exchange of subject.few(silent)) {
        for (const body of [{}, { server: { id: 'mutant' } }, 'OK']) {
          yield {
            id: `${operation.id}/${exchange.id}/${JSON.stringify(body).length}`,
            operation: operation.id,
            expect: { rows, codes: ['body-unexpected'], pointers: [''] },
            change: { exchanges: [withBody(exchange, body)] },
          };
        }
      }
    }
  },
};

/** What is wrong with the body of an error: what takes its place, how findings call it, and where it is. */
interface WrongError {
  id: string;
  title: Text;
  codes: string[];
  spoil: (
    exchange: Answered,
    name: string,
    inner: Record<string, unknown>,
    schema: Schema,
  ) => { exchange: Answered; pointers: string[] } | undefined;
}

export const errorBodies: MutantKind[] = (
  [
    {
      id: 'error-html',
      title: { en: 'An error comes as HTML', zh: '错误响应为 HTML' },
      codes: ['error-not-json'],
      spoil: (one) => ({
        exchange: withHeader(withBody(one, '<h1>no</h1>'), 'content-type', 'text/html'),
        pointers: ['/headers/content-type'],
      }),
    },
    {
      id: 'error-silent',
      title: { en: 'An error has no body', zh: '错误响应无正文' },
      codes: ['error-not-json'],
      spoil: (one) => ({ exchange: withoutBody(one), pointers: [''] }),
    },
    {
      id: 'error-code',
      title: { en: 'The code in an error is another than the status', zh: '错误体中的代码与状态码不同' },
      codes: ['error-code-differs', 'error-form'],
      spoil: (one, name, inner) =>
        typeof inner.code === 'number'
          ? { exchange: withBody(one, put(one.response.body, `/${name}/code`, 418)), pointers: [`/${name}/code`] }
          : undefined,
    },
    {
      id: 'error-without-message',
      title: { en: 'An error has no message', zh: '错误体缺少消息' },
      codes: ['error-member-missing', 'error-form'],
      spoil: (one, name, inner) =>
        'message' in inner
          ? {
              exchange: withBody(one, remove(one.response.body, `/${name}/message`)),
              pointers: [`/${name}/message`, `/${name}`],
            }
          : undefined,
    },
    {
      id: 'error-empty-message',
      title: { en: 'The message of an error is empty', zh: '错误消息为空' },
      codes: ['error-form'],
      spoil: (one, name, inner) =>
        'message' in inner
          ? { exchange: withBody(one, put(one.response.body, `/${name}/message`, '')), pointers: [`/${name}/message`] }
          : undefined,
    },
    {
      id: 'error-without-envelope',
      title: { en: 'An error comes without its envelope', zh: '错误体缺少外层' },
      codes: ['error-form', 'error-member-missing'],
      spoil: (one, name, inner) => ({
        exchange: withBody(one, inner),
        pointers: ['', `/${name}`, '/code', '/message', ...Object.keys(inner).map((key) => `/${key}`)],
      }),
    },
    {
      id: 'error-twice',
      title: { en: 'An error has two envelopes', zh: '错误体有两个外层' },
      codes: ['error-form'],
      spoil: (one, _name, inner, schema) =>
        schema.maxProperties === 1
          ? { exchange: withBody(one, add(one.response.body, '/mutant', inner)), pointers: [''] }
          : undefined,
    },
  ] satisfies WrongError[]
).map(
  ({ id, title, codes, spoil }): MutantKind => ({
    id,
    title,
    rule: 'error-body',

    *mutants(subject) {
      for (const operation of subject.operations()) {
        for (const { exchange, schema } of errorsOf(subject, operation)) {
          const { body } = exchange.response;
          const [name, inner] = isObject(body) ? (Object.entries(body)[0] ?? []) : [];
          if (name === undefined || !isObject(inner)) continue;
          const spoilt = spoil(exchange, name, inner, schema);
          if (!spoilt) continue;
          const rows = ['error', 'error.code', 'error.message'].flatMap((row) => [
            ...commonRows(subject.contract, 'response', row),
            ...stated(subject.contract, operation.id, 'response', row),
          ]);
          yield {
            id: `${operation.id}/${exchange.response.status}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes, pointers: spoilt.pointers },
            change: { exchanges: [spoilt.exchange] },
          };
        }
      }
    },
  }),
);

/** An error of each documented code, in an envelope that the profile promises. */
function errorsOf(subject: Subject, operation: Operation): { exchange: Answered; schema: Schema }[] {
  const promised = subject.contract.profile.errors[operation.service] ?? {};
  const documented = (operation.errors ?? []).map((code) => (typeof code === 'number' ? code : code.status));
  return [...new Set([401, ...documented])].flatMap((status) => {
    const name = promised[String(status)] === undefined ? promised.default : promised[String(status)];
    const alike = subject.answered(operation).filter(({ response }) => response.status === status);
    if (!name || alike.length === 0) return [];
    return [{ exchange: subject.chance.one(alike), schema: subject.contract.schemas.source(name) }];
  });
}

function bodyRows({ contract }: Subject, operation: Operation): string[] {
  const roots = [...contract.rows.values()].filter(
    (row) => row.operation === operation.id && row.place === 'response' && !/[.[]/.test(row.name),
  );
  return [
    ...roots.map(({ id }) => id),
    ...commonRows(contract, 'header', 'Content-Type'),
    upstream(operation.id, 'response', 'body'),
  ];
}
