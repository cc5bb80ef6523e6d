import { type KeyObject, verify } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { InputError, readText, readValidated } from '../../schemas/input.ts';
import { canonicalJson } from './canonical-json.ts';
import { compareFiles, compareRecording, compareReport } from './compare-files.ts';
import { RECORDING_FILE, REPORT_FILE, readRecordingOf } from './folder.ts';
import { decodePublicKey, encodePublicKey, fingerprintOf } from './keys.ts';
import { rootOf } from './merkle.ts';
import { contractHere, deviationsOf } from './rejudge.ts';
import { signatureText } from './sign.ts';
import { type Problem, SIGNATURE_FILE, type SignatureFile, type Statement } from './types.ts';

export interface Verification {
  verified: boolean;
  problems: Problem[];
  /** What a reader should know although nothing is wrong. */
  notes: string[];
  /** What is signed; absent where the signature file can't be read. */
  statement?: Statement;
  /** Short name of the key that signed. */
  signer?: string;
}

export interface VerifyOptions {
  /** The signer's key, as its owner published it. */
  publicKey?: KeyObject;
  /** The day for which to verify, `YYYY-MM-DD`. */
  at: string;
  /** Go by the signature alone where the recording was not handed on. */
  withoutRecording?: boolean;
  /** Name and version of this release. */
  suite: { name: string; version: string };
}

/**
 * Verifies what lies in a folder against its signature, without any cloud: signature and key, each file, each check and each line of the
 * recording, the verdicts by judging again, and whether the result still holds.
 * @throws {InputError} where there is no signature
 */
export function verifyReport(folder: string, options: VerifyOptions): Verification {
  const read = readSignature(folder);
  if ('problem' in read) return { verified: false, problems: [read.problem], notes: [] };
  const { signed } = read;
  const problems = [...read.problems, ...signatureProblems(signed, options)];
  const notes: string[] = [];
  const key = decodePublicKey(signed.publicKey);
  if (!options.publicKey)
    notes.push(
      'The key is the one in the signature file itself: compare its name with what the signer published, or give it with --key.',
    );
  problems.push(...compareReport(folder, signed.statement, notes));
  problems.push(...recordingProblems(folder, signed, options, notes));
  problems.push(...compareFiles(folder, signed.statement, problems, notes));
  problems.push(...expiryProblems(signed.statement, options.at));
  return {
    verified: problems.length === 0,
    problems,
    notes,
    statement: signed.statement,
    ...(key ? { signer: fingerprintOf(key) } : {}),
  };
}

/** Reads a signature file; one that is damaged is a problem, and not a mistake of the reader's. @throws {InputError} where there is none */
export function readSignature(folder: string): { signed: SignatureFile; problems: Problem[] } | { problem: Problem } {
  const file = path.join(folder, SIGNATURE_FILE);
  if (!existsSync(file))
    throw new InputError('there is no signature here; "conform sign" writes one beside the report', { file });
  try {
    const signed = readValidated<SignatureFile>(file, 'signature');
    const isOwnForm = signatureText(JSON.parse(readText(file)) as SignatureFile) === readText(file);
    const changed = { code: 'changed', file: SIGNATURE_FILE, message: 'bytes outside of its values were changed' };
    return { signed, problems: isOwnForm ? [] : [changed] };
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SyntaxError)) throw error;
    const { line } = error as InputError;
    return {
      problem: {
        code: 'signature',
        file: SIGNATURE_FILE,
        ...(line ? { line } : {}),
        message: `it is damaged: ${sentenceOf(error)}`,
      },
    };
  }
}

/** Whether the signature is over the statement, by the key that is expected, and its leaves are those of the statement. */
export function signatureProblems(signed: SignatureFile, { publicKey }: Pick<VerifyOptions, 'publicKey'>): Problem[] {
  const file = SIGNATURE_FILE;
  const key = decodePublicKey(signed.publicKey);
  const problems: Problem[] = [];
  if (!key) problems.push({ code: 'key', file, message: 'its public key is no Ed25519 key' });
  else if (publicKey && encodePublicKey(publicKey) !== signed.publicKey)
    problems.push({
      code: 'key',
      file,
      message: `it was signed by another key: ${fingerprintOf(key)}, where ${fingerprintOf(publicKey)} is expected`,
    });
  const by = publicKey ?? key;
  if (by && !isSigned(signed, by))
    problems.push({
      code: 'signature',
      file,
      message: 'the signature does not fit the statement: it is forged, or the statement was changed after the signing',
    });
  if (
    rootOf(signed.leaves) !== signed.statement.recording.root ||
    signed.leaves.length !== signed.statement.recording.lines
  )
    problems.push({ code: 'changed', file, message: 'its list of leaves does not lead to the root that was signed' });
  return problems;
}

/** Whether the result holds on a day. */
export function expiryProblems({ expires }: Statement, at: string): Problem[] {
  if (at <= expires) return [];
  return [
    {
      code: 'expired',
      file: SIGNATURE_FILE,
      message: `the result has expired: it held until ${expires}, and this is ${at}`,
    },
  ];
}

function isSigned({ statement, signature }: SignatureFile, key: KeyObject): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.toString('base64') !== signature) return false;
  try {
    return verify(null, Buffer.from(canonicalJson(statement)), key, bytes);
  } catch {
    return false;
  }
}

function recordingProblems(
  folder: string,
  { statement, leaves }: SignatureFile,
  { withoutRecording, suite }: VerifyOptions,
  notes: string[],
): Problem[] {
  if (!existsSync(path.join(folder, RECORDING_FILE))) {
    if (withoutRecording) {
      notes.push('The recording is not here: the verdicts are what the signer says, and were not derived again.');
      return [];
    }
    const message =
      'it is not here, so that nothing can be judged again; --without-recording goes by the signature alone';
    return [{ code: 'missing', file: RECORDING_FILE, message }];
  }
  const problems = compareRecording(folder, leaves);
  return [...problems, ...judgedAgain(folder, statement, suite, notes)];
}

function judgedAgain(folder: string, statement: Statement, suite: VerifyOptions['suite'], notes: string[]): Problem[] {
  const { profile, digest } = statement.contract;
  const contract = contractHere(profile);
  if (contract?.digest !== digest) {
    const here = contract ? `this release has ${short(contract.digest)}` : 'this release has none of that profile';
    const message = `it was judged by another contract: ${profile} ${short(digest)}, and ${here}; verify with ${statement.suite.name} ${statement.suite.version}`;
    return [{ code: 'contract', file: REPORT_FILE, message }];
  }
  let recording: ReturnType<typeof readRecordingOf>;
  try {
    recording = readRecordingOf(folder);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [
      {
        code: 'changed',
        file: RECORDING_FILE,
        ...(error.line ? { line: error.line } : {}),
        message: sentenceOf(error),
      },
    ];
  }
  const sameSuite = statement.suite.version === suite.version;
  const deviations = deviationsOf(statement, recording, contract, sameSuite);
  if (deviations.length === 0)
    notes.push(`Judged again: all ${statement.verdicts.length} verdicts follow from the recording.`);
  return deviations.map(({ check, message }) => ({
    code: check ? 'verdict' : 'level',
    file: SIGNATURE_FILE,
    ...(check ? { check } : {}),
    message,
  }));
}

/** What an error says, without the file and line that it begins with. */
function sentenceOf(error: Error): string {
  const { file, line } = error as InputError;
  const place = file === undefined ? -1 : error.message.indexOf(`${line ? `:${line}` : ''}: `);
  return place === -1 ? error.message : error.message.slice(error.message.indexOf(': ', place) + 2);
}

function short(digest: string): string {
  return digest.slice(0, 12);
}
