import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../schemas/input.ts';
import { canonicalJson } from './canonical-json.ts';
import { readRecordingOf } from './folder.ts';
import { encodePublicKey, fingerprintOf } from './keys.ts';
import { contractHere, deviationsOf } from './rejudge.ts';
import { makeStatement } from './statement.ts';
import { SIGNATURE_FILE, type SignatureFile, type Statement } from './types.ts';

/**
 * Signs the run that lies in a folder and writes `signature.json` there; `signer` is the short name of the key. Nothing is signed that does not follow from the recording.
 * @param expires last day on which the result is to hold, `YYYY-MM-DD`
 * @throws {InputError} for missing files, or a report that the contract of this release does not give
 */
export function signReport(
  folder: string,
  privateKey: KeyObject,
  options: { now: Date; expires?: string },
): { file: string; statement: Statement; signer: string } {
  const { statement, leaves } = makeStatement(folder, options);
  refuseUnfounded(folder, statement);
  const file = path.join(folder, SIGNATURE_FILE);
  writeFileSync(file, signatureText(signatureOf(statement, leaves, privateKey)));
  return { file, statement, signer: fingerprintOf(createPublicKey(privateKey)) };
}

/** The signature over a statement, with what is needed to verify it. */
export function signatureOf(statement: Statement, leaves: string[], privateKey: KeyObject): SignatureFile {
  const signature = sign(null, Buffer.from(canonicalJson(statement)), privateKey).toString('base64');
  return { formatVersion: 1, statement, leaves, publicKey: encodePublicKey(createPublicKey(privateKey)), signature };
}

/** The text of a signature file; there is just one for its content. */
export function signatureText(content: SignatureFile): string {
  return `${JSON.stringify(content, null, 1)}\n`;
}

function refuseUnfounded(folder: string, statement: Statement): void {
  const { profile, digest } = statement.contract;
  const contract = contractHere(profile);
  const again = `judge it again with this release ("conform judge ${path.join(folder, 'recording.jsonl')} --out ${folder}")`;
  if (contract?.digest !== digest)
    throw new InputError(`the report was judged by another contract of ${profile} than this release has; ${again}`, {
      file: folder,
    });
  const [first, ...more] = deviationsOf(statement, readRecordingOf(folder), contract, true);
  if (!first) return;
  const others = more.length > 0 ? ` (and ${more.length} more)` : '';
  const what = first.check ? `${first.check}: ${first.message}` : first.message;
  throw new InputError(`the report does not follow from its recording: ${what}${others}; ${again}`, { file: folder });
}
