import type { Consistency } from '../contract/consistency.ts';
import { type Place, placesAt, valueIn } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import type { Answered, Subject } from './subject.ts';

/** A resource as an answer shows it. */
export interface Shown extends Place {
  operation: Operation;
  table: Consistency;
  /** Path of the resource in the answer, as the inventory writes it. */
  path: string;
  exchange: Answered;
  id: string;
}

/** Each documented operation that shows resources of a kind. */
export function* views(subject: Subject): Iterable<{ operation: Operation; table: Consistency; path: string }> {
  for (const operation of subject.operations()) {
    for (const table of subject.contract.consistency.values()) {
      const path = table.views[operation.id];
      if (path !== undefined) yield { operation, table, path };
    }
  }
}

/** The resources of a kind in an answer. */
export function shownIn(operation: Operation, table: Consistency, path: string, exchange: Answered): Shown[] {
  return placesAt(exchange.response.body, path).flatMap((place) => {
    const id = valueIn(place.value, table.id);
    return typeof id === 'string' || typeof id === 'number'
      ? [{ ...place, operation, table, path, exchange, id: String(id) }]
      : [];
  });
}
