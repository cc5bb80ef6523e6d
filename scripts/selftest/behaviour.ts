import path from 'node:path';
import { deviations } from '../../fixtures/cloud/index.ts';
import { judge } from '../../specs/judge/judge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { RULES } from '../../specs/rules/index.ts';
import { readBehaviour, trialOf } from '../../specs/selftest/behaviour.ts';
import type { BehaviourTrial } from '../../specs/selftest/result.ts';
import { note } from '../print.ts';
import { runTarget } from '../run-target.ts';

/** Exercises each wrong embedded cloud of some profiles, one after the other, and judges what it did. */
export async function runBehaviour(profiles: readonly string[], out: string): Promise<BehaviourTrial[]> {
  const trials: BehaviourTrial[] = [];
  for (const behaviour of readBehaviour().filter(({ profile }) => profiles.includes(profile))) {
    const { deviation, profile, only } = behaviour;
    const { contract, recordingFile } = await runTarget({
      target: `embedded:${profile}`,
      out: path.join(out, 'behaviour', `${profile}-${deviation}`),
      only,
      deviations: [deviation],
      quiet: true,
    });
    const trial = trialOf(behaviour, deviations[deviation]!, judge(contract, readRecording(recordingFile), RULES));
    note(`${profile} ${deviation}: ${trial.killed ? 'caught' : 'NOT CAUGHT'}, ${trial.beside.length} others failed`);
    trials.push(trial);
  }
  return trials;
}
