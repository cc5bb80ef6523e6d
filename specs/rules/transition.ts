import { type StatePair, statePairs } from '../contract/states.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { textOf } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, hasArrived, isBusy, lastSeen, UPSTREAM } from './facts.ts';

/** An action in a status that allows it is accepted, and leads where it is said to lead. */
export const transition: Rule = {
  id: 'transition',
  title: { en: 'Accepted in the status, and leads where it should', zh: '该状态下接受操作并到达应有状态' },
  plan: (operation, contract) => checksOf(operation, contract, true),

  judge(check, operation, evidence) {
    const { pairs, tried, last } = triesOf(check, operation, evidence, true);
    const sent = last.filter((exchange) => !isBusy(exchange));
    // One refusal is one too many, though another server may have been let through.
    const refused = tried.find((exchange) => isRefusedThere(exchange, check.detail!, sent, evidence));
    if (refused) {
      const { status } = refused.response!;
      return fail(
        {
          code: 'transition-refused',
          pointer: '/status',
          expected: operation.success.map((code) => code.status),
          actual: status,
          message: {
            en: `Answered ${status} to a server that is ${check.detail}, where it must be accepted.`,
            zh: `云主机状态为 ${check.detail} 时应接受，实际返回 ${status}。`,
          },
        },
        [refused],
      );
    }
    const awaits = evidence.awaits(operation);
    for (const exchange of sent) {
      const to = pairs.find((pair) => pair.id === exchange.scenario)!.to;
      const wait = awaits.find((one) => one.exchange === exchange.id);
      if (!wait || wait.interrupted || hasArrived(wait, to)) continue;
      return fail(
        {
          code: wait.timedOut ? 'state-not-reached' : 'state-unexpected',
          pointer: '/server/status',
          expected: to,
          actual: wait.reached,
          message: {
            en: `From ${check.detail} it leads to ${to.join(' or ')}; last seen: ${lastSeen(wait, to).en}.`,
            zh: `自 ${check.detail} 应到达 ${to.join(' 或 ')}，最后状态为 ${lastSeen(wait, to).zh}。`,
          },
        },
        [...evidence.polls(exchange).slice(-1), exchange],
      );
    }
    if (sent.length > 0) return pass(sent.flatMap((exchange) => [exchange, ...evidence.polls(exchange).slice(-1)]));
    return last.length > 0 ? targetBusy(last) : unobserved(operation, evidence, 'transition', idsOf(pairs));
  },
};

/** An action in a status that does not allow it is refused with 409, and the server is afterwards as it was. */
export const transitionRefused: Rule = {
  id: 'transition-refused',
  title: { en: 'Refused in the status, and nothing changes', zh: '该状态下拒绝操作且无变化' },
  plan: (operation, contract) => checksOf(operation, contract, false),

  judge(check, operation, evidence) {
    const { pairs, tried, last } = triesOf(check, operation, evidence, false);
    const answers = tried.filter((exchange) => !isBusy(exchange));
    const sent = last.filter((exchange) => !isBusy(exchange));
    const accepted = answers.find((exchange) => exchange.response!.status !== CONFLICT);
    if (accepted) {
      const { status } = accepted.response!;
      return fail(
        {
          code: isSuccess(status) ? 'refusal-missing' : 'refusal-status',
          pointer: '/status',
          expected: CONFLICT,
          actual: status,
          message: {
            en: `Answered ${status} to a server that is ${check.detail}, where ${CONFLICT} is due.`,
            zh: `云主机状态为 ${check.detail} 时应返回 ${CONFLICT}，实际返回 ${status}。`,
          },
        },
        [accepted],
      );
    }
    const unsaid = answers.find((exchange) => !isConflictBody(exchange.response!.body));
    if (unsaid) {
      return fail(
        {
          code: 'conflict-body',
          pointer: '',
          expected: { code: CONFLICT },
          actual: unsaid.response!.body ?? null,
          message: { en: 'The body does not say that it is a conflict, and why.', zh: '响应体未说明冲突及其原因。' },
        },
        [unsaid],
      );
    }
    const looks = sent.map((exchange) => nextLook(exchange, evidence));
    const changed = looks.findIndex((look, index) => look && !isAsBefore(look, pairs, sent[index]!));
    if (changed >= 0) {
      return fail(
        {
          code: 'state-changed',
          pointer: '/server/status',
          expected: check.detail,
          actual: serverIn(looks[changed]!)?.status ?? null,
          message: {
            en: 'It was refused, and the server changed all the same.',
            zh: '请求被拒绝，但云主机状态仍发生变化。',
          },
        },
        [sent[changed]!, looks[changed]!],
      );
    }
    if (sent.length > 0 && looks.every((look) => look === undefined)) {
      return inconclusive(
        'not-observed',
        { en: 'Nobody looked at the server afterwards.', zh: '之后未查询云主机状态。' },
        sent,
      );
    }
    if (sent.length > 0) return pass([...sent, ...looks.filter((look) => look !== undefined)]);
    return last.length > 0 ? targetBusy(last) : unobserved(operation, evidence, 'transition-refused', idsOf(pairs));
  },
};

const CONFLICT = 409;

function checksOf(operation: Operation, contract: Contract, accepted: boolean): PlannedCheck[] {
  const pairs = statePairs(operation, contract).filter((pair) => pair.accepted === accepted);
  return [...new Set(pairs.map((pair) => pair.status))].map((detail) => {
    const rows = pairs.find((pair) => pair.status === detail)!.rows;
    const upstream = [`${UPSTREAM}#${operation.id}/state/${accepted ? 'from' : 'refused'}.${detail}`];
    return { detail, level: 'must', rows: rows.length > 0 ? rows : upstream };
  });
}

/** The tries of a check's pairs, and the last of each: whether a server changed is told by that, as it was tried alone. */
function triesOf(
  check: PlannedCheck,
  operation: Operation,
  evidence: Evidence,
  accepted: boolean,
): { pairs: StatePair[]; tried: Exchange[]; last: Exchange[] } {
  const pairs = statePairs(operation, evidence.contract).filter(
    (pair) => pair.status === check.detail && pair.accepted === accepted,
  );
  const intent = accepted ? 'transition' : 'transition-refused';
  const all = answered(operation, evidence).filter((exchange) => exchange.intent === intent);
  const last = pairs.map((pair) => all.findLast((exchange) => exchange.scenario === pair.id));
  const ids = idsOf(pairs);
  const tried = all.filter(({ scenario }) => ids.has(scenario));
  return { pairs, tried, last: last.filter((exchange) => exchange !== undefined) };
}

/**
 * Whether a try was refused although the server was in the status. The last one was made on a server of which that is known; of an
 * earlier one the look afterwards tells, if it was refused for the status: the server may have had something else about it.
 */
function isRefusedThere(exchange: Exchange, status: string, last: Exchange[], evidence: Evidence): boolean {
  if (isBusy(exchange) || isSuccess(exchange.response!.status)) return false;
  if (last.includes(exchange)) return true;
  if (exchange.response!.status !== CONFLICT || isForced(exchange, evidence)) return false;
  const look = nextLook(exchange, evidence);
  const server = look && serverIn(look);
  return server?.status === status && (server['OS-EXT-STS:task_state'] ?? null) === null;
}

/** Whether the state of a request's server was set by hand before: then it may be another than it is shown in. */
function isForced(exchange: Exchange, evidence: Evidence): boolean {
  const exchanges = evidence.all();
  const { server_id: id } = exchange.parameters;
  return exchanges
    .slice(0, exchanges.indexOf(exchange))
    .some(
      (earlier) =>
        earlier.parameters.server_id === id &&
        evidence.contract.operations.get(earlier.operation)?.states?.forced === true,
    );
}

function idsOf(pairs: StatePair[]): Set<string> {
  return new Set(pairs.map((pair) => pair.id));
}

function isConflictBody(body: unknown): boolean {
  const inner = typeof body === 'object' && body !== null ? (Object.values(body)[0] as unknown) : undefined;
  if (typeof inner !== 'object' || inner === null) return false;
  const { code, message } = inner as { code?: unknown; message?: unknown };
  return code === CONFLICT && typeof message === 'string' && message.trim() !== '';
}

/** The first look at a request's server that was taken after it. */
function nextLook(exchange: Exchange, evidence: Evidence): Exchange | undefined {
  const exchanges = evidence.all();
  const id = exchange.parameters.server_id;
  for (let index = exchanges.indexOf(exchange) + 1; index < exchanges.length; index += 1) {
    const later = exchanges[index]!;
    if (later.intent === 'poll' && later.parameters.server_id === id && serverIn(later)) return later;
  }
  return undefined;
}

function isAsBefore(look: Exchange, pairs: StatePair[], exchange: Exchange): boolean {
  const pair = pairs.find((one) => one.id === exchange.scenario)!;
  const server = serverIn(look)!;
  // A refused pair leads to the status it was tried in; a locked server's is that of one that is not.
  return pair.to.includes(textOf(server.status)) && (server['OS-EXT-STS:task_state'] ?? null) === null;
}

function serverIn({ response }: Exchange): Record<string, unknown> | undefined {
  const { server } = (response?.body ?? {}) as { server?: Record<string, unknown> };
  return typeof server === 'object' && server !== null ? server : undefined;
}
