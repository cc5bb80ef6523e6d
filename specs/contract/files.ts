import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The YAML files of a directory, sorted; none where there is no such directory. */
export function yamlFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => path.join(directory, file));
}
