import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { loadContract } from '../specs/contract/load.ts';
import type { Contract } from '../specs/contract/types.ts';
import { connect } from '../specs/exercise/connection.ts';
import { exercise } from '../specs/exercise/exercise.ts';
import { LEDGER_FOLDER, ledgerFile, readLedger } from '../specs/exercise/ledger.ts';
import { failingScenarios } from '../specs/judge/confirm.ts';
import { readRecording } from '../specs/recording/read.ts';
import type { RecordedShard, RecordingFooter } from '../specs/recording/types.ts';
import type { Unfinished } from '../specs/recording/unfinished.ts';
import { RULES } from '../specs/rules/index.ts';
import { EXIT } from './exit.ts';
import { kindsOf } from './left-overs.ts';
import { note } from './print.ts';
import { ProgressLine } from './progress.ts';
import { makeRoom, placeOf } from './resume.ts';
import { suiteInfo } from './suite.ts';
import { isEmbedded, openTarget } from './targets.ts';

export interface RunTargetOptions {
  target: string;
  profile?: string;
  out: string;
  only?: string[];
  /** Deviations of an embedded cloud. */
  deviations?: string[];
  quiet?: boolean;
  /** How many times the scenarios behind a failure are carried out again; none if left out. */
  confirm?: number;
  /** Which part of the run to carry out. */
  shard?: Pick<RecordedShard, 'index' | 'of'>;
  /** The run to go on with; `only` and `shard` are its own then. */
  resume?: Unfinished;
}

export interface TargetRun {
  contract: Contract;
  recordingFile: string;
  footer: RecordingFooter;
}

/** Exercises a target and leaves its recording in the output folder. @throws InputError, TargetError */
export async function runTarget(options: RunTargetOptions): Promise<TargetRun> {
  const opened = await openTarget(options.target, options.deviations ? { deviations: options.deviations } : {});
  const { resume } = options;
  try {
    const contract = loadContract(options.profile ?? opened.target.profile);
    const progress = new ProgressLine(opened.target.name);
    if (resume) await makeRoom(resume, contract, opened.target);
    const connection = await connect(contract, opened.target, undefined, resume && placeOf(resume));
    const stop = (): void => {
      if (connection.interrupt.signal.aborted) leave(options, connection.runId);
      connection.interrupt.abort();
      progress.end();
      note('ending: what was made is being taken away; interrupt once more to leave at once');
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    try {
      const recordingFile = path.join(options.out, 'recording.jsonl');
      // The target has answered: now what an earlier run left in the folder makes room.
      if (!resume) rmSync(recordingFile, { force: true });
      const only = resume ? resume.recording.header.run.only : options.only;
      const shard = resume ? resume.recording.header.run.shard : options.shard;
      const footer = await exercise(connection, {
        suite: suiteInfo(),
        recordingFile,
        ledgerFolder: LEDGER_FOLDER,
        ...(only ? { only } : {}),
        ...(shard ? { shard: { index: shard.index, of: shard.of } } : {}),
        ...(resume ? { resume } : {}),
        repeat: (attempt, ended) => {
          if (attempt > (options.confirm ?? 0)) return [];
          const { header, exchanges } = readRecording(recordingFile);
          const footer = { type: 'footer' as const, exchanges: exchanges.length, ...ended };
          return failingScenarios(contract, { header, exchanges, footer }, RULES, only);
        },
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

/** Leaves at once, and says what stays behind. Everything that was done is on disk already. */
function leave({ target, out }: RunTargetOptions, run: string): never {
  const file = ledgerFile(run);
  const owned = existsSync(file) ? readLedger(file).entries.filter(({ removed }) => !removed) : [];
  const resume = `"conform run --target ${target} --resume ${out}" goes on with the run`;
  if (isEmbedded(target)) note('left at once; the embedded cloud ends with this, and all that was made in it');
  else if (owned.length === 0) note(`left at once, and nothing stays behind; ${resume}`);
  else
    note(
      `left at once; what may stay behind: ${kindsOf(owned)}. "conform cleanup --target ${target} --run ${run}" takes it away; ${resume}`,
    );
  process.exit(EXIT.interrupted);
}
