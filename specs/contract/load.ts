import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mergePatch } from '../../schemas/fold.ts';
import { InputError, readValidated } from '../../schemas/input.ts';
import { SchemaRegistry } from '../../schemas/registry.ts';
import { loadAliases } from './aliases.ts';
import { spelledOut } from './cases.ts';
import { consistencyFiles, loadConsistency } from './consistency.ts';
import { yamlFiles } from './files.ts';
import { loadInventory } from './inventory.ts';
import type { Contract, Operation, Profile } from './types.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PROFILES = path.join(ROOT, 'specs/profiles');
const OPERATIONS = path.join(ROOT, 'specs/operations');
const SCHEMAS = path.join(ROOT, 'schemas');

/** Ids of the profiles that there are. */
export function profileIds(): string[] {
  return readdirSync(PROFILES)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.basename(file, '.yaml'))
    .sort();
}

/**
 * Joins tables, schemas and inventory into the contract of a profile.
 * @throws InputError for an unknown profile, or a file that is not of its format
 */
export function loadContract(profileId: string): Contract {
  const chain = profileChain(profileId);
  const profile = chain.reduce((merged, part) => mergePatch(merged, part) as Profile);
  const ids = chain.map((part) => part.id);
  const tables = ids.map((id) => readTables(id));
  const inventory = loadInventory(profile.documents);
  const { operations, auxiliary } = joinTables(tables, ids.length > 1);
  return {
    profile,
    operations,
    auxiliary,
    ...inventory,
    aliases: loadAliases(),
    consistency: loadConsistency(ids),
    schemas: new SchemaRegistry(ids),
    digest: digestOf(ids, profile.documents),
  };
}

function profileChain(profileId: string): Profile[] {
  const file = path.join(PROFILES, `${profileId}.yaml`);
  if (!existsSync(file)) {
    throw new InputError(`there is no profile "${profileId}"; choose one of ${profileIds().join(', ')}`);
  }
  const profile = readValidated<Profile>(file, 'profile');
  return profile.extends ? [...profileChain(profile.extends), profile] : [profile];
}

type Table = Map<string, Partial<Operation>>;

function readTables(profileId: string): Table {
  const directory = path.join(OPERATIONS, profileId);
  const table: Table = new Map();
  for (const file of yamlFiles(directory)) {
    for (const [id, entry] of Object.entries(readValidated<Record<string, Partial<Operation>>>(file, 'operations'))) {
      if (table.has(id)) throw new InputError(`operation "${id}" has a second entry; keep one`, { file, key: id });
      table.set(id, entry);
    }
  }
  return table;
}

/** The last table says which operations the profile has; what its entries leave out comes from the tables before it. */
function joinTables(tables: Table[], isVendor: boolean): Pick<Contract, 'operations' | 'auxiliary'> {
  const own = tables.at(-1)!;
  const operations = new Map<string, Operation>();
  const auxiliary = new Map<string, Operation>();
  for (const id of new Set(tables.flatMap((table) => [...table.keys()]))) {
    const merged = tables.reduce<unknown>((entry, table) => mergeEntry(entry, table.get(id)), undefined) as Operation;
    const operation = spelledOut({ ...merged, id });
    if (operation.auxiliary || (isVendor && !own.has(id))) auxiliary.set(id, operation);
    else operations.set(id, operation);
  }
  return { operations, auxiliary };
}

function mergeEntry(base: unknown, entry: Partial<Operation> | undefined): unknown {
  if (base === undefined) return entry;
  return entry === undefined ? base : mergePatch(base, entry);
}

function digestOf(profileIds: string[], documents: string[]): string {
  const hash = createHash('sha256');
  const directories = [
    ...profileIds.flatMap((id) => [path.join(SCHEMAS, id), path.join(OPERATIONS, id)]),
    ...documents.map((id) => path.join(ROOT, 'fixtures/documents', id)),
  ];
  const errata = yamlFiles(path.join(ROOT, 'fixtures/documents/errata')).filter((file) =>
    documents.includes(path.basename(file, '.yaml')),
  );
  const profiles = profileIds.map((id) => path.join(PROFILES, `${id}.yaml`));
  const files = [...profiles, ...directories.flatMap(yamlFiles), ...profileIds.flatMap(consistencyFiles), ...errata];
  for (const file of files) hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
