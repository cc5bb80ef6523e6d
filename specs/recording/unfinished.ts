import { renameSync, writeFileSync } from 'node:fs';
import { readLines } from '../../schemas/lines.ts';
import { readRecording } from './read.ts';
import type { Await, Exchange, Recording, RecordingHeader, ScenarioOutcome } from './types.ts';

/** What a run that was ended early had done by then. */
export interface Unfinished {
  file: string;
  recording: Recording;
  /** How scenarios ended, all of whose exchanges are in the recording. */
  outcomes: ScenarioOutcome[];
  awaits: Await[];
}

/** Reads the recording of a run that was ended early. @throws {InputError} for a file that is no recording */
export function readUnfinished(file: string): Unfinished {
  const lines = readLines(file, 'recording');
  const dataOf = <T>(wanted: string): T[] =>
    lines.filter(({ type }) => type === wanted).map(({ data: { type: _type, ...rest } }) => rest as unknown as T);
  return { file, recording: readRecording(file), outcomes: dataOf('outcome'), awaits: dataOf('await') };
}

/** A scenario in one of its attempts. */
export function scenarioKey({ id, attempt }: Pick<ScenarioOutcome, 'id' | 'attempt'>): string {
  return `${attempt ?? 1} ${id}`;
}

/**
 * Puts a recording into the form in which it is gone on with: another header, without the old footer, and with a mark on the exchanges of
 * scenarios that will be carried out anew. The file is replaced as a whole or not at all.
 * @param planned ids of the scenarios that the run has; what belongs to none of them (tokens, the tour's ways) counts as it is
 * @returns the waits that still count
 */
export function reopenRecording(
  { file, recording, outcomes, awaits }: Unfinished,
  header: RecordingHeader,
  planned: ReadonlySet<string>,
): Await[] {
  const done = new Set(outcomes.map(scenarioKey));
  const counts = ({ scenario, attempt, cutOff }: Exchange): boolean =>
    !cutOff && (!planned.has(scenario) || done.has(scenarioKey({ id: scenario, ...(attempt ? { attempt } : {}) })));
  const counting = new Set(recording.exchanges.filter(counts).map(({ id }) => id));
  const kept = awaits.filter(({ exchange }) => counting.has(exchange));
  const lines = [
    header,
    ...recording.exchanges.map((exchange) => (counting.has(exchange.id) ? exchange : { ...exchange, cutOff: true })),
    ...kept.map((wait) => ({ type: 'await', ...wait })),
    ...outcomes.map((outcome) => ({ type: 'outcome', ...outcome })),
  ];
  writeFileSync(`${file}.part`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  renameSync(`${file}.part`, file);
  return kept;
}
