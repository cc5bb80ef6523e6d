import { rmSync, statSync } from 'node:fs';
import type { Connection } from '../specs/exercise/connection.ts';
import { makeRemover } from '../specs/exercise/exercise.ts';
import { type LedgerEntry, type OpenLedger, openLedger } from '../specs/exercise/ledger.ts';
import { removeAll } from '../specs/exercise/remove-all.ts';
import type { Removal } from '../specs/exercise/remover.ts';

/** Some things go only once others have been gone for a moment, as a volume that a server had: there are some more rounds for them. */
const ROUNDS = 3;
const PAUSE_MS = 2000;
/** No further round begins after this long: what has not gone by then does not go for being asked again. */
const LAST_ROUND_MS = 30_000;

/** A request that was under way when its run was killed may still be carried out; nothing is taken for gone before this long after. */
const AFTERMATH_MS = 5000;

/** Takes away what a run that is over left, and its ledger once nothing is left. @returns what became of each entry */
export async function clearLedger(
  connection: Connection,
  { file, header, owned }: OpenLedger,
): Promise<Map<LedgerEntry, Removal>> {
  const made = owned.filter(({ kind }) => connection.resources.kinds[kind]?.list);
  await aftermath(file, made);
  const ledger = openLedger(file, header);
  try {
    const remover = makeRemover(connection, ledger, header.run);
    const removals = new Map<LedgerEntry, Removal>();
    const startedAt = performance.now();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const done = await removeAll(ledger, remover, connection.target.limits.concurrency, false);
      for (const [entry, removal] of done) removals.set(entry, removal);
      if (ledger.owned().length === 0 || round === ROUNDS || performance.now() - startedAt > LAST_ROUND_MS) break;
      await sleep(PAUSE_MS);
    }
    return removals;
  } finally {
    ledger.close();
    if (ledger.owned().length === 0) rmSync(file, { force: true });
  }
}

/** Waits for what is only known by its name to be there, if it will ever be. */
async function aftermath(file: string, owned: LedgerEntry[]): Promise<void> {
  const sinceMs = Date.now() - statSync(file).mtimeMs;
  if (sinceMs < AFTERMATH_MS && owned.some(({ id }) => id === null)) await sleep(AFTERMATH_MS - sinceMs);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
