import { isObject } from '../../../schemas/fold.ts';
import { valueAt } from '../../judge/fields.ts';
import { put, withBody } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { other } from '../other.ts';
import { namedRows } from '../rows.ts';
import type { Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const failureHidden: MutantKind = {
  id: 'failure-hidden',
  title: { en: 'What came to nothing shows itself as done', zh: '失败的请求显示为成功' },
  rule: 'failing',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const rows = namedRows(subject.contract, operation, ['state/failure.status']);
      for (const { id } of operation.failures ?? []) {
        const sent = subject.accepted(operation).filter(({ scenario }) => scenario === `${operation.id}/failing/${id}`);
        for (const exchange of rows.length > 0 ? sent : []) {
          const wait = subject.recording.footer?.awaits.find((one) => one.exchange === exchange.id);
          if (!wait || wait.interrupted) continue;
          yield {
            id: `${operation.id}/${id}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes: ['failure-not-shown'], pointers: ['/server/status'] },
            change: {
              exchanges: looksBehind(subject, exchange.id)
                .filter(({ response }) => isObject(response.body) && isObject(response.body.server))
                .slice(-1)
                .map((look) => withBody(look, put(look.response.body, '/server/status', 'ACTIVE'))),
              awaits: [{ ...wait, reached: 'ACTIVE' }],
            },
          };
        }
      }
    }
  },
};

export const taskLost: MutantKind = {
  id: 'task-lost',
  title: { en: 'The task that an answer names is not there', zh: '响应所给出的任务不存在' },
  rule: 'task-found',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const { follow } = operation;
      const rows = namedRows(subject.contract, operation, ['state/asynchronous']);
      const { operations, auxiliary } = subject.contract;
      const asked = follow && (operations.get(follow.operation) ?? auxiliary.get(follow.operation));
      if (!asked || rows.length === 0) continue;
      const looks = subject
        .accepted(operation)
        .flatMap(({ id }) => looksBehind(subject, id).filter((look) => look.operation === asked.id));
      for (const look of subject.few(looks)) {
        for (const status of [400, 403, 404]) {
          yield {
            id: `${operation.id}/${look.id}/${status}`,
            operation: operation.id,
            expect: { rows, codes: ['task-lost'], pointers: [follow.id] },
            change: { exchanges: [errorAnswer(subject, asked, look, status)] },
          };
        }
      }
    }
  },
};

export const taskDiffers: MutantKind = {
  id: 'task-differs',
  title: { en: 'The task that is looked at says that it is another', zh: '查询到的任务标识不同' },
  rule: 'task-found',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const { follow } = operation;
      const rows = namedRows(subject.contract, operation, ['state/asynchronous']);
      if (!follow || rows.length === 0) continue;
      for (const sent of subject.few(subject.accepted(operation))) {
        const [look] = looksBehind(subject, sent.id).filter((one) => one.operation === follow.operation);
        const shown = look && valueAt(look.response.body, follow.id);
        if (!look || shown === undefined) continue;
        yield {
          id: `${operation.id}/${look.id}`,
          operation: operation.id,
          expect: { rows, codes: ['task-differs'], pointers: [follow.id] },
          change: { exchanges: [withBody(look, put(look.response.body, follow.id, other(shown)))] },
        };
      }
    }
  },
};

/** The looks that were taken to see what became of an exchange. */
function looksBehind(subject: Subject, id: string) {
  return subject.recording.exchanges
    .filter(({ follows }) => follows === id)
    .flatMap((look) => subject.exchange(look.id) ?? []);
}
