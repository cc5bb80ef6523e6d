import { CommanderError } from 'commander';
import { InputError } from '../schemas/input.ts';
import { TargetError } from '../specs/exercise/identity/errors.ts';

/** Exit codes of every command; see the README. */
export const EXIT = { ok: 0, notConformant: 1, usage: 2, notJudged: 3, interrupted: 130 } as const;

/** Says on standard error what went wrong, in one sentence where it was not a fault of the suite, and gives the exit code. */
export function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof InputError || error instanceof TargetError) {
    process.stderr.write(`conform: ${error.message}\n`);
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`conform: this is a fault of the suite itself:\n${text}\n`);
  return EXIT.notJudged;
}
