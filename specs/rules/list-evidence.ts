import { isObject } from '../../schemas/fold.ts';
import type { ListTable } from '../contract/list.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { textOf } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import { valueAt } from '../judge/fields.ts';
import { fail, unobserved } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import { answered, planFact } from './facts.ts';

/** The items of an answer; undefined where it is no list. */
export function itemsIn(exchange: Exchange, list: ListTable): Record<string, unknown>[] | undefined {
  const items = isSuccess(exchange.response!.status) ? valueAt(exchange.response!.body, list.items) : undefined;
  return Array.isArray(items) && items.every(isObject) ? items : undefined;
}

/** The id of an item. */
export function idIn(item: unknown, list: ListTable): string {
  return textOf(valueAt(item, list.id));
}

/** The plan of a check on a query parameter: nothing where the profile's documents do not name it. */
export function planQuery(contract: Contract, operation: Operation, parameter: string, detail: string): PlannedCheck[] {
  const fact = planFact(contract, operation, 'query', parameter);
  return fact ? [{ detail, ...fact }] : [];
}

/** Requests sent for one parameter of a list, answered in any way. */
export function triedWith(
  operation: Operation,
  evidence: Evidence,
  intent: Intent,
  fits: (mark: NonNullable<Exchange['list']>) => boolean,
): Exchange[] {
  return answered(operation, evidence).filter(
    (exchange) => exchange.intent === intent && exchange.list !== undefined && fits(exchange.list),
  );
}

/** The verdict where the scenarios of one parameter left nothing to judge: why they were not sent. */
export function untried(operation: Operation, evidence: Evidence, intent: Intent, scenario: string): Outcome {
  const outcomes = evidence.outcomes(operation).filter(({ id }) => id === `${operation.id}/${scenario}`);
  const only = { recording: evidence.recording, outcomes: () => outcomes } as unknown as Evidence;
  return unobserved(operation, only, intent);
}

/** A documented query that was refused, or answered with something that is no list. */
export function noList(exchange: Exchange, parameter: string): Outcome {
  const { status } = exchange.response!;
  const isRefused = !isSuccess(status);
  return fail(
    {
      code: isRefused ? 'query-refused' : 'list-missing',
      pointer: isRefused ? '/status' : '',
      actual: status,
      message: {
        en: isRefused ? `A right ${parameter} was refused (${status}).` : `The answer to ${parameter} holds no list.`,
        zh: isRefused ? `合法的 ${parameter} 被拒绝（${status}）。` : `对 ${parameter} 的响应中没有列表。`,
      },
    },
    [exchange],
  );
}
