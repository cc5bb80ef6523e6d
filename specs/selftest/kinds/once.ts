import { isObject } from '../../../schemas/fold.ts';
import { joinPaths, placesAt } from '../../contract/paths.ts';
import type { Intent } from '../../recording/types.ts';
import { add, put, withBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { codeRows, rowsOf, stated, upstream } from '../rows.ts';
import type { MutantKind } from '../types.ts';

const CONFLICT = 409;

export const lockWrong: MutantKind = {
  id: 'lock-wrong',
  title: { en: 'A lock keeps nobody from a change, or everybody', zh: '锁定无效或过度' },
  rule: 'lock',

  *mutants(subject) {
    const { contract, recording } = subject;
    for (const operation of subject.operations().filter(({ states }) => states?.lock !== undefined)) {
      const place = operation.id.split('.').at(-1)!;
      const rows = [...stated(contract, operation.id, 'body', place), upstream(operation.id, 'state', 'lock')];
      const isStated = contract.profile.documents.length === 0 || rows.length > 1;
      for (const { id, intent, scenario } of isStated ? recording.exchanges : []) {
        const exchange = subject.exchange(id);
        if (intent !== 'locking' || !scenario.startsWith(`${operation.id}/locking/`) || !exchange) continue;
        const isKept = exchange.response.status === CONFLICT;
        const sent = contract.operations.get(exchange.operation) ?? contract.auxiliary.get(exchange.operation)!;
        yield {
          id: `${scenario}/${id}`,
          operation: operation.id,
          expect: { rows, codes: [isKept ? 'lock-ineffective' : 'lock-too-strong'], pointers: ['/status'] },
          change: {
            exchanges: [
              isKept
                ? withResponse(exchange, { status: sent.success[0]?.status ?? 202 })
                : errorAnswer(subject, sent, exchange, CONFLICT),
            ],
          },
        };
      }
    }
  },
};

export const lockHidden: MutantKind = {
  id: 'lock-hidden',
  title: { en: 'A lock is not shown, or still is', zh: '锁定状态显示错误' },
  rule: 'lock',

  *mutants(subject) {
    const { contract, recording } = subject;
    const table = contract.consistency.get('server')!;
    for (const operation of subject.operations().filter(({ states }) => states?.lock !== undefined)) {
      const rows = rowsOf(contract, operation, 'body', operation.id.split('.').at(-1)!);
      const own = contract.profile.documents.length > 0 ? rows : [upstream(operation.id, 'state', 'lock')];
      for (const sent of subject.accepted(operation).filter(({ intent }) => intent === 'case')) {
        const behind = recording.exchanges.slice(recording.exchanges.findIndex(({ id }) => id === sent.id) + 1);
        const look = behind.find(
          ({ operation: id, scenario }) => scenario === sent.scenario && table.views[id] !== undefined,
        );
        const shown = look && subject.exchange(look.id);
        const view = shown && table.views[shown.operation];
        const [place] = shown && view !== undefined ? placesAt(shown.response.body, joinPaths(view, 'locked')) : [];
        if (!shown || !place || place.value !== operation.states!.lock || own.length === 0) continue;
        yield {
          id: `${operation.id}/${shown.id}`,
          operation: operation.id,
          expect: { rows: own, codes: ['lock-not-shown'], pointers: [place.pointer] },
          change: { exchanges: [withBody(shown, put(shown.response.body, place.pointer, !place.value))] },
        };
      }
    }
  },
};

export const binWrong: MutantKind = {
  id: 'bin-wrong',
  title: { en: 'The recycle bin lacks a server, or keeps it', zh: '回收站缺少云主机或仍保留' },
  rule: 'recycle-bin',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const listed = subject.accepted(operation).filter(({ intent, lists }) => intent === 'recycling' && lists);
      const rows = [
        ...rowsOf(subject.contract, operation, 'response', 'servers'),
        upstream(operation.id, 'state', 'contents'),
      ];
      for (const exchange of listed) {
        const { id, present } = exchange.lists!;
        const servers = (exchange.response.body as { servers: Record<string, unknown>[] }).servers;
        const others = servers.filter((server) => server.id !== id);
        yield {
          id: `${operation.id}/${exchange.id}`,
          operation: operation.id,
          expect: { rows, codes: [present ? 'not-in-bin' : 'still-in-bin'], pointers: ['/servers'] },
          change: {
            exchanges: [
              withBody(
                exchange,
                put(exchange.response.body, '/servers', present ? others : [...others, { id, status: 'SOFT_DELETED' }]),
              ),
            ],
          },
        };
      }
    }
  },
};

export const leftBehind: MutantKind = {
  id: 'left-behind',
  title: { en: 'A refused creation leaves something', zh: '被拒绝的创建留下资源' },
  rule: 'nothing-made',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const own = new Map(subject.answered(operation).map((exchange) => [exchange.id, exchange]));
      const looks = subject.recording.exchanges.filter(
        ({ absent, follows }) => absent?.length && own.has(follows ?? ''),
      );
      for (const look of subject.few(looks.flatMap(({ id }) => subject.exchange(id) ?? []))) {
        const [list, items] = isObject(look.response.body)
          ? (Object.entries(look.response.body).find(([, value]) => Array.isArray(value)) ?? [])
          : [];
        // Only of what was refused is it said that it is not there.
        const isAccepted = [...own.values()].some(
          ({ intent, response }) => intent === 'bad-request' && response.status < 300,
        );
        if (list === undefined || !Array.isArray(items) || isAccepted) continue;
        yield {
          id: `${operation.id}/${look.id}`,
          operation: operation.id,
          expect: { rows: codeRows(subject.contract, operation, 400), codes: ['left-behind'] },
          change: { exchanges: [withBody(look, add(look.response.body, `/${list}/-`, { name: look.absent![0] }))] },
        };
      }
    }
  },
};

/** What the requests are for that have to be refused with one code. */
const CAUSES: Record<number, Intent[]> = {
  401: ['no-token', 'bad-token'],
  403: ['forbidden'],
  404: ['unknown-id', 'foreign', 'deleted', 'wrong-parent'],
};

export const codeNever: MutantKind = {
  id: 'code-never',
  title: { en: 'A documented error code is never given', zh: '从不返回文档规定的错误码' },
  rule: 'documented-error',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      const documented = (operation.errors ?? []).map((code) => (typeof code === 'number' ? code : code.status));
      for (const status of documented) {
        const rows = rowsOf(subject.contract, operation, 'error', String(status));
        const causes = CAUSES[status];
        const sent = subject.answered(operation).filter(({ response }) => response.status === status);
        const caused = sent.some(({ intent }) => causes?.includes(intent));
        if (rows.length === 0 || !causes || !caused || operation.service === 'identity') continue;
        const other = status === 404 ? 400 : 404;
        yield {
          id: `${operation.id}/${status}`,
          operation: operation.id,
          expect: { rows, codes: ['error-code-missing'], pointers: ['/status'] },
          change: { exchanges: sent.map((exchange) => errorAnswer(subject, operation, exchange, other)) },
        };
      }
    }
  },
};

export const parameterRefused: MutantKind = {
  id: 'parameter-refused',
  title: { en: 'Every request with a documented parameter is refused', zh: '所有带文档参数的请求均被拒绝' },
  rule: 'request-parameter',

  *mutants(subject) {
    const { contract } = subject;
    for (const operation of subject.operations()) {
      const rows = [...contract.rows.values()].filter((row) => row.operation === operation.id && row.place === 'body');
      for (const name of new Set(rows.map((row) => row.name))) {
        const stating = stated(contract, operation.id, 'body', name);
        const sent = subject.accepted(operation).filter(({ request }) => placesAt(request.body, name).length > 0);
        if (stating.length === 0 || !sent.some(({ intent }) => intent === 'case')) continue;
        yield {
          id: `${operation.id}/${name}`,
          operation: operation.id,
          expect: { rows: stating, codes: ['parameter-refused'], pointers: ['/status'] },
          change: { exchanges: sent.map((exchange) => errorAnswer(subject, operation, exchange, 400)) },
        };
      }
    }
  },
};
