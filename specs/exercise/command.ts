import { spawn } from 'node:child_process';

/** Longest that a command of the target's owner may take, in milliseconds. */
const COMMAND_TIMEOUT_MS = 120_000;

/**
 * Runs a command of the target file by the shell, with `{host}` and the like filled in as one argument each.
 * @returns whether it ended with 0; false where there is no command
 */
export function runCommand(command: string | undefined, values: Record<string, string>): Promise<boolean> {
  if (command === undefined) return Promise.resolve(false);
  const filled = command.replace(
    /\{([a-z]+)\}/g,
    (placeholder, name: string) => shellSafe(values[name]) ?? placeholder,
  );
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', filled], { stdio: 'ignore', timeout: COMMAND_TIMEOUT_MS });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** Names come from the target: only what no shell could take for more than a word is passed on. */
function shellSafe(value: string | undefined): string | undefined {
  return value !== undefined && /^[A-Za-z0-9._-]+$/.test(value) ? value : undefined;
}
