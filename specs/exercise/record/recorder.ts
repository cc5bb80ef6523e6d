import type { Exchange, RecordingFooter, RecordingHeader } from '../../recording/types.ts';
import { openAppender } from './appender.ts';
import type { Redactor } from './redact.ts';

export interface Recorder {
  readonly file: string;
  /** The next id: `x1`, `x2`, ... To be taken when a request is sent. */
  nextId(): string;
  /** Redacts an exchange and appends it; killing the process doesn't lose it any more. Gives what was written; nothing is written once closed. */
  write(exchange: Exchange): Exchange;
  /** Appends the footer, redacted, and closes. Exchanges are counted here. Once closed, it only gives the same footer again. */
  close(footer: Omit<RecordingFooter, 'type' | 'exchanges'>): RecordingFooter;
}

/** Begins a recording: makes the folder, writes the header. @throws {InputError} where the file can't be written or exists */
export function openRecorder(file: string, header: RecordingHeader, redactor: Redactor): Recorder {
  const appender = openAppender(file, { fresh: true });
  let sent = 0;
  let written = 0;
  let closedWith: RecordingFooter | undefined;
  appender.append(redactor.value(header));
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
