import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../reports/model.ts';
import { InputError, readValidated } from '../schemas/input.ts';
import { profileIds } from '../specs/contract/load.ts';
import { loadTarget } from '../specs/exercise/target/load.ts';
import { EXIT } from './exit.ts';
import { isEmbedded } from './targets.ts';

/** Where the comparison lies beside the folders of the runs. */
export const COMPARISON = 'comparison';

/** One deployment of a fleet. */
export interface Member {
  /** Name of its folder. */
  name: string;
  /** As "conform run --target" takes it. */
  target: string;
  profile?: string;
  only?: string[];
  confirm?: number;
}

export interface Fleet {
  /** How many are run at a time. */
  together: number;
  members: Member[];
}

interface FleetFile {
  together?: number;
  only?: string[];
  confirm?: number;
  targets: (Omit<Member, 'name'> & { name?: string })[];
}

/** Reads a fleet file, and each target file that it names: nothing is sent before all are as they should be. @throws InputError */
export function readFleet(file: string): Fleet {
  const { together = 1, targets, only, confirm } = readValidated<FleetFile>(file, 'fleet');
  const shared = { ...(only ? { only } : {}), ...(confirm === undefined ? {} : { confirm }) };
  const members = targets.map((entry) => {
    const target = isEmbedded(entry.target) ? entry.target : path.join(path.dirname(file), entry.target);
    const name =
      entry.name ??
      path
        .basename(entry.target)
        .replace(/\.ya?ml$/, '')
        .replace(/\W+/g, '-');
    return { ...shared, ...entry, target, name };
  });
  for (const [index, { name, target, profile }] of members.entries()) {
    const place = { file, key: `targets.${index}` };
    if (name === COMPARISON)
      throw new InputError(
        `the comparison of the runs lies in the folder "${COMPARISON}"; give ${target} another name`,
        place,
      );
    if (members.findIndex((other) => other.name === name) < index)
      throw new InputError(`two targets are called "${name}"; give one of them another name (name: …)`, place);
    if (profile !== undefined && !profileIds().includes(profile))
      throw new InputError(`there is no profile "${profile}"; choose one of ${profileIds().join(', ')}`, place);
    if (!isEmbedded(target)) loadTarget(target);
  }
  return { together, members };
}

/** What became of one deployment. */
export interface MemberRun {
  name: string;
  target: string;
  folder: string;
  /** As "conform run" has it; null where it was not begun, as the fleet was interrupted. */
  exitCode: number | null;
  seconds: number;
  /** Absent where the run left none. */
  report?: Report;
}

/**
 * Runs the members of a fleet, so many at a time as it says, in their order.
 * @param run runs one into a folder, and gives the exit code
 * @param isInterrupted whether no other run is to begin
 */
export async function runFleet(
  { together, members }: Fleet,
  out: string,
  run: (member: Member, folder: string) => Promise<number>,
  isInterrupted: () => boolean = () => false,
): Promise<MemberRun[]> {
  const runs: MemberRun[] = [];
  const queue = members.map((member, index) => ({ member, index }));
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { member, index } = next;
      const folder = path.join(out, member.name);
      const startedAt = Date.now();
      const exitCode = isInterrupted() ? null : await run(member, folder);
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      const report = exitCode === null ? undefined : reportSince(folder, startedAt);
      const { name, target } = member;
      runs[index] = { name, target, folder, exitCode, seconds, ...(report ? { report } : {}) };
    }
  };
  await Promise.all(Array.from({ length: together }, lane));
  return runs;
}

/** A run that came to nothing may have left the report of an earlier one. */
function reportSince(folder: string, startedAt: number): Report | undefined {
  const file = path.join(folder, 'report.json');
  if (!existsSync(file)) return undefined;
  const report = readValidated<Report>(file, 'report');
  return Date.parse(report.run.startedAt) >= startedAt ? report : undefined;
}

/** Exit codes from the mildest to the worst: a wrong file or flag says that nothing at all was found out. */
const WORSE: readonly number[] = [EXIT.ok, EXIT.notJudged, EXIT.notConformant, EXIT.usage, EXIT.interrupted];

/** The worst of the exit codes of a fleet's runs. */
export function worstOf(runs: readonly Pick<MemberRun, 'exitCode'>[]): number {
  const ranks = runs.map(({ exitCode }) => WORSE.indexOf(exitCode ?? EXIT.interrupted));
  // A child that died of a signal has some other code: nothing was judged.
  return WORSE[Math.max(0, ...ranks.map((rank) => (rank === -1 ? WORSE.indexOf(EXIT.notJudged) : rank)))]!;
}
