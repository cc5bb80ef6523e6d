import type { Operation } from '../../contract/types.ts';
import { withoutBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { namedRows } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { Mutant, MutantKind } from '../types.ts';

export const acceptedServiceDown: MutantKind = {
  id: 'accepted-service-down',
  title: { en: 'A call is accepted while the compute service is down', zh: '计算服务不可用时请求仍被接受' },
  rule: 'service-up',

  *mutants(subject) {
    for (const { operation, exchange } of tries(subject)) {
      const status = operation.success[0]?.status ?? 202;
      yield mutant(subject, operation, 'refusal-missing', withResponse(withoutBody(exchange), { status }));
    }
  },
};

export const failingServiceDown: MutantKind = {
  id: 'failing-service-down',
  title: { en: 'A call fails inside while the compute service is down', zh: '计算服务不可用时请求引发内部错误' },
  rule: 'service-up',

  *mutants(subject) {
    for (const { operation, exchange } of tries(subject))
      yield mutant(subject, operation, 'refusal-status', errorAnswer(subject, operation, exchange, 500));
  },
};

/** Refused calls on servers whose host's compute service is down. */
function* tries(subject: Subject): Iterable<{ operation: Operation; exchange: Answered }> {
  for (const operation of subject.operations()) {
    const refused = subject
      .answered(operation)
      .filter(({ intent, response }) => intent === 'service-down' && response.status >= 400);
    for (const exchange of subject.few(refused)) yield { operation, exchange };
  }
}

function mutant({ contract }: Subject, operation: Operation, code: string, changed: Answered): Omit<Mutant, 'kind'> {
  return {
    id: `${operation.id}/${changed.id}`,
    operation: operation.id,
    expect: {
      rows: namedRows(contract, operation, ['state/precondition.service']),
      codes: [code],
      pointers: ['/status'],
    },
    change: { exchanges: [changed] },
  };
}
