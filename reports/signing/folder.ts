import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { InputError, readText, readValidated } from '../../schemas/input.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Recording } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import { sha256 } from './canonical-json.ts';
import { leafHash } from './merkle.ts';
import { SIGNATURE_FILE } from './types.ts';

export const REPORT_FILE = 'report.json';
export const RECORDING_FILE = 'recording.jsonl';

/** Files that come about after the signing, or while something is written. */
const NOT_SIGNED = [SIGNATURE_FILE, 'certificate.html'];
const NOT_SIGNED_ENDINGS = ['.part', '.proof.json'];

/** The lines of a recording as they stand in the file. */
export function recordingLines(folder: string): string[] {
  const lines = readText(path.join(folder, RECORDING_FILE)).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The hashes of a recording's lines. */
export function leavesOf(lines: readonly string[]): string[] {
  return lines.map((line) => leafHash(line));
}

/** The report of a folder. @throws {InputError} where it has none, or it is not of the format */
export function readReportOf(folder: string): Report {
  if (!existsSync(folder))
    throw new InputError('there is no such folder; name the one that a run wrote', { file: folder });
  return readValidated<Report>(path.join(folder, REPORT_FILE), 'report');
}

/** The recording of a folder. @throws {InputError} */
export function readRecordingOf(folder: string): Recording {
  return readRecording(path.join(folder, RECORDING_FILE));
}

/** SHA-256 of each file that a signature covers, by name. Folders (Allure's results) are not covered. */
export function digestsOfFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_SIGNED.includes(entry.name))
    .map(({ name }) => name)
    .filter((name) => !NOT_SIGNED_ENDINGS.some((ending) => name.endsWith(ending)))
    .sort();
  return Object.fromEntries(names.map((name) => [name, sha256(readFileSync(path.join(folder, name)))]));
}
