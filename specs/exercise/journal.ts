import type { Exchange } from '../recording/types.ts';
import type { Recorder } from './record/recorder.ts';

/**
 * Numbers exchanges and passes them to the recording. Those from before the recording is begun (its header names what
 * they found out) are kept until then.
 */
export class Journal {
  #count = 0;
  #recorder: Recorder | undefined;
  #waiting: Exchange[] = [];
  #onWrite: (exchange: Exchange) => void;

  constructor(onWrite: (exchange: Exchange) => void = () => {}) {
    this.#onWrite = onWrite;
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
