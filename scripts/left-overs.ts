import { type Connection, endpointOf } from '../specs/exercise/connection.ts';
import { LEDGER_FOLDER, type OpenLedger, openLedgers } from '../specs/exercise/ledger.ts';

/**
 * Ledgers of runs against this target that still own something, the oldest first. A target is known by its address where the
 * ledger has one, else by its name: what was made elsewhere would look as if it were gone.
 * @throws InputError for a file among them that is no ledger
 */
export function leftOversOf(
  connection: Pick<Connection, 'sessions' | 'target'>,
  folder: string = LEDGER_FOLDER,
): OpenLedger[] {
  const { endpoint } = endpointOf(connection);
  return openLedgers(folder).filter(({ header }) => {
    if (header.endpoint !== undefined && endpoint !== undefined) return header.endpoint === endpoint;
    return header.target === connection.target.name;
  });
}

/** `2 server, 1 keypair` */
export function kindsOf(entries: readonly { kind: string }[]): string {
  const numbers = new Map<string, number>();
  for (const { kind } of entries) numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
  return [...numbers].map(([kind, number]) => `${number} ${kind}`).join(', ');
}
