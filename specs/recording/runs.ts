import type { RecordingHeader } from './types.ts';

/** Beginning of every name that a run gives; the run's id follows. */
export const MARK = 'conform-';

/** The run that a recording is of: its id, those of its parts, and those under which it was gone on with. */
export function runsOf({ run }: RecordingHeader): string[] {
  return [run.id, ...[...(run.shards ?? []), ...(run.resumed ?? [])].map(({ id }) => id)];
}

/** Whether a name was given by a run of this suite other than the one that a recording is of. */
export function isOfAnotherRun(name: unknown, header: RecordingHeader): boolean {
  if (typeof name !== 'string' || !name.startsWith(MARK)) return false;
  return !runsOf(header).some((id) => name.startsWith(`${MARK}${id}-`));
}
