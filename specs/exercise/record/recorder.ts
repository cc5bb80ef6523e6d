import type {
  Await,
  AwaitLine,
  Exchange,
  OutcomeLine,
  RecordingFooter,
  RecordingHeader,
  ScenarioOutcome,
} from '../../recording/types.ts';
import { openAppender } from './appender.ts';
import type { Redactor } from './redact.ts';

export interface Recorder {
  readonly file: string;
  /** The next id: `x1`, `x2`, ... To be taken when a request is sent. */
  nextId(): string;
  /** Redacts an exchange and appends it; killing the process doesn't lose it any more. Gives what was written; nothing is written once closed. */
  write(exchange: Exchange): Exchange;
  /** Says that a scenario was carried out, and how the waits ended that are new since the last time: a run can be gone on with from here. */
  note(outcome: ScenarioOutcome, awaits: readonly Await[]): void;
  /** Appends the footer, redacted, and closes. Exchanges are counted here. Once closed, it only gives the same footer again. */
  close(footer: Omit<RecordingFooter, 'type' | 'exchanges'>): RecordingFooter;
}

/**
 * Begins a recording: makes the folder, writes the header.
 * @param reopened how many exchanges it has, where it is one that is gone on with; the header is there then
 * @throws {InputError} where the file can't be written, or exists and is not gone on with
 */
export function openRecorder(file: string, header: RecordingHeader, redactor: Redactor, reopened?: number): Recorder {
  const appender = openAppender(file, { fresh: reopened === undefined });
  let sent = 0;
  let written = reopened ?? 0;
  let closedWith: RecordingFooter | undefined;
  if (reopened === undefined) appender.append(redactor.value(header));
  return {
    file,
    nextId() {
      sent += 1;
      return `x${sent}`;
    },
    write(exchange) {
      const redacted = redactor.exchange(exchange);
      if (!closedWith) {
        appender.append(redacted);
        written += 1;
      }
      return redacted;
    },
    note(outcome, awaits) {
      for (const wait of awaits) appender.append(redactor.value({ type: 'await', ...wait } satisfies AwaitLine));
      appender.append(redactor.value({ type: 'outcome', ...outcome } satisfies OutcomeLine));
    },
    close(footer) {
      if (!closedWith) {
        closedWith = { type: 'footer', exchanges: written, ...redactor.value(footer) };
        appender.append(closedWith);
        appender.sync();
        appender.close();
      }
      return closedWith;
    },
  };
}
