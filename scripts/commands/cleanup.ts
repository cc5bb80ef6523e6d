import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../schemas/input.ts';
import type { Connection } from '../../specs/exercise/connection.ts';
import { makeRemover } from '../../specs/exercise/exercise.ts';
import {
  LEDGER_FOLDER,
  type LedgerEntry,
  ledgerFile,
  type OpenLedger,
  readLedger,
} from '../../specs/exercise/ledger.ts';
import type { Remover } from '../../specs/exercise/remover.ts';
import { clearLedger } from '../clear-ledger.ts';
import { withConnection } from '../connection.ts';
import { EXIT } from '../exit.ts';
import { kindsOf, leftOversOf } from '../left-overs.ts';
import { columns, count, note, printJson, printLines } from '../print.ts';
import { isEmbedded } from '../targets.ts';
import { jsonOption, profileOption, type Register, targetOption } from './options.ts';

interface Options {
  target: string;
  profile?: string;
  run?: string;
  dryRun?: boolean;
  json?: boolean;
}

export const registerCleanup: Register = (program, finish) => {
  program
    .command('cleanup')
    .description('take away what runs that were killed left behind')
    .addOption(targetOption())
    .addOption(profileOption())
    .option('--run <id>', 'only what this run left; all runs that are over if left out')
    .option('--dry-run', 'say what would be taken away, and change nothing')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A run writes down whatever it is about to make, in ${LEDGER_FOLDER} below the folder that it is started in; start this
there too. A resource is removed only if that ledger names it and its own name still begins with the run's mark.

Exit codes: 0 nothing is left; 1 something is left; 2 usage or file error; 3 the target cannot be reached.

Examples:
  conform cleanup --target my-cloud.yaml --dry-run
  conform cleanup --target my-cloud.yaml --run 9a7202fd`,
    )
    .action(async (options: Options) => finish(await cleanup(options)));
};

/** What became of one resource. */
interface Item {
  run: string;
  kind: string;
  name: string;
  id: string | null;
  outcome: 'removed' | 'gone' | 'left' | 'would-be-removed';
  why?: string;
}

async function cleanup(options: Options): Promise<number> {
  if (isEmbedded(options.target)) {
    note(
      'an embedded cloud ends with the command that started it, and so does all that was made in it: there is nothing to clean up',
    );
    if (options.json) printJson({ items: [], left: 0, skipped: [] });
    return EXIT.ok;
  }
  return withConnection(options, async (connection) => {
    const { ready, running } = choose(connection, options.run);
    const items: Item[] = [];
    for (const ledger of ready)
      items.push(...(options.dryRun ? await preview(connection, ledger) : await clear(connection, ledger)));
    const left = items.filter(({ outcome }) => outcome === 'left' || outcome === 'would-be-removed').length;
    if (options.json) printJson({ items, left, skipped: running.map(({ header }) => header.run) });
    else printLines(toLines(connection, ready, running, items));
    return left === 0 ? EXIT.ok : EXIT.notConformant;
  });
}

/** The ledgers to be worked on; those of runs that go on are left to them. @throws InputError */
function choose(connection: Connection, run: string | undefined): { ready: OpenLedger[]; running: OpenLedger[] } {
  const all = leftOversOf(connection);
  if (run === undefined) return { ready: all.filter((one) => !one.running), running: all.filter((one) => one.running) };
  const named = all.filter(({ header }) => header.run === run);
  if (named[0]?.running) throw new InputError(`run ${run} seems to be going on; it cleans up itself when it ends`);
  if (named.length === 0) mustBeOver(run, connection);
  return { ready: named, running: [] };
}

/** A run that left nothing is fine; one that is not known, or was elsewhere, is not. */
function mustBeOver(run: string, connection: Connection): void {
  const file = ledgerFile(path.basename(run));
  if (!existsSync(file)) {
    throw new InputError(
      `there is no ledger of run ${run} in ${LEDGER_FOLDER}: it left nothing, or was started in another folder`,
    );
  }
  const { header, entries } = readLedger(file);
  if (entries.some(({ removed }) => !removed)) {
    const where = header.endpoint ?? `a target named "${header.target}"`;
    throw new InputError(
      `run ${run} was against ${where}, and not against "${connection.target.name}"; name its target file`,
    );
  }
}

async function clear(connection: Connection, ledger: OpenLedger): Promise<Item[]> {
  const removals = await clearLedger(connection, ledger);
  return [...removals].map(([entry, removal]) => ({ ...plainItem(ledger.header.run, entry), ...removal }));
}

async function preview(connection: Connection, { file, header, owned }: OpenLedger): Promise<Item[]> {
  const refuse = (): never => {
    throw new Error('a preview writes nothing');
  };
  const entries = (): LedgerEntry[] => owned;
  const reader = {
    file,
    header,
    owned: entries,
    entries,
    intent: refuse,
    created: refuse,
    removed: refuse,
    close: refuse,
  };
  const remover = makeRemover(connection, reader, header.run);
  return Promise.all(
    owned.map(async (entry) => ({ ...plainItem(header.run, entry), ...(await foresee(remover, entry)) })),
  );
}

async function foresee(remover: Remover, entry: LedgerEntry): Promise<Pick<Item, 'outcome' | 'why'>> {
  const found = await remover.find(entry);
  if (found.state === 'here') return { outcome: 'would-be-removed' };
  if (found.state === 'gone') return { outcome: 'gone' };
  return { outcome: 'left', why: found.why };
}

function plainItem(run: string, { kind, name, id }: LedgerEntry): Omit<Item, 'outcome'> {
  return { run, kind, name, id };
}

const HEADINGS: Record<Item['outcome'], string> = {
  'would-be-removed': 'Would be removed',
  removed: 'Removed',
  gone: 'Gone already',
  left: 'Still there',
};

function toLines({ target }: Connection, ready: OpenLedger[], running: OpenLedger[], items: Item[]): string[] {
  const lines = running.map(
    ({ header }) => `Run ${header.run} of ${header.startedAt} seems to be going on: it is left alone.`,
  );
  if (ready.length === 0) return [...lines, `No run that is over has left anything on ${target.name}.`];
  for (const outcome of Object.keys(HEADINGS) as Item['outcome'][]) {
    const fitting = items.filter((item) => item.outcome === outcome);
    if (fitting.length === 0) continue;
    lines.push(`${HEADINGS[outcome]}: ${kindsOf(fitting)}`);
    if (outcome !== 'gone')
      lines.push(...columns(fitting.map(({ kind, name, id, why }) => [kind, name, id ?? '', why ?? ''])));
  }
  const left = items.filter(({ outcome }) => outcome === 'left').length;
  if (left > 0)
    lines.push(
      '',
      `${count(left, 'resource')} could not be removed; "conform cleanup" tries again, and forgets what is gone by then.`,
    );
  return lines;
}
