import path from 'node:path';
import { InputError, readValidated } from '../../schemas/input.ts';
import { matchesPattern } from './inventory.ts';
import type { Alias } from './types.ts';

const FILE = path.resolve(import.meta.dirname, '../checks/aliases.yaml');

/** The renamings of all releases, the oldest first. @throws {InputError} for a file that is not of its format */
export function loadAliases(file = FILE): Alias[] {
  const aliases = readValidated<Alias[]>(file, 'aliases');
  for (const [index, { from, to, date }] of aliases.entries()) {
    const place = { file, key: String(index) };
    if (starsIn(from) !== starsIn(to))
      throw new InputError(
        `"${from}" and "${to}" need the same number of *; what each stands for is carried over`,
        place,
      );
    if (index > 0 && aliases[index - 1]!.date > date)
      throw new InputError(`the renaming of "${from}" stands behind a later one; put the oldest first`, place);
  }
  return aliases;
}

/** What a check is called now. */
export function currentId(id: string, aliases: readonly Alias[]): string {
  return aliases.reduce((name, { from, to }) => renamed(name, from, to) ?? name, id);
}

/** Whether a pattern names a check, by its id or by one that it had before. */
export function namesCheck(pattern: string, id: string, aliases: readonly Alias[]): boolean {
  return idsOf(id, aliases).some((name) => matchesPattern(pattern, name));
}

/** The id of a check, and those that it had before. */
export function idsOf(id: string, aliases: readonly Alias[]): string[] {
  const names = [id];
  for (const { from, to } of aliases.toReversed()) {
    for (const name of [...names]) {
      const old = renamed(name, to, from);
      if (old !== undefined && !names.includes(old)) names.push(old);
    }
  }
  return names;
}

function renamed(name: string, from: string, to: string): string | undefined {
  const parts = from.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const match = new RegExp(`^${parts.join('(.*)')}$`, 's').exec(name);
  if (!match) return undefined;
  let star = 0;
  return to.replace(/\*/g, () => match[++star] ?? '');
}

function starsIn(pattern: string): number {
  return pattern.split('*').length - 1;
}
