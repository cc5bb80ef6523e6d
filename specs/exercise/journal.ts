import type { Exchange } from '../recording/types.ts';
import type { Recorder } from './record/recorder.ts';

/** Where a recording that is gone on with stands. */
export interface Before {
  last: number;
  resumed: number;
}

/**
 * Numbers exchanges and passes them to the recording. Those from before the recording is begun (its header names what
 * they found out) are kept until then.
 */
export class Journal {
  /** Which time round the scenarios are carried out; exchanges of repeats are marked with it. */
  attempt = 1;
  #count: number;
  readonly #resumed: number;
  #recorder: Recorder | undefined;
  #waiting: Exchange[] = [];
  #onWrite: (exchange: Exchange) => void;

  /** @param before where a recording is gone on with: the number of its last exchange, and which time this is */
  constructor(onWrite: (exchange: Exchange) => void = () => {}, before: Before = { last: 0, resumed: 0 }) {
    this.#onWrite = onWrite;
    this.#count = before.last;
    this.#resumed = before.resumed;
  }

  get count(): number {
    return this.#count;
  }

  /** The id of the exchange that is about to be sent: `x1`, `x2`, ... */
  nextId(): string {
    this.#count += 1;
    return `x${this.#count}`;
  }

  /** Passes an exchange on and gives it back as it came: what the exercise goes by is not redacted. */
  write(exchange: Exchange): Exchange {
    if (this.attempt > 1) exchange.attempt = this.attempt;
    if (this.#resumed > 0) exchange.resumed = this.#resumed;
    if (this.#recorder) this.#recorder.write(exchange);
    else this.#waiting.push(exchange);
    this.#onWrite(exchange);
    return exchange;
  }

  /** From here on exchanges go to the recording, those that wait first. */
  begin(recorder: Recorder): void {
    this.#recorder = recorder;
    for (const exchange of this.#waiting) recorder.write(exchange);
    this.#waiting = [];
  }
}
