import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../../schemas/input.ts';

/** Appends lines to a file, each in the system's hands when `append` returns: killing this process loses none and tears none. */
export interface Appender {
  append(value: unknown): void;
  /** Waits until the disk has it, so that a power cut loses nothing either. */
  sync(): void;
  close(): void;
}

/**
 * Opens a file for appending, and makes its folder. With `fresh` it must not exist; else a last line that was torn is cut off.
 * @throws {InputError} where that can't be
 */
export function openAppender(file: string, { fresh }: { fresh: boolean }): Appender {
  const descriptor = open(file, fresh ? 'ax' : 'a');
  if (!fresh) ftruncateSync(descriptor, readFileSync(file).lastIndexOf('\n') + 1);
  return {
    append(value) {
      const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
      // The system may take a part only, where the disk is nearly full.
      for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    },
    sync: () => fsyncSync(descriptor),
    close: () => closeSync(descriptor),
  };
}

function open(file: string, flags: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(file, flags);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new InputError('there is such a file already, and it is not overwritten; name another', { file });
    throw new InputError(`can't be written (${code}); check the folder and its permissions`, { file });
  }
}
