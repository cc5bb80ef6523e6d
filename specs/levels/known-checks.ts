import { existsSync } from 'node:fs';
import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';

/** By day, operation and rule: the details of checks that were first known then. */
export type KnownChecks = Record<string, Record<string, Record<string, string[]>>>;

/** Characters of a line of the file. */
const LINE = 140;

const FOLDER = path.resolve(import.meta.dirname, '../checks');

const HEAD = `# The ids of all checks, under the day from which on they were there. \`npm run checks\` adds what is new; nothing is taken out by hand:
# a check that is renamed gets a line in aliases.yaml, one that is dropped stands as "removed" in the newest list of levels.
`;

/** The file of a profile's known checks. */
export function knownChecksFile(profile: string, folder = FOLDER): string {
  return path.join(folder, `${profile}.yaml`);
}

/** The checks that a profile ever had; none for one that nobody wrote down. @throws {InputError} */
export function readKnownChecks(profile: string, folder = FOLDER): KnownChecks {
  const file = knownChecksFile(profile, folder);
  return existsSync(file) ? readValidated<KnownChecks>(file, 'known-checks') : {};
}

/** Ids of the checks that were known on a day. */
export function knownBy(known: KnownChecks, day: string): string[] {
  return Object.entries(known)
    .filter(([since]) => since <= day)
    .flatMap(([, operations]) => Object.entries(operations))
    .flatMap(([operation, rules]) =>
      Object.entries(rules).map(([rule, details]) => ({ base: `${operation}/${rule}`, details })),
    )
    .flatMap(({ base, details }) =>
      details.length === 0 ? [base] : details.map((detail) => (detail === '' ? base : `${base}/${detail}`)),
    );
}

/** Ids of all checks that there ever were. */
export function allKnown(known: KnownChecks): string[] {
  return knownBy(known, '9999-12-31');
}

/** The known checks with those that are new, under a day. */
export function withNewChecks(known: KnownChecks, ids: readonly string[], day: string): KnownChecks {
  const old = new Set(allKnown(known));
  const fresh = ids.filter((id) => !old.has(id));
  if (fresh.length === 0) return known;
  const section = structuredClone(known[day] ?? {});
  for (const id of fresh) {
    const [operation, rule, ...rest] = id.split('/') as [string, string, ...string[]];
    section[operation] ??= {};
    section[operation][rule] = withDetail(section[operation][rule], rest.join('/'));
  }
  return { ...known, [day]: section };
}

function withDetail(details: string[] | undefined, detail: string): string[] {
  if (details === undefined) return detail === '' ? [] : [detail];
  return [...(details.length === 0 ? [''] : details), detail].sort();
}

/** The file's text: a line or some for each rule, so that a change shows what it is about. */
export function knownChecksText(known: KnownChecks): string {
  const lines: string[] = [];
  for (const day of Object.keys(known).sort()) {
    lines.push(`"${day}":`);
    for (const [operation, rules] of Object.entries(known[day]!)) {
      lines.push(`  ${operation}:`);
      for (const [rule, details] of Object.entries(rules)) lines.push(...wrapped(`    ${rule}: [`, details));
    }
  }
  return `${HEAD}${lines.join('\n')}\n`;
}

function wrapped(head: string, details: readonly string[]): string[] {
  const lines = [head];
  for (const [index, detail] of details.entries()) {
    const text = `${JSON.stringify(detail)}${index < details.length - 1 ? ', ' : ''}`;
    if (lines.at(-1)!.length + text.length > LINE) lines.push('      ');
    lines[lines.length - 1] += text;
  }
  lines[lines.length - 1] = `${lines.at(-1)!.trimEnd()}]`;
  return lines;
}
