import path from 'node:path';
import { mergePatch } from '../../schemas/fold.ts';
import { readValidated } from '../../schemas/input.ts';
import { yamlFiles } from './files.ts';

const TABLES = path.resolve(import.meta.dirname, '../consistency');

/**
 * How two values are held against each other. `equal`: as they are. `text`: as texts without space around them. `number`: as
 * numbers, an empty text being 0. `time`: to the second. `address`: as IP addresses. `set`: in any order. `subset`: each entry of a
 * map comes back, others may stand beside it. `among`, `absent`: each value is, or is not, in a list. `key`: each value is a
 * key of a map. `count`: as many.
 */
export type Comparison =
  | 'equal'
  | 'text'
  | 'number'
  | 'time'
  | 'address'
  | 'set'
  | 'subset'
  | 'among'
  | 'absent'
  | 'key'
  | 'count';

/** Values that members have; a member that is not there says nothing. */
export type Condition = Record<string, unknown[]>;

/** Where what a request sends comes back. */
export interface Echo {
  /** Path of what is sent, where that is not the row's own. */
  sent?: string;
  /** Path within the resource as it is shown from then on. */
  shown?: string;
  /** The one operation that shows it there. */
  by?: string;
  /** Path in the answer to the request itself. */
  answer?: string;
  as?: Comparison;
  /** The entries of the list that it is about. */
  where?: Record<string, unknown>;
  /** Path of another member of the request that makes it moot. */
  unless?: string;
  /** What the resource has to be like; left out: as `settled` says. */
  when?: Condition;
  /** It comes about after all else shows that the change is done: it is waited for after a case, and the last look counts. Only for `equal`. */
  eventually?: boolean;
  /** What was sent names another resource, and a member of that comes back. */
  through?: { kind: string; member: string };
}

/** A part of a server that is attached and detached by itself. */
export interface Attachment {
  attach: string;
  detach: string;
  /** Path parameter of `detach`, which names it. */
  parameter: string;
  /** Paths in the answer to `attach`: its name, and what the server shows of it. */
  key: string;
  mark: string;
  /** The fact that has the mark of what is detached. */
  gone: string;
  shown: string;
}

/** What is said of one kind of resource, and where. Paths as in the inventory: `links[].href`, `*` being any key. */
export interface Consistency {
  kind: string;
  parameter?: string;
  id: string;
  own?: boolean;
  views: Record<string, string>;
  settled?: Condition;
  steady?: Record<string, Comparison>;
  timestamps?: { order?: [string, string][]; unset?: Record<string, Condition> };
  /** By path of the links: the collection, and the member with the id that they lead to. */
  links?: Record<string, { path: string; id: string }>;
  /** By operation: the collection that the header Location leads to, and the path of the id in the answer. */
  location?: Record<string, { path: string; id?: string }>;
  passwords?: Record<string, { sent: string; answer: string }>;
  key?: { public: string; private: string; fingerprint: string };
  /** By operation, by the name of the request's row. */
  echoes?: Record<string, Record<string, Echo | Echo[]>>;
  attachments?: Attachment[];
}

/** The tables of a chain of profiles, the later ones merged over the earlier ones, by kind. @throws InputError */
export function loadConsistency(profiles: string[]): Map<string, Consistency> {
  const tables = new Map<string, Consistency>();
  for (const file of profiles.flatMap(consistencyFiles)) {
    const table = readValidated<Consistency>(file, 'consistency');
    tables.set(table.kind, mergePatch(tables.get(table.kind) ?? {}, table) as Consistency);
  }
  return tables;
}

/** The files of a profile's tables. */
export function consistencyFiles(profile: string): string[] {
  return yamlFiles(path.join(TABLES, profile));
}

/** The echoes of an operation, by row name, with the kind of resource that shows them; a variant has those of its operation. */
export function echoesOf(
  operation: { id: string; variantOf?: string },
  tables: Map<string, Consistency>,
): { table: Consistency; row: string; echoes: Echo[] }[] {
  return [...tables.values()].flatMap((table) => {
    const own = table.echoes?.[operation.id] ?? table.echoes?.[operation.variantOf ?? ''] ?? {};
    return Object.entries(own).map(([row, echoes]) => ({ table, row, echoes: [echoes].flat() }));
  });
}
