import { compareVersions } from '../../schemas/version.ts';
import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { answered, isBusy, planFact } from './facts.ts';
import { noTwin, twinOf } from './must-refuse.ts';

/** Intents whose requests had to be refused with one code, by that code. */
const CAUSES: Record<number, Intent[]> = {
  400: ['bad-request'],
  401: ['no-token', 'bad-token'],
  403: ['forbidden'],
  404: ['unknown-id', 'foreign', 'deleted', 'wrong-parent'],
};

/** Intents whose requests are refused with one code or another: the rules on them say with which; here the right ones count. */
const ALSO: Intent[] = ['bad-query', 'transition-refused'];

/** Each documented error code is given for its documented cause at least once, and not for any request. */
export const documentedError: Rule = {
  id: 'documented-error',
  title: { en: 'Documented error code', zh: '文档规定的错误码' },

  plan(operation, contract) {
    const { min, max } = contract.profile.microversions;
    const codes = (operation.errors ?? []).map((code) => (typeof code === 'number' ? { status: code } : code));
    const inReach = codes.filter(
      ({ status, from, until }: { status: number; from?: string; until?: string }) =>
        // No request can bring a failure of the service about, nor what a driver lacks.
        status < 500 && compareVersions(from ?? min, max) <= 0 && compareVersions(until ?? max, min) >= 0,
    );
    return [...new Set(inReach.map(({ status }) => status))].flatMap((status): PlannedCheck[] => {
      const fact = planFact(contract, operation, 'error', String(status));
      return fact ? [{ detail: String(status), ...fact }] : [];
    });
  },

  judge(check, operation, evidence) {
    const status = Number(check.detail);
    const sent = answered(operation, evidence).filter((exchange) => hadToGive(exchange, status, operation));
    const right = sent.filter((exchange) => exchange.response!.status === status);
    if (right.length > 0) {
      const twin = twinOf(operation, evidence);
      return twin ? pass([...telling(right), twin]) : noTwin(right);
    }
    const clear = sent.filter((exchange) => !isBusy(exchange));
    const wrong = clear[0];
    if (wrong) {
      return fail(
        {
          code: 'error-code-missing',
          pointer: '/status',
          expected: status,
          actual: wrong.response!.status,
          message: {
            en: `None of ${clear.length} requests that had to be refused with ${status} was; the first got ${wrong.response!.status}.`,
            zh: `${clear.length} 个应以 ${status} 拒绝的请求均未如此，首个返回 ${wrong.response!.status}。`,
          },
        },
        clear,
      );
    }
    if (sent.length > 0) return targetBusy(sent);
    return notProvoked(status, operation, evidence);
  },
};

function hadToGive({ intent, defect, response }: Exchange, status: number, operation: Operation): boolean {
  if (ALSO.includes(intent)) return response!.status === status;
  if (intent === 'refusal') return operation.refusals?.find(({ id }) => id === defect)?.status === status;
  return CAUSES[status]?.includes(intent) ?? false;
}

/** One exchange of each cause comes first. */
function telling(exchanges: Exchange[]): Exchange[] {
  const firsts = new Map(exchanges.map((exchange) => [`${exchange.intent} ${exchange.intent === 'refusal' ? exchange.defect : ''}`, exchange]));
  return [...firsts.values()];
}

function notProvoked(status: number, operation: Operation, evidence: Evidence) {
  const ids = (operation.refusals ?? []).filter((one) => one.status === status).map(({ id }) => `${operation.id}/refused/${id}`);
  const outcomes = evidence.outcomes(operation);
  const planned = outcomes.find(({ id, intent }) => ids.includes(id) || (CAUSES[status] ?? []).includes(intent));
  if (planned) return unobserved(operation, evidence, planned.intent);
  return inconclusive('no-cause', {
    en: `Nothing is known that a caller could do to be refused with ${status} by a service with its usual policy.`,
    zh: `在默认策略下，没有已知的调用方式会使服务以 ${status} 拒绝。`,
  });
}
