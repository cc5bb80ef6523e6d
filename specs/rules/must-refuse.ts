import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, targetBusy, unobserved } from '../judge/outcome.ts';
import type { Outcome } from '../judge/rule.ts';
import type { Text } from '../judge/types.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { answered, isBusy, planFact, rowsAt, succeeded, UPSTREAM } from './facts.ts';

/** What requests with one thing wrong are judged by. */
interface Refusal {
  intent: Intent;
  status: number;
  /** What was wrong, to go behind "answered 200 to". */
  wanted: Text;
}

/** The exchanges of one intent, and of one defect where the intent has several. */
export function spoiled(operation: Operation, evidence: Evidence, intent: Intent, defect?: string): Exchange[] {
  return answered(operation, evidence).filter(
    (exchange) => exchange.intent === intent && (defect === undefined || exchange.defect === defect),
  );
}

/**
 * Judges requests that had to be refused with one code. They prove something only beside a request of the same operation that has
 * nothing wrong and was accepted: else all of them may have been refused for another reason.
 */
export function judgeRefused(sent: Exchange[], refusal: Refusal, operation: Operation, evidence: Evidence): Outcome {
  const wrong = sent.find((exchange) => exchange.response!.status !== refusal.status && !isBusy(exchange));
  if (wrong) {
    const { status } = wrong.response!;
    return fail(
      {
        code: isSuccess(status) ? 'refusal-missing' : 'refusal-status',
        pointer: '/status',
        expected: refusal.status,
        actual: status,
        message: {
          en: `Answered ${status} to ${refusal.wanted.en}; ${refusal.status} is documented.`,
          zh: `对${refusal.wanted.zh}返回 ${status}，文档规定 ${refusal.status}。`,
        },
      },
      [wrong],
    );
  }
  const refused = sent.filter((exchange) => !isBusy(exchange));
  if (refused.length === 0) return sent.length > 0 ? targetBusy(sent) : unobserved(operation, evidence, refusal.intent);
  const twin = twinOf(operation, evidence);
  return twin ? pass([...refused.slice(0, 5), twin]) : noTwin(refused, operation, evidence);
}

/** A request of the operation with nothing wrong that was accepted. */
export function twinOf(operation: Operation, evidence: Evidence): Exchange | undefined {
  const right = succeeded(operation, evidence);
  return right.find(({ intent }) => intent === 'case') ?? right[0];
}

/** The verdict on a refusal without a twin: not applicable where the target's owner allows no such request at all. */
export function noTwin(refused: Exchange[], operation: Operation, evidence: Evidence): Outcome {
  const cases = evidence.outcomes(operation).filter(({ intent }) => intent === 'case');
  if (cases.length > 0 && cases.every(({ state }) => state === 'not-allowed')) return unobserved(operation, evidence);
  const detail = {
    en: 'It was refused, but no request without the defect was accepted: it may have been refused for another reason.',
    zh: '请求被拒绝，但无缺陷的同类请求也未被接受，因此拒绝可能另有原因。',
  };
  return inconclusive('no-twin', detail, refused);
}

/** The operation's own row of an error code, else the document's common table of codes, else the upstream fact. */
export function codeRows(operation: Operation, contract: Contract, status: number): string[] {
  const own = planFact(contract, operation, 'error', String(status));
  if (own && contract.profile.documents.length > 0) return own.rows;
  const common = rowsAt(contract, { ...operation, id: 'common' }, 'error', String(status)).map((row) => row.id);
  return common.length > 0 ? common : [`${UPSTREAM}#${operation.id}/error/${status}`];
}
