import type { Exchange } from '../recording/types.ts';

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
