import { createHash } from 'node:crypto';
import path from 'node:path';
import { InputError, readValidated } from '../../schemas/input.ts';
import { yamlFiles } from '../contract/files.ts';
import { type KnownChecks, knownBy, readKnownChecks } from './known-checks.ts';
import type { LevelList } from './types.ts';

/** The folder of the lists. */
export const LEVELS = import.meta.dirname;

/** The lists of a profile, the oldest first; none for a profile without levels. @throws {InputError} */
export function levelLists(profile: string, folder = LEVELS): LevelList[] {
  const lists = yamlFiles(path.join(folder, profile)).map((file) => readList(file, profile));
  return lists.sort((one, other) => one.date.localeCompare(other.date));
}

/** The newest list of a profile. @throws {InputError} */
export function newestLevels(profile: string, folder = LEVELS): LevelList | undefined {
  return levelLists(profile, folder).at(-1);
}

/** SHA-256 over what a list says and the ids of the checks that it can ask for. */
export function digestOfList(list: LevelList, known: KnownChecks = readKnownChecks(list.profile)): string {
  const ids = knownBy(known, list.date).sort();
  return createHash('sha256')
    .update(JSON.stringify([list, ids]))
    .digest('hex');
}

function readList(file: string, profile: string): LevelList {
  const list = readValidated<Omit<LevelList, 'id'>>(file, 'levels');
  if (list.profile !== profile)
    throw new InputError(`the list is of ${list.profile} and lies in the folder of ${profile}; move it`, {
      file,
      key: 'profile',
    });
  const named = list.levels.flatMap(({ capabilities }) => capabilities);
  const ids = list.capabilities.map(({ id }) => id);
  for (const id of new Set([...named, ...ids])) {
    const times = [named, ids].map((names) => names.filter((name) => name === id).length);
    if (times.some((count) => count !== 1))
      throw new InputError(`the capability "${id}" has to be described once, and to belong to one level`, {
        file,
        key: 'capabilities',
      });
  }
  return { id: `${profile}/${path.basename(file, '.yaml')}`, ...list };
}
