import type { Ledger, LedgerEntry } from './ledger.ts';
import type { Removal, Remover } from './remover.ts';

/**
 * Takes away all that the ledger still owns: servers before what they hold.
 * @returns what became of each entry, in the order in which they were done with
 */
export async function removeAll(
  ledger: Ledger,
  remover: Remover,
  concurrency: number,
  isOwnRun = true,
): Promise<Map<LedgerEntry, Removal>> {
  const removals = new Map<LedgerEntry, Removal>();
  const servers = ledger.owned().filter((entry) => entry.kind === 'server');
  const others = ledger.owned().filter((entry) => entry.kind !== 'server');
  for (const queue of [servers, others]) {
    const worker = async (): Promise<void> => {
      for (let entry = queue.shift(); entry; entry = queue.shift()) {
        const removal = remover.remove(entry, isOwnRun, true);
        removals.set(entry, await removal.catch((error: unknown) => ({ outcome: 'left', why: String(error) })));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  }
  return removals;
}

/**
 * Looks once more, in the list of each kind, for what the ledger takes for gone: a cloud may make what it refuses, name another id
 * than it gives, or say that something is deleted which is not. Whatever bears a name of this run goes back into the ledger and is taken away.
 */
export async function sweep(ledger: Ledger, remover: Remover, concurrency: number): Promise<void> {
  const entries = ledger.entries();
  const gone = new Map(entries.filter(({ removed }) => removed).map((entry) => [`${entry.kind} ${entry.name}`, entry]));
  const samples = new Map(entries.map((entry) => [`${entry.kind} ${entry.identity}`, entry]));
  for (const sample of samples.values()) {
    const names = new Set([...gone.values()].filter(({ kind }) => kind === sample.kind).map(({ name }) => name));
    const found = await remover.listed(sample, names).catch(() => []);
    for (const { id, name } of found) {
      const { kind, service, identity } = gone.get(`${sample.kind} ${name}`)!;
      ledger.created(ledger.intent({ kind, name, service, identity }), id);
    }
  }
  if (ledger.owned().length > 0) await removeAll(ledger, remover, concurrency);
}
