import { loadContract } from '../specs/contract/load.ts';
import { type Connection, connect } from '../specs/exercise/connection.ts';
import type { Exchange } from '../specs/recording/types.ts';
import { EXIT } from './exit.ts';
import { openTarget } from './targets.ts';

/**
 * Logs in to a target, does some work with the connection, and ends it (and an embedded cloud) whatever comes of the work.
 * @param options.profile the contract to go by, as the target says if left out
 * @throws InputError for a file or profile that is not as it should be; TargetError where nobody is let in
 */
export async function withConnection<T>(
  options: { target: string; profile?: string; onExchange?: (exchange: Exchange) => void },
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const opened = await openTarget(options.target);
  try {
    const contract = loadContract(options.profile ?? opened.target.profile);
    process.on('SIGINT', leave).on('SIGTERM', leave);
    const connection = await connect(contract, opened.target, options.onExchange);
    try {
      return await work(connection);
    } finally {
      await connection.client.close();
    }
  } finally {
    process.off('SIGINT', leave).off('SIGTERM', leave);
    await opened.close();
  }
}

/** All that was done is on disk already: nothing is lost by leaving at once. */
function leave(): never {
  process.exit(EXIT.interrupted);
}
