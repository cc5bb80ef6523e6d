import type { Level, VerdictName } from '../../specs/judge/types.ts';
import type { Waiver } from '../../specs/recording/types.ts';

/** The file beside a report that holds its signature; its JSON Schema is `schemas/formats/signature.yaml`. */
export const SIGNATURE_FILE = 'signature.json';

export const STATEMENT_TYPE = 'compute-conformance/statement/1';

/** What a signer says of one check. */
export interface SignedVerdict {
  check: string;
  level: Level;
  verdict: VerdictName;
  waived?: true;
  /** SHA-256 over the canonical JSON of the check. */
  digest: string;
}

/** What is signed. Digests are SHA-256 in hex. */
export interface Statement {
  type: typeof STATEMENT_TYPE;
  suite: { name: string; version: string };
  contract: { profile: string; digest: string };
  target: { name: string; profile: string; fingerprint: string };
  run: {
    id: string;
    startedAt: string;
    finishedAt: string | null;
    complete: boolean;
    /** The patterns of the checks that the run was for, where it was not for all. */
    only?: string[];
    /** Where it was one shard of a run. */
    partial?: { shard: number; of: number };
  };
  level: { list: string; digest: string; reached: string | null } | null;
  waivers: Waiver[];
  /** `root`: of the Merkle tree over the lines of the file. */
  recording: { digest: string; lines: number; root: string };
  verdicts: SignedVerdict[];
  /** By member of report.json, but for its checks. */
  report: Record<string, string>;
  /** By file of the folder. */
  files: Record<string, string>;
  signedAt: string;
  /** The last day on which the result holds, `YYYY-MM-DD`. */
  expires: string;
}

export interface SignatureFile {
  formatVersion: 1;
  statement: Statement;
  leaves: string[];
  publicKey: string;
  signature: string;
}

/** That one exchange belongs to the recording that was signed. */
export interface Proof {
  formatVersion: 1;
  exchange: string;
  line: number;
  lines: number;
  root: string;
  entry: string;
  path: string[];
}

/** Something because of which a result is not verified. */
export interface Problem {
  /** `signature`, `key`, `changed`, `missing`, `added`, `contract`, `verdict`, `level`, `expired`, `proof`. */
  code: string;
  file: string;
  line?: number;
  check?: string;
  exchange?: string;
  message: string;
}
