import { InputError } from '../../schemas/input.ts';
import type { Check } from '../../specs/judge/types.ts';
import type { Recording } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import { digestOf } from './canonical-json.ts';
import { digestsOfFiles, leavesOf, RECORDING_FILE, readRecordingOf, readReportOf, recordingLines } from './folder.ts';
import { rootOf } from './merkle.ts';
import { type SignedVerdict, STATEMENT_TYPE, type Statement } from './types.ts';

/** How long a result holds where the signer says nothing else. */
export const VALID_DAYS = 365;

/**
 * What can be said of the run that lies in a folder.
 * @param expires last day on which it is to hold; `VALID_DAYS` from the run where left out, and never beyond a waiver that it rests on
 * @throws {InputError} for missing files, or an expiry that is too late or past
 */
export function makeStatement(
  folder: string,
  options: { now: Date; expires?: string },
): { statement: Statement; leaves: string[] } {
  const report = readReportOf(folder);
  const recording = readRecordingOf(folder);
  const { header } = recording;
  const leaves = leavesOf(recordingLines(folder));
  const files = digestsOfFiles(folder);
  const { suite, contract, run, levels, checks, formatVersion: _version, ...rest } = report;
  if (header.run.id !== run.id)
    throw new InputError(
      `the report is of the run ${run.id} and the recording of ${header.run.id}; keep together what belongs together`,
      {
        file: folder,
      },
    );
  const signedAt = options.now.toISOString();
  const statement: Statement = {
    type: STATEMENT_TYPE,
    suite,
    contract,
    ...factsOf(recording),
    level: levels ? { list: levels.list, digest: levels.digest, reached: levels.reached } : null,
    recording: { digest: files[RECORDING_FILE]!, lines: leaves.length, root: rootOf(leaves) },
    verdicts: checks.map(signedVerdict),
    report: Object.fromEntries(
      Object.entries({ suite, contract, run, levels, ...rest }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, digestOf(value)]],
      ),
    ),
    files,
    signedAt,
    expires: expiryOf(report, signedAt.slice(0, 10), options.expires),
  };
  return { statement, leaves };
}

/** What a statement says of a run, its target and the waivers: it follows from the recording. */
export function factsOf({ header, footer }: Recording): Pick<Statement, 'target' | 'run' | 'waivers'> {
  const { id, startedAt, only, shard } = header.run;
  const { name, profile, waivers } = header.target;
  return {
    target: { name, profile, fingerprint: fingerprintOfTarget(header.target) },
    run: {
      id,
      startedAt,
      finishedAt: footer?.finishedAt ?? null,
      complete: footer !== undefined && !footer.interrupted,
      ...(only ? { only } : {}),
      ...(shard ? { partial: { shard: shard.index, of: shard.of } } : {}),
    },
    waivers,
  };
}

/** What a statement says of a check. */
export function signedVerdict(check: Check): SignedVerdict {
  const { id, level, verdict, waiver } = check;
  // As the report file has it: what JSON leaves out is no part of the check.
  const written = JSON.parse(JSON.stringify(check)) as unknown;
  return { check: id, level, verdict, ...(waiver ? { waived: true } : {}), digest: digestOf(written) };
}

/** SHA-256 over what makes a target that target. */
export function fingerprintOfTarget({
  name,
  profile,
  endpoints,
  microversions,
}: Recording['header']['target']): string {
  return digestOf({ name, profile, endpoints, microversions });
}

function expiryOf(report: Report, today: string, asked: string | undefined): string {
  const waiver = report.checks
    .flatMap((check) => check.waiver ?? [])
    .sort((a, b) => a.expires.localeCompare(b.expires))[0];
  const usual = new Date(report.run.startedAt);
  usual.setUTCDate(usual.getUTCDate() + VALID_DAYS);
  const longest = usual.toISOString().slice(0, 10);
  if (!asked) return waiver && waiver.expires < longest ? waiver.expires : longest;
  if (asked < today) throw new InputError(`the result would expire on ${asked}, which is past; give a later day`);
  if (waiver && waiver.expires < asked)
    throw new InputError(`the result rests on a waiver that ends on ${waiver.expires}; it can't hold until ${asked}`);
  return asked;
}
