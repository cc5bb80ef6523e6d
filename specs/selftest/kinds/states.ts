import { isObject } from '../../../schemas/fold.ts';
import { type StatePair, statePairs } from '../../contract/states.ts';
import type { Operation } from '../../contract/types.ts';
import type { Await } from '../../recording/types.ts';
import { put, withBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { rowsOf, upstream } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

const CONFLICT = 409;
const STATUS = '/server/status';
/** A server in ERROR as it shows itself: all that is said of its state agrees. */
const BROKEN = { status: 'ERROR', 'OS-EXT-STS:vm_state': 'error', 'OS-EXT-STS:task_state': null };

export const legalRefused: MutantKind = {
  id: 'legal-transition-refused',
  title: { en: 'A legal transition is refused', zh: '合法状态转换被拒绝' },
  rule: 'transition',

  *mutants(subject) {
    for (const { pair, exchange, rows } of tries(subject, true)) {
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: { rows, codes: ['transition-refused'], pointers: ['/status'] },
        change: { exchanges: [errorAnswer(subject, pair.operation, exchange, CONFLICT)] },
      };
    }
  },
};

export const stateNotReached: MutantKind = {
  id: 'state-not-reached',
  title: { en: 'The state is never reached', zh: '始终未达到目标状态' },
  rule: 'transition',

  *mutants(subject) {
    for (const { pair, exchange, rows } of tries(subject, true)) {
      const wait = waitOn(subject, exchange);
      if (!wait || pair.to.includes(pair.status)) continue;
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: { rows, codes: ['state-not-reached'], pointers: [STATUS] },
        change: { awaits: [{ ...wait, reached: pair.status, timedOut: true }] },
      };
    }
  },
};

export const stateOther: MutantKind = {
  id: 'state-other',
  title: { en: 'It ends in another state', zh: '到达了其他状态' },
  rule: 'resulting-state',

  *mutants(subject) {
    for (const operation of subject.operations()) {
      if (!operation.states?.to) continue;
      const rows = [
        ...['result.status', 'asynchronous'].flatMap((name) => rowsOf(subject.contract, operation, 'state', name)),
        upstream(operation.id, 'state', 'result.status'),
      ];
      const awaited = subject.accepted(operation).filter((exchange) => waitOn(subject, exchange)?.reached);
      for (const exchange of subject.few(awaited)) {
        const wait = waitOn(subject, exchange)!;
        for (const timedOut of [true, false]) {
          yield {
            id: `${operation.id}/${exchange.id}/${timedOut ? 'late' : 'wrong'}`,
            operation: operation.id,
            expect: { rows, codes: [timedOut ? 'state-not-reached' : 'state-unexpected'], pointers: ['/status'] },
            change: { awaits: [{ ...wait, reached: wait.to.includes('ERROR') ? 'PAUSED' : 'ERROR', timedOut }] },
          };
        }
      }
    }
  },
};

export const illegalAccepted: MutantKind = {
  id: 'illegal-transition-accepted',
  title: { en: 'An illegal transition is accepted', zh: '非法状态转换被接受' },
  rule: 'transition-refused',

  *mutants(subject) {
    for (const { pair, exchange, rows } of tries(subject, false)) {
      const status = pair.operation.success[0]?.status ?? 202;
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: { rows, codes: ['refusal-missing'], pointers: ['/status'] },
        change: {
          exchanges: [withResponse({ ...exchange, response: { ...exchange.response, body: undefined } }, { status })],
        },
      };
    }
  },
};

export const illegalOtherCode: MutantKind = {
  id: 'illegal-transition-other-code',
  title: { en: 'An illegal transition is refused with another code', zh: '非法状态转换的错误码不同' },
  rule: 'transition-refused',

  *mutants(subject) {
    for (const { pair, exchange, rows } of tries(subject, false)) {
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: { rows, codes: ['refusal-status'], pointers: ['/status'] },
        change: { exchanges: [errorAnswer(subject, pair.operation, exchange, 400)] },
      };
    }
  },
};

export const refusalSpoils: MutantKind = {
  id: 'refused-transition-spoils',
  title: { en: 'A refused transition changes the server', zh: '被拒绝的操作改变了云主机' },
  rule: 'transition-refused',

  *mutants(subject) {
    const { exchanges } = subject.recording;
    for (const { pair, exchange, rows } of tries(subject, false)) {
      const at = exchanges.findIndex(({ id }) => id === exchange.id);
      const look = exchanges.slice(at + 1).find((one) => one.intent === 'poll' && showsServer(one, exchange));
      const told = look && subject.exchange(look.id);
      if (!told || pair.to.includes('ERROR')) continue;
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: { rows, codes: ['state-changed'], pointers: [STATUS] },
        change: { exchanges: [withServer(told, BROKEN)] },
      };
    }
  },
};

export const wrongOnTheWay: MutantKind = {
  id: 'wrong-intermediate-state',
  title: { en: 'A wrong state on the way', zh: '过渡期间状态错误' },
  rule: 'intermediate-states',

  *mutants(subject) {
    for (const { pair, exchange, rows } of tries(subject, true)) {
      if (!pair.operation.asynchronous || !pair.operation.states?.to) continue;
      if ([pair.status, ...pair.to, ...(pair.operation.states.via ?? [])].includes('ERROR')) continue;
      const polls = subject.recording.exchanges.filter(({ follows }) => follows === exchange.id);
      const told = polls.map(({ id }) => subject.exchange(id)).find((poll) => poll && showsServer(poll, exchange));
      if (!told) continue;
      const own = rowsOf(subject.contract, pair.operation, 'state', 'result.status');
      if (own.length === 0) continue;
      yield {
        id: pair.id,
        operation: pair.operation.id,
        expect: {
          rows: [...rows, ...own, upstream(pair.operation.id, 'state', 'intermediate')],
          codes: ['state-illegal'],
          pointers: [STATUS],
        },
        change: { exchanges: [withServer(told, BROKEN)] },
      };
    }
  },
};

export const statesDisagree: MutantKind = {
  id: 'states-disagree',
  title: { en: 'The status does not fit vm_state and task_state', zh: '状态与 vm_state、task_state 不一致' },
  rule: 'state-consistency',

  *mutants(subject) {
    for (const { operation, exchange, pointer, server } of shownServers(subject)) {
      const other = server.status === 'PAUSED' ? 'ACTIVE' : 'PAUSED';
      yield {
        id: `${operation.id}/${exchange.id}${pointer}`,
        operation: operation.id,
        expect: {
          rows: consistencyRows(subject, operation),
          codes: ['status-inconsistent'],
          pointers: [`${pointer}/status`],
        },
        change: { exchanges: [withBody(exchange, put(exchange.response.body, `${pointer}/status`, other))] },
      };
    }
  },
};

export const powerDisagrees: MutantKind = {
  id: 'power-disagrees',
  title: { en: 'The power state does not fit the status', zh: '电源状态与状态不一致' },
  rule: 'state-consistency',

  *mutants(subject) {
    const name = 'OS-EXT-STS:power_state';
    const forcing = new Set(
      [...subject.contract.operations.values()].filter(({ states }) => states?.forced).map(({ id }) => id),
    );
    const forced = new Set(
      subject.recording.exchanges
        .filter(({ operation, response }) => forcing.has(operation) && (response?.status ?? 500) < 300)
        .map(({ parameters }) => parameters.server_id),
    );
    for (const { operation, exchange, pointer, server } of shownServers(subject)) {
      const state = subject.contract.profile.vmStates[String(server['OS-EXT-STS:vm_state'])];
      const isSettled = (server['OS-EXT-STS:task_state'] ?? null) === null;
      if (!state?.power || !isSettled || server[name] === undefined || forced.has(String(server.id))) continue;
      const other = [1, 4, 3].find((power) => !state.power!.includes(power))!;
      yield {
        id: `${operation.id}/${exchange.id}${pointer}`,
        operation: operation.id,
        expect: {
          rows: consistencyRows(subject, operation),
          codes: ['power-state-inconsistent'],
          pointers: [`${pointer}/${name}`],
        },
        change: { exchanges: [withBody(exchange, put(exchange.response.body, `${pointer}/${name}`, other))] },
      };
    }
  },
};

/** The tries of the state graph: of each pair the last, as one that was told by others is done again alone. */
function* tries(
  subject: Subject,
  accepted: boolean,
): Iterable<{ pair: StatePair; exchange: Answered; rows: string[] }> {
  for (const operation of subject.operations()) {
    for (const pair of statePairs(operation, subject.contract).filter((one) => one.accepted === accepted)) {
      const exchange = subject.answered(operation).findLast(({ scenario }) => scenario === pair.id);
      if (!exchange) continue;
      const name = `${accepted ? 'from' : 'refused'}.${pair.status}`;
      yield { pair, exchange, rows: [...pair.rows, upstream(operation.id, 'state', name)] };
    }
  }
}

function waitOn({ recording }: Subject, { id }: Answered): Await | undefined {
  return recording.footer?.awaits.find((wait) => wait.exchange === id && !wait.interrupted);
}

function showsServer({ parameters, response }: Partial<Answered>, of: Answered): boolean {
  const body = response?.body;
  const id = of.parameters.server_id;
  return isObject(body) && isObject(body.server) && 'status' in body.server && (!id || parameters?.server_id === id);
}

function withServer(exchange: Answered, members: Record<string, unknown>): Answered {
  const { server } = exchange.response.body as { server: Record<string, unknown> };
  const known = Object.entries(members).filter(([name]) => name in server);
  return withBody(exchange, { server: { ...server, ...Object.fromEntries(known) } });
}

interface ShownServer {
  operation: Operation;
  exchange: Answered;
  pointer: string;
  server: Record<string, unknown>;
}

/** Servers in answers that show all of their states. */
function* shownServers(subject: Subject): Iterable<ShownServer> {
  for (const operation of subject.operations()) {
    const view = subject.contract.consistency.get('server')?.views[operation.id];
    if (view === undefined) continue;
    const whole = subject.told(operation).flatMap((exchange): ShownServer[] => {
      const { body } = exchange.response;
      const [name, value] = isObject(body) ? (Object.entries(body)[0] ?? []) : [];
      const [pointer, server] = Array.isArray(value) ? [`/${name}/0`, value[0] as unknown] : [`/${name}`, value];
      if (!isObject(server) || !('OS-EXT-STS:vm_state' in server) || !('status' in server)) return [];
      return server.status === 'DELETED' ? [] : [{ operation, exchange, pointer, server }];
    });
    yield* subject.chance.some(whole, 4 * subject.depth);
  }
}

function consistencyRows({ contract }: Subject, { id }: Operation): string[] {
  const stated = Object.values(contract.profile.vmStates).flatMap(({ rows }) => rows ?? []);
  return [...stated.filter((row) => row.includes(`#${id}/`)), upstream(id, 'state', 'consistency')];
}
