import path from 'node:path';
import { InputError } from '../schemas/input.ts';
import type { Contract } from '../specs/contract/types.ts';
import { type Connection, connect, recordedTarget } from '../specs/exercise/connection.ts';
import type { Before } from '../specs/exercise/journal.ts';
import type { Target } from '../specs/exercise/target/types.ts';
import { runsOf } from '../specs/recording/runs.ts';
import { readUnfinished, type Unfinished } from '../specs/recording/unfinished.ts';
import { clearLedger } from './clear-ledger.ts';
import { kindsOf, leftOversOf } from './left-overs.ts';
import { note } from './print.ts';
import { suiteInfo } from './suite.ts';

/**
 * The run whose recording lies in a folder.
 * @throws InputError where there is none, or another release made it: it may have sent other things
 */
export function readRunIn(folder: string): Unfinished {
  const file = path.join(folder, 'recording.jsonl');
  const unfinished = readUnfinished(file);
  const { version } = unfinished.recording.header.suite;
  const here = suiteInfo().version;
  if (version !== here)
    throw new InputError(
      `the run was begun by version ${version}, and this is ${here}; go on with it by that version, or run again`,
      { file },
    );
  return unfinished;
}

/** Whether a run came to its end, so that there is nothing to go on with. */
export function isOver({ recording: { footer } }: Unfinished): boolean {
  return footer !== undefined && !footer.interrupted;
}

/** Where the recording of a run stands that is about to be gone on with. */
export function placeOf({ recording: { exchanges, header } }: Unfinished): Before {
  return { last: Number(exchanges.at(-1)?.id.slice(1) ?? 0), resumed: (header.run.resumed?.length ?? 0) + 1 };
}

/**
 * Takes away what a run left behind when it was ended: before the one that goes on with it looks around, and by requests that are not in
 * the recording, as they show what its last ones came to.
 * @throws InputError where it still goes on, or was against another target or by another contract; TargetError where nobody is let in
 */
export async function makeRoom(unfinished: Unfinished, contract: Contract, target: Target): Promise<void> {
  const { file, recording } = unfinished;
  const connection = await connect(contract, target);
  try {
    mustBeOfTheSame(unfinished, connection);
    const runs = runsOf(recording.header);
    for (const ledger of leftOversOf(connection).filter((one) => runs.includes(one.header.run))) {
      const { run } = ledger.header;
      if (ledger.running)
        throw new InputError(`run ${run} seems to be going on; wait for its end, or interrupt it`, { file });
      const removals = await clearLedger(connection, ledger);
      const left = [...removals].flatMap(([entry, { outcome }]) => (outcome === 'left' ? [entry] : []));
      if (left.length > 0) note(`${kindsOf(left)} of run ${run} could not be removed; "conform cleanup" tries again`);
    }
  } finally {
    await connection.client.close();
  }
}

function mustBeOfTheSame({ file, recording: { header } }: Unfinished, connection: Connection): void {
  const now = recordedTarget(connection);
  const { target, contract } = header;
  const refuse = (what: string): never => {
    throw new InputError(`${what}; a run is gone on with as it was begun, or run again without --resume`, { file });
  };
  if (target.name !== now.name) refuse(`the run is against "${target.name}", and this is "${now.name}"`);
  if (target.profile !== now.profile) refuse(`the run goes by profile ${target.profile}, and this is ${now.profile}`);
  if (contract !== connection.contract.digest) refuse(`the contract of ${target.profile} is another one than then`);
  if (JSON.stringify(target.allow) !== JSON.stringify(now.allow))
    refuse('the target file allows other things than then');
  const moved = Object.keys({ ...target.endpoints, ...now.endpoints }).find(
    (service) => target.endpoints[service] !== now.endpoints[service],
  );
  if (moved)
    refuse(
      `the target's ${moved} service is at ${now.endpoints[moved] ?? 'no address'}, and was at ${target.endpoints[moved] ?? 'none'}`,
    );
}
