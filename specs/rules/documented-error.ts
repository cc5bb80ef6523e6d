import { compareVersions } from '../../schemas/version.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { badRequests } from '../defects/bad-requests.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, targetBusy, unobserved } from '../judge/outcome.ts';
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
    const provoked = inReach.filter(({ status }) => hasCause(operation, contract, status));
    return [...new Set(provoked.map(({ status }) => status))].flatMap((status): PlannedCheck[] => {
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
      return twin ? pass([...telling(right), twin]) : noTwin(right, operation, evidence);
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

/** Whether anything is known that a caller can do to be refused with a code by a service that has its usual policy. */
function hasCause(operation: Operation, contract: Contract, status: number): boolean {
  if (operation.refusals?.some((refusal) => refusal.status === status)) return true;
  const { service, permission, path, states } = operation;
  if (service === 'identity') return false;
  if (status === 400) return badRequests(operation, contract).length > 0;
  if (status === 403) return permission === 'admin';
  if (status === 404) return /\{(?!project_id)[a-z_]+\}/.test(path);
  if (status === 409) return path.includes('{server_id}') && states?.resource === 'server' && states.from !== undefined;
  return status === 401;
}

function hadToGive({ intent, defect, response }: Exchange, status: number, operation: Operation): boolean {
  if (ALSO.includes(intent)) return response!.status === status;
  if (intent === 'refusal') return operation.refusals?.find(({ id }) => id === defect)?.status === status;
  return CAUSES[status]?.includes(intent) ?? false;
}

/** One exchange of each cause comes first. */
function telling(exchanges: Exchange[]): Exchange[] {
  const firsts = new Map(
    exchanges.map((exchange) => [
      `${exchange.intent} ${exchange.intent === 'refusal' ? exchange.defect : ''}`,
      exchange,
    ]),
  );
  return [...firsts.values()];
}

function notProvoked(status: number, operation: Operation, evidence: Evidence) {
  const ids = (operation.refusals ?? [])
    .filter((one) => one.status === status)
    .map(({ id }) => `${operation.id}/refused/${id}`);
  const intents = [...(CAUSES[status] ?? []), ...ALSO];
  const outcomes = evidence.outcomes(operation);
  const planned = outcomes.find(({ id, intent }) => ids.includes(id) || intents.includes(intent));
  return unobserved(operation, evidence, planned?.intent ?? 'refusal');
}
