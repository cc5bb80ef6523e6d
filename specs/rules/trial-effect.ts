import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../schemas/fold.ts';
import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import type { Exchange } from '../recording/types.ts';

/** Members by which an item of a list is known, whatever the microversion. */
const NAMES = ['hypervisor_hostname', 'name', 'id'];

/**
 * Whether an answer shows what a query parameter does.
 * @param effect `narrows`: items are no longer listed that another answer lists; else the path of a field that the other lacks
 */
export function hasEffect(
  effect: string,
  operation: Operation,
  evidence: Evidence,
  answer: Exchange,
  other: Exchange,
): boolean {
  if (effect === 'narrows') {
    const kept = itemsOf(answer);
    return itemsOf(other).some((item) => !kept.some((candidate) => isDeepStrictEqual(candidate, item)));
  }
  const shows = (exchange: Exchange): boolean =>
    evidence
      .read(exchange, operation.response)
      .walk.occurrences.get(effect)
      ?.some(({ present }) => present) ?? false;
  return shows(answer) && !shows(other);
}

/** What the items of an answer's first list are known by. */
function itemsOf(exchange: Exchange): unknown[] {
  const body = exchange.response?.body;
  const list = isObject(body) ? Object.values(body).find(Array.isArray) : undefined;
  return (list ?? []).map((item: unknown) => knownBy(item));
}

function knownBy(item: unknown): unknown {
  if (!isObject(item)) return item;
  const name = NAMES.find((candidate) => item[candidate] !== undefined);
  if (name !== undefined) return item[name];
  // Key pairs stand in an object each.
  const inner = Object.values(item).find(isObject);
  return inner ? knownBy(inner) : item;
}
