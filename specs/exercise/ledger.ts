import { existsSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { readLines } from '../../schemas/lines.ts';
import { openAppender } from './record/appender.ts';

/** What a run is about to create. */
export interface LedgerIntent {
  /** `server`, `keypair`, `flavor`, ... */
  kind: string;
  /** The name that we chose for it. */
  name: string;
  /** Service whose endpoint it lives behind. */
  service: string;
  identity: string;
}

export interface LedgerEntry extends LedgerIntent {
  /** `l1`, `l2`, ... */
  key: string;
  /** Null where the answer to the create request was never seen: only the name is known. */
  id: string | null;
  removed: boolean;
}

export interface LedgerHeader {
  /** Id of the run. */
  run: string;
  /** Name of the target. */
  target: string;
  /** Address of the target's compute service: two targets may have one name. */
  endpoint?: string;
  startedAt: string;
}

export interface Ledger {
  readonly file: string;
  readonly header: LedgerHeader;
  /** On disk when it returns: to be called before the create request. */
  intent(intent: LedgerIntent): LedgerEntry;
  /** The id that the target gave. */
  created(entry: LedgerEntry, id: string): void;
  /** It is gone, or was never created. */
  removed(entry: LedgerEntry): void;
  /** What is still owned, last made first: the order to remove it in. */
  owned(): LedgerEntry[];
  /** All that was ever written down. */
  entries(): LedgerEntry[];
  close(): void;
}

/** A ledger on disk that still owns something. */
export interface OpenLedger {
  file: string;
  header: LedgerHeader;
  owned: LedgerEntry[];
  /** True where the run that wrote it seems to be still running on this machine: then it cleans up itself. */
  running: boolean;
}

interface HeaderLine extends LedgerHeader {
  type: 'header';
  formatVersion: 1;
  process: number;
  machine: string;
}

/** Where ledgers lie if nobody says otherwise, below the working directory. */
export const LEDGER_FOLDER = '.conform/ledgers';

/** `.conform/ledgers/<run id>.jsonl` below the working directory. */
export function ledgerFile(run: string, folder: string = LEDGER_FOLDER): string {
  return path.join(folder, `${run}.jsonl`);
}

/**
 * Begins the ledger of a run, or goes on with one that is there (then its own header counts).
 * @throws {InputError} where it can't be written, or what is there is no ledger
 */
export function openLedger(file: string, header: LedgerHeader): Ledger {
  const fresh = !existsSync(file) || statSync(file).size === 0;
  const before = fresh ? { header: { ...header }, entries: [] } : readLedger(file);
  const appender = openAppender(file, { fresh: !existsSync(file) });
  const entries = new Map(before.entries.map((entry) => [entry.key, entry]));
  const write = (line: object): void => {
    appender.append(line);
    appender.sync();
  };
  if (fresh) {
    write({
      type: 'header',
      formatVersion: 1,
      ...header,
      process: process.pid,
      machine: hostname(),
    } satisfies HeaderLine);
  }
  return {
    file,
    header: before.header,
    intent({ kind, name, service, identity }) {
      const entry: LedgerEntry = {
        key: `l${entries.size + 1}`,
        kind,
        name,
        service,
        identity,
        id: null,
        removed: false,
      };
      write({ type: 'intent', key: entry.key, kind, name, service, identity });
      entries.set(entry.key, entry);
      return entry;
    },
    created(entry, id) {
      write({ type: 'created', key: entry.key, id });
      entry.id = id;
    },
    removed(entry) {
      if (entry.removed) return;
      write({ type: 'removed', key: entry.key });
      entry.removed = true;
    },
    owned: () => ownedOf([...entries.values()]),
    entries: () => [...entries.values()],
    close: () => appender.close(),
  };
}

/** Reads a ledger without writing to it; a last line cut in two is left out. @throws {InputError} */
export function readLedger(file: string): { header: LedgerHeader; entries: LedgerEntry[] } {
  const { header, entries } = readAll(file);
  return { header: plainHeader(header), entries };
}

/** Ledgers of earlier runs that still own something, the oldest first. @throws {InputError} for a file there that is no ledger */
export function openLedgers(folder: string = LEDGER_FOLDER): OpenLedger[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => path.join(folder, name))
    // The header is on disk before the first thing is made: a file without one owns nothing.
    .filter((file) => statSync(file).size > 0);
  return files
    .map((file) => {
      const { header, entries } = readAll(file);
      return { file, header: plainHeader(header), owned: ownedOf(entries), running: isRunning(header) };
    })
    .filter(({ owned }) => owned.length > 0)
    .sort((a, b) => a.header.startedAt.localeCompare(b.header.startedAt));
}

function readAll(file: string): { header: HeaderLine; entries: LedgerEntry[] } {
  const [header, ...lines] = readLines(file, 'ledger');
  const entries = new Map<unknown, LedgerEntry>();
  for (const { type, data } of lines) {
    const entry = entries.get(data.key);
    if (type === 'intent') {
      const { key, kind, name, service, identity } = data as unknown as LedgerEntry;
      entries.set(key, { key, kind, name, service, identity, id: null, removed: false });
    } else if (entry && type === 'created') entry.id = data.id as string;
    else if (entry && type === 'removed') entry.removed = true;
  }
  return { header: header!.data as unknown as HeaderLine, entries: [...entries.values()] };
}

function plainHeader({ run, target, endpoint, startedAt }: HeaderLine): LedgerHeader {
  return { run, target, ...(endpoint === undefined ? {} : { endpoint }), startedAt };
}

function ownedOf(entries: LedgerEntry[]): LedgerEntry[] {
  return entries.filter(({ removed }) => !removed).reverse();
}

function isRunning({ process: id, machine }: HeaderLine): boolean {
  if (machine !== hostname() || id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
