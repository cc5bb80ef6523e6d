import type { Progress } from '../specs/exercise/carry-out.ts';

/** Pause between two lines where there is no terminal, in milliseconds. */
const PLAIN_PAUSE_MS = 5000;
/** Pause between two changes of the terminal's line, in milliseconds. */
const LIVE_PAUSE_MS = 100;

/** Shows how far a run is: one line that changes on a terminal, plain lines elsewhere. Writes to standard error. */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  readonly #label: string;
  readonly #startedAt = performance.now();
  #shownAt = 0;

  constructor(label: string, stream: NodeJS.WriteStream = process.stderr) {
    this.#label = label;
    this.#stream = stream;
  }

  show(progress: Progress): void {
    const now = performance.now();
    const pause = this.#stream.isTTY ? LIVE_PAUSE_MS : PLAIN_PAUSE_MS;
    const isLast = progress.done === progress.total;
    if (now - this.#shownAt < pause && !isLast) return;
    this.#shownAt = now;
    const text = `${this.#label}${progress.attempt > 1 ? `, attempt ${progress.attempt}` : ''}: ${progress.done} of ${progress.total} scenarios, ${progress.exchanges} exchanges${this.#eta(progress)}${waitingText(progress)}`;
    if (this.#stream.isTTY) this.#stream.write(`\r\x1b[2K${text.slice(0, (this.#stream.columns ?? 80) - 1)}`);
    else this.#stream.write(`${text}\n`);
  }

  /** Takes the changing line away. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\x1b[2K');
  }

  #eta({ done, total }: Progress): string {
    const elapsed = (performance.now() - this.#startedAt) / 1000;
    if (done === 0 || done === total || elapsed < 2) return '';
    return `, about ${Math.ceil((elapsed / done) * (total - done))} s left`;
  }
}

function waitingText({ waiting }: Progress): string {
  const [first] = waiting;
  if (!first) return '';
  const more = waiting.length > 1 ? ` and ${waiting.length - 1} more` : '';
  const what = first.kind.replaceAll('_', ' ');
  const article = /^[aeiou]/.test(what) ? 'an' : 'a';
  return `, waiting for ${article} ${what} to be ${first.to.join(' or ')}${more}`;
}
