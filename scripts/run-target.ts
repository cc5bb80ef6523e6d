import { rmSync } from 'node:fs';
import path from 'node:path';
import { loadContract } from '../specs/contract/load.ts';
import type { Contract } from '../specs/contract/types.ts';
import { connect, exercise } from '../specs/exercise/exercise.ts';
import { LEDGER_FOLDER } from '../specs/exercise/ledger.ts';
import type { RecordingFooter } from '../specs/recording/types.ts';
import { ProgressLine } from './progress.ts';
import { suiteInfo } from './suite.ts';
import { openTarget } from './targets.ts';

export interface RunTargetOptions {
  target: string;
  profile?: string;
  out: string;
  only?: string[];
  /** Deviations of an embedded cloud. */
  deviations?: string[];
  quiet?: boolean;
}

/** Exercises a target and leaves its recording in the output folder. */
export async function runTarget(
  options: RunTargetOptions,
): Promise<{ contract: Contract; recordingFile: string; footer: RecordingFooter }> {
  const opened = await openTarget(options.target, options.deviations ? { deviations: options.deviations } : {});
  try {
    const contract = loadContract(options.profile ?? opened.target.profile);
    const progress = new ProgressLine(opened.target.name);
    const connection = await connect(contract, opened.target);
    const stop = (): void => connection.interrupt.abort();
    process.on('SIGINT', stop).on('SIGTERM', stop);
    try {
      const recordingFile = path.join(options.out, 'recording.jsonl');
      // The target has answered: now what an earlier run left in the folder makes room.
      rmSync(recordingFile, { force: true });
      const footer = await exercise(connection, {
        suite: suiteInfo(),
        recordingFile,
        ledgerFolder: LEDGER_FOLDER,
        ...(options.only ? { only: options.only } : {}),
        ...(options.quiet ? {} : { onProgress: (step) => progress.show(step) }),
      });
      return { contract, recordingFile, footer };
    } finally {
      progress.end();
      process.off('SIGINT', stop).off('SIGTERM', stop);
      await connection.client.close();
    }
  } finally {
    await opened.close();
  }
}
