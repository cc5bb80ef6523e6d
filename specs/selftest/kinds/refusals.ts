import type { Operation } from '../../contract/types.ts';
import { push } from '../../judge/fields.ts';
import type { Text } from '../../judge/types.ts';
import type { Intent } from '../../recording/types.ts';
import { withoutBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { codeRows, commonRows, stated, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

const NOT_FOUND = 404;

/** The rule on requests of each purpose that have to be refused. */
const RULES: readonly [Intent, string, Text][] = [
  ['no-token', 'no-token', { en: 'without a token', zh: '无令牌的请求' }],
  ['bad-token', 'bad-token', { en: 'with a bad token', zh: '令牌无效的请求' }],
  ['unknown-id', 'unknown-id', { en: 'for an unknown id', zh: '未知 ID 的请求' }],
  ['forbidden', 'forbidden', { en: "of an administrator's, by a member", zh: '普通成员调用管理员操作的请求' }],
  ['foreign', 'foreign', { en: "for another project's resource", zh: '对其他项目资源的请求' }],
  ['deleted', 'deleted', { en: 'for a deleted server', zh: '对已删除云主机的请求' }],
  ['wrong-parent', 'wrong-parent', { en: "for another server's part", zh: '对其他云主机附属资源的请求' }],
  ['refusal', 'refused', { en: 'that cannot be met', zh: '无法满足的请求' }],
  ['bad-request', 'bad-request', { en: 'that is malformed', zh: '格式错误的请求' }],
  ['bad-query', 'invalid-query', { en: 'with an invalid query', zh: '查询参数无效的请求' }],
  [
    'unsupported-version',
    'microversion-unsupported',
    { en: 'of an unsupported microversion', zh: '微版本不支持的请求' },
  ],
  ['malformed-version', 'microversion-malformed', { en: 'of a malformed microversion', zh: '微版本格式错误的请求' }],
];

/** Requests that had to be refused and were accepted: one kind of mutants for each purpose. */
export const acceptedRefusals = RULES.map(
  ([intent, rule, what]): MutantKind => ({
    id: `accepted-${intent}`,
    title: { en: `A call ${what.en} is accepted`, zh: `${what.zh}被接受` },
    rule,
    *mutants(subject) {
      for (const { operation, exchange } of refusals(subject, intent)) {
        const answer = acceptedAnswer(subject, operation, exchange);
        if (isIgnorable(operation, exchange) || isAllowed(operation, exchange, answer.response.status)) continue;
        yield {
          id: `${operation.id}/${exchange.defect ?? ''}/${exchange.id}`,
          operation: operation.id,
          expect: {
            rows: refusalRows(subject, operation, exchange),
            codes: ['refusal-missing', 'version-accepted'],
            pointers: ['/status'],
          },
          change: { exchanges: [answer] },
        };
      }
    },
  }),
);

/** Requests that had to be refused with one code and were with another. */
export const otherCodes = RULES.map(
  ([intent, rule, what]): MutantKind => ({
    id: `other-code-${intent}`,
    title: { en: `A call ${what.en} is refused with another code`, zh: `${what.zh}的错误码不同` },
    rule,
    *mutants(subject) {
      for (const { operation, exchange } of refusals(subject, intent)) {
        const others = [400, 403, 404, 409].filter(
          (code) => code !== exchange.response.status && !isAllowed(operation, exchange, code),
        );
        const status = subject.chance.one(others);
        yield {
          id: `${operation.id}/${exchange.defect ?? ''}/${exchange.id}/${status}`,
          operation: operation.id,
          expect: { rows: refusalRows(subject, operation, exchange), codes: ['refusal-status'], pointers: ['/status'] },
          change: { exchanges: [errorAnswer(subject, operation, exchange, status)] },
        };
      }
    },
  }),
);

function* refusals(subject: Subject, intent: Intent): Iterable<{ operation: Operation; exchange: Answered }> {
  for (const operation of subject.operations()) {
    const sent = subject
      .answered(operation)
      .filter((one) => one.intent === intent && isRefused(operation, one) && isPromised(subject, operation, one));
    const byDefect = new Map<string, Answered[]>();
    for (const exchange of sent) push(byDefect, exchange.defect ?? exchange.scenario, exchange);
    for (const alike of byDefect.values()) yield { operation, exchange: subject.chance.one(alike) };
  }
}

/** Whether an answer is one that the tables have for what it was sent for; a cloud may take some such requests. */
function isRefused(operation: Operation, exchange: Answered): boolean {
  const { status } = exchange.response;
  return status >= 400 || isAllowed(operation, exchange, status);
}

/** Whether the table has a code for what belongs to another server: beside that which is documented. */
function isAllowed({ wrongParent }: Operation, { intent }: Answered, status: number): boolean {
  return intent === 'wrong-parent' && wrongParent?.includes(status) === true;
}

/** What a vendor's documents have to state for a refusal to be promised at all; all else holds for every service of the kind. */
const STATED: Partial<Record<Intent, (subject: Subject, operation: Operation, exchange: Answered) => string[]>> = {
  refusal: ({ contract }, operation, { response }) => codeRows(contract, operation, response.status),
  'bad-request': memberRows,
  'bad-query': queryRows,
};

function isPromised(subject: Subject, operation: Operation, exchange: Answered): boolean {
  const rowsFor = STATED[exchange.intent];
  if (!rowsFor || subject.contract.profile.documents.length === 0) return true;
  // Whether null is as good as nothing is a word of no document; Nova's is known.
  if (exchange.defect?.startsWith('null/') && operation.service !== 'compute') return false;
  const isOfKind = /^(type|null|additionalProperties)\//.test(exchange.defect ?? '');
  return rowsFor(subject, operation, exchange).some(
    // What limits a member says nothing of its type.
    (row) => subject.contract.rows.has(row) && !(isOfKind && row.includes('/limit/')),
  );
}

/** What was to be refused is answered like a right request of the same operation. */
function acceptedAnswer(subject: Subject, operation: Operation, exchange: Answered): Answered {
  const model = subject.accepted(operation).find(({ intent }) => intent === 'case') ?? subject.accepted(operation)[0];
  if (!model) return withResponse(withoutBody(exchange), { status: operation.success[0]?.status ?? 200 });
  return { ...exchange, response: model.response };
}

/** A query that a cloud may ignore as well as refuse. */
function isIgnorable({ id, list }: Operation, { scenario, intent }: Answered): boolean {
  if (intent !== 'bad-query') return false;
  return list?.refuses?.[scenario.slice(`${id}/bad-query-`.length)]?.ignorable === true;
}

/** The rows of the code, and of what the request has wrong. */
function refusalRows(subject: Subject, operation: Operation, exchange: Answered): string[] {
  const { contract } = subject;
  const { status } = exchange.response;
  // The code that is documented may be another than the one that a ruling takes as well.
  const tabled = operation.refusals?.find(({ id }) => id === exchange.defect)?.status ?? status;
  const rows = [...codeRows(contract, operation, status), ...codeRows(contract, operation, tabled)];
  if (exchange.intent === 'wrong-parent') return codeRows(contract, operation, NOT_FOUND);
  if (exchange.intent.endsWith('-version')) {
    const name = String(status);
    return [...rows, ...commonRows(contract, 'error', name), upstream(operation.id, 'microversion', name)];
  }
  if (exchange.intent === 'bad-request') return [...rows, ...memberRows(subject, operation, exchange)];
  return exchange.intent === 'bad-query' ? [...rows, ...queryRows(subject, operation, exchange)] : rows;
}

/** The rows of the member of a request that is wrong, and of its limits. */
function memberRows({ contract }: Subject, operation: Operation, { defect = '' }: Answered): string[] {
  const path = defect.slice(defect.indexOf('/') + 1);
  const own = path.replace(/\.\*$/, '.value');
  const limits = [...contract.rows.values()].filter(
    (row) =>
      row.operation === operation.id &&
      row.place === 'limit' &&
      row.name.startsWith(`${own}.`) &&
      /^(key\.)?[a-z-]+$/.test(row.name.slice(own.length + 1)),
  );
  return [
    ...stated(contract, operation.id, 'body', path),
    upstream(operation.id, 'body', path || 'body'),
    ...limits.map(({ id }) => id),
  ];
}

function queryRows({ contract }: Subject, operation: Operation, { scenario }: Answered): string[] {
  const { query } = operation.list?.refuses?.[scenario.slice(`${operation.id}/bad-query-`.length)] ?? { query: {} };
  return Object.keys(query).flatMap((name) => [
    ...stated(contract, operation.id, 'query', name),
    upstream(operation.id, 'query', name),
  ]);
}
