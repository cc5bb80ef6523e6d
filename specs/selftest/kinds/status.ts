import { codesAt } from '../../contract/thresholds.ts';
import type { Operation } from '../../contract/types.ts';
import { withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { commonRows, rowsOrUpstream, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

const SUCCESSES = [200, 201, 202, 203, 204];
const REFUSALS = [400, 403, 404, 409];

export const successCode: MutantKind = {
  id: 'success-code',
  title: { en: 'Another success code', zh: '成功状态码不同' },
  rule: 'success-status',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const exchange of subject.few(subject.accepted(operation))) {
        const legal = codesAt(operation, subject.version(exchange));
        for (const status of SUCCESSES.filter((code) => !legal.includes(code))) {
          yield {
            id: `${operation.id}/${exchange.id}/${status}`,
            operation: operation.id,
            expect: { rows: statusRows(subject, operation), codes: ['status-unexpected'], pointers: ['/status'] },
            change: { exchanges: [withResponse(exchange, { status })] },
          };
        }
      }
    }
  },
};

export const caseRefused: MutantKind = {
  id: 'case-refused',
  title: { en: 'An error where success is due', zh: '应成功的请求返回错误' },
  rule: 'success-status',

  *mutants(subject) {
    for (const { operation, exchange } of cases(subject)) {
      for (const status of subject.chance.some(REFUSALS, 2)) {
        yield {
          id: `${operation.id}/${exchange.id}/${status}`,
          operation: operation.id,
          expect: { rows: statusRows(subject, operation), codes: ['request-refused'], pointers: ['/status'] },
          change: { exchanges: [errorAnswer(subject, operation, exchange, status)] },
        };
      }
    }
  },
};

export const exampleRefused: MutantKind = {
  id: 'example-refused',
  title: { en: "The document's example is refused", zh: '文档示例请求被拒绝' },
  rule: 'example-accepted',

  *mutants(subject) {
    const { examples } = subject.contract;
    for (const { operation, exchange } of cases(subject)) {
      const documents = examples
        .filter(({ operation: id, name }) => id === operation.id && name === exchange.example)
        .map(({ document }) => document);
      if (documents.length === 0) continue;
      const rows = statusRows(subject, operation).filter((row) => documents.some((id) => row.startsWith(`${id}#`)));
      yield {
        id: `${operation.id}/${exchange.example}/${exchange.id}`,
        operation: operation.id,
        expect: {
          rows: [...rows, upstream(operation.id, 'body', exchange.example!)],
          codes: ['example-refused'],
          pointers: ['/status'],
        },
        change: { exchanges: [errorAnswer(subject, operation, exchange, 400)] },
      };
    }
  },
};

export const serverError: MutantKind = {
  id: 'server-error',
  title: { en: 'The service fails inside', zh: '服务内部错误' },
  rule: 'no-server-error',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const exchange of subject.few(subject.answered(operation))) {
        for (const status of [500, 502]) {
          yield {
            id: `${operation.id}/${exchange.id}/${status}`,
            operation: operation.id,
            expect: {
              rows: commonRows(subject.contract, 'error', '500'),
              codes: ['server-error'],
              pointers: ['/status'],
            },
            change: { exchanges: [errorAnswer(subject, operation, exchange, status)] },
          };
        }
      }
    }
  },
};

export const noAnswer: MutantKind = {
  id: 'no-answer',
  title: { en: 'The connection breaks off', zh: '连接中断' },
  rule: 'no-server-error',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const { response: _, ...exchange } of subject.few(subject.answered(operation), 1)) {
        const failure = { kind: subject.chance.one(['reset', 'timeout', 'protocol']), message: 'broken off' };
        yield {
          id: `${operation.id}/${exchange.id}/${failure.kind}`,
          operation: operation.id,
          expect: { rows: commonRows(subject.contract, 'error', '500'), codes: ['no-answer'] },
          change: { exchanges: [{ ...exchange, failure }] },
        };
      }
    }
  },
};

function* cases(subject: Subject): Iterable<{ operation: Operation; exchange: Answered }> {
  for (const operation of subject.operations()) {
    const sent = subject.accepted(operation).filter(({ intent }) => intent === 'case');
    for (const exchange of subject.few(sent)) yield { operation, exchange };
  }
}

function statusRows({ contract }: Subject, operation: Operation): string[] {
  return operation.success.flatMap(({ status }) => rowsOrUpstream(contract, operation, 'status', String(status)));
}
