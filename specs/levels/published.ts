import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { InputError, readValidated } from '../../schemas/input.ts';
import { readKnownChecks } from './known-checks.ts';
import { digestOfList, LEVELS, levelLists } from './load.ts';
import type { LevelList } from './types.ts';

/** The file of the digests of published lists. */
export function publishedFile(folder = LEVELS): string {
  return path.join(folder, 'published.yaml');
}

/** Digest by list id (`<profile>/<file>`). @throws {InputError} */
export function readPublished(folder = LEVELS): Record<string, string> {
  const file = publishedFile(folder);
  return existsSync(file) ? readValidated<Record<string, string>>(file, 'published-levels') : {};
}

/**
 * Whether the published lists are as they were published.
 * @param checksFolder where the known checks of the profiles are
 * @throws {InputError} for one that was edited or taken away, or whose known checks were changed
 */
export function refuseEditedLists(folder = LEVELS, checksFolder?: string): void {
  const lists = new Map(allLists(folder).map((list) => [list.id, list]));
  for (const [id, digest] of Object.entries(readPublished(folder))) {
    const list = lists.get(id);
    const file = path.join(folder, `${id}.yaml`);
    if (!list) throw new InputError('this list of levels is published and has to stay; put it back', { file });
    if (digestOfList(list, readKnownChecks(list.profile, checksFolder)) !== digest)
      throw new InputError(
        `this list of levels is published, and a published list never changes (nor do the checks known by ${list.date}); undo the change, and publish a new list with a new date`,
        { file },
      );
  }
}

/** The lists of all profiles. @throws {InputError} */
export function allLists(folder = LEVELS): LevelList[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => levelLists(name, folder));
}
