import { visible } from '../reports/visible.ts';

/** Writes an answer for a program to standard output. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Writes lines for people to standard output; nothing that a target said can move the cursor or change colours. */
export function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.map((line) => visible(line)).join('\n')}\n`);
}

/** Writes one line to standard error, where neither programs nor pipes look for answers. */
export function note(line: string): void {
  process.stderr.write(`conform: ${visible(line)}\n`);
}

/** `1 server`, `2 servers`; a plural that is not made with an s is given. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** Rows as lines whose columns stand below each other; numbers are set to the right. The last column may be of any length. */
export function columns(rows: readonly (string | number)[][], indent = '  '): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      if (typeof cell === 'number') return String(cell).padStart(widths[column]!);
      return column === row.length - 1 ? cell : cell.padEnd(widths[column]!);
    });
    return `${indent}${cells.join('  ')}`.trimEnd();
  });
}
