import type { Exchange } from '../recording/types.ts';
import type { MissingFact } from './facts.ts';

/** A scenario's precondition could not be brought about. Becomes `inconclusive`, never a failure of the operation. */
export class Blocked extends Error {
  readonly reason: string;
  readonly exchange: string | undefined;

  constructor(reason: string, detail: string, exchange?: Exchange) {
    super(detail);
    this.reason = reason;
    this.exchange = exchange?.id;
  }
}

/** What it means for a scenario that a fact which it needs is not known. */
export function withoutFact({ message }: MissingFact): Blocked {
  return new Blocked('no-resource', `The target has nothing to use for it: ${message}.`);
}
