import { previousVersion } from '../../../schemas/version.ts';
import { codesAt, statusThresholds, versionRows } from '../../contract/thresholds.ts';
import { parameterThresholds } from '../../contract/trials.ts';
import { withoutBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { upstream } from '../rows.ts';
import type { Answered } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const parameterGate: MutantKind = {
  id: 'parameter-gate',
  title: {
    en: 'A request parameter is taken, or refused, on the wrong side of its microversion',
    zh: '请求参数在微版本错误一侧被接受或拒绝',
  },
  rule: 'microversion-request',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const { version, parameter, rows } of parameterThresholds(operation, subject.contract)) {
        const id = `${version}/${parameter}`;
        const tried = subject.answered(operation).filter(({ threshold }) => threshold === id);
        const isTold = tried.some(({ response }) => response.status === 400) && tried.some(isTaken);
        const isQuery = parameter.startsWith('query.');
        for (const exchange of tried) {
          const isHere = isTaken(exchange);
          // A query parameter may go unheeded below; a body that both sides take tells nothing.
          if (isQuery ? !isHere || exchange.microversion !== version || !new URL(exchange.request.url).search : !isTold)
            continue;
          if (!isHere && exchange.response.status !== 400) continue;
          yield {
            id: `${operation.id}/${id}/${exchange.id}`,
            operation: operation.id,
            expect: {
              rows: [...rows.map((row) => row.id), upstream(operation.id, 'microversion', id)],
              codes: [isHere ? 'parameter-refused' : 'parameter-accepted'],
              pointers: ['/status'],
            },
            change: {
              exchanges: [
                isHere
                  ? errorAnswer(subject, operation, exchange, 400)
                  : withResponse(withoutBody(exchange), { status: operation.success[0]?.status ?? 200 }),
              ],
            },
          };
        }
      }
    }
  },
};

export const codeGate: MutantKind = {
  id: 'code-gate',
  title: { en: 'A success code changes at another microversion', zh: '成功状态码在其他微版本变化' },
  rule: 'microversion-status',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      for (const version of statusThresholds(operation, subject.contract)) {
        const rows = versionRows(operation, subject.contract, version, (what) => what.startsWith('status/'));
        if (rows.length === 0 && subject.contract.profile.documents.length > 0) continue;
        const sides = [previousVersion(version), version];
        for (const [index, side] of sides.entries()) {
          const [legal, other] = [codesAt(operation, side), codesAt(operation, sides[1 - index]!)];
          const status = other.find((code) => !legal.includes(code));
          const sent = subject
            .answered(operation)
            .find(
              ({ intent, microversion, threshold }) => intent === 'microversion' && microversion === side && !threshold,
            );
          if (!sent || status === undefined || !legal.includes(sent.response.status)) continue;
          yield {
            id: `${operation.id}/${version}/${side}`,
            operation: operation.id,
            expect: {
              rows: [...rows.map(({ id }) => id), upstream(operation.id, 'microversion', version)],
              codes: ['status-unexpected'],
              pointers: ['/status'],
            },
            change: { exchanges: [withResponse(sent, { status })] },
          };
        }
      }
    }
  },
};

export const rangeWider: MutantKind = {
  id: 'range-wider',
  title: { en: 'A microversion beyond the stated range is answered', zh: '超出声明范围的微版本得到响应' },
  rule: 'microversion-range',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const beyond = subject.answered(operation).find(({ intent }) => intent === 'unsupported-version');
      const right = subject.accepted(operation).find(({ intent }) => intent === 'microversion');
      // What ends before the highest microversion does not show where the range ends.
      if (!beyond || !right || operation.versions?.until) continue;
      yield {
        id: `${operation.id}/${beyond.id}`,
        operation: operation.id,
        expect: {
          rows: [upstream(operation.id, 'microversion', 'range')],
          codes: ['range-wider'],
          pointers: ['/status'],
        },
        change: { exchanges: [{ ...beyond, response: right.response }] },
      };
    }
  },
};

function isTaken({ response }: Answered): boolean {
  return response.status < 300;
}
