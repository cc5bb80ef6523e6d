import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError, readValidated } from '../../schemas/input.ts';
import { leavesOf, RECORDING_FILE, recordingLines } from './folder.ts';
import { inclusionPath, isIncluded, leafHash } from './merkle.ts';
import { type Problem, type Proof, SIGNATURE_FILE } from './types.ts';
import { expiryProblems, readSignature, signatureProblems, type Verification, type VerifyOptions } from './verify.ts';

/**
 * Takes one exchange out of a signed recording, with the proof that it belongs to it.
 * @throws {InputError} where there is no such exchange, or the recording is not the one that was signed
 */
export function proofOf(folder: string, exchange: string): Proof {
  const lines = recordingLines(folder);
  const index = lines.findIndex((line) => idOf(line) === exchange);
  const file = path.join(folder, RECORDING_FILE);
  if (index === -1) throw new InputError(`there is no exchange "${exchange}" here; give an id such as x12`, { file });
  const signature = readSignature(folder);
  if ('problem' in signature)
    throw new InputError(signature.problem.message, { file: path.join(folder, SIGNATURE_FILE) });
  const leaves = leavesOf(lines);
  const { root, lines: size } = signature.signed.statement.recording;
  const proof = {
    formatVersion: 1,
    exchange,
    line: index + 1,
    lines: lines.length,
    root,
    entry: lines[index]!,
  } as const;
  const steps = inclusionPath(leaves, index);
  if (size !== lines.length || !isIncluded(leaves[index]!, index, size, steps, root))
    throw new InputError('this is not the recording that was signed; "conform verify" names what was changed', {
      file,
    });
  return { ...proof, path: steps };
}

/** Writes a proof. @throws the errors of the file system */
export function writeProof(file: string, proof: Proof): void {
  writeFileSync(file, `${JSON.stringify(proof, null, 2)}\n`);
}

/**
 * Verifies that an exchange belongs to the recording whose signature lies in a folder; nothing else has to lie there.
 * @throws {InputError} where there is no signature, or no such proof
 */
export function verifyProof(
  folder: string,
  proofFile: string,
  options: VerifyOptions,
): Verification & { proof: Proof } {
  const proof = readValidated<Proof>(proofFile, 'proof');
  const signature = readSignature(folder);
  if ('problem' in signature) return { verified: false, problems: [signature.problem], notes: [], proof };
  const { signed, problems: own } = signature;
  const { statement } = signed;
  const problems = [...own, ...signatureProblems(signed, options)];
  problems.push(...expiryProblems(statement, options.at), ...proofProblems(proof, proofFile, statement.recording));
  return { verified: problems.length === 0, problems, notes: [], statement, proof };
}

function proofProblems(proof: Proof, proofFile: string, signed: { lines: number; root: string }): Problem[] {
  const place = { code: 'proof', file: path.basename(proofFile), exchange: proof.exchange };
  const { entry, line, lines, root, path: hashes } = proof;
  if (root !== signed.root || lines !== signed.lines)
    return [{ ...place, message: 'the proof is about another recording than the one that was signed' }];
  if (idOf(entry) !== proof.exchange)
    return [{ ...place, message: `the entry is ${idOf(entry) ?? 'no exchange'}, and not ${proof.exchange}` }];
  if (isIncluded(leafHash(entry), line - 1, lines, hashes, root)) return [];
  return [
    { ...place, message: `${proof.exchange} does not belong to the recording: entry, line or path were changed` },
  ];
}

function idOf(line: string): string | undefined {
  try {
    const { type, id } = JSON.parse(line) as { type?: unknown; id?: unknown };
    return type === 'exchange' && typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
