import { readPublicKey } from '../../reports/signing/keys.ts';
import { verifyProof } from '../../reports/signing/proof.ts';
import type { Problem } from '../../reports/signing/types.ts';
import { type Verification, verifyReport } from '../../reports/signing/verify.ts';
import { EXIT } from '../exit.ts';
import { count, printJson, printLines } from '../print.ts';
import { suiteInfo } from '../suite.ts';
import { day, jsonOption, type Register } from './options.ts';

/** Problems that are listed; --json has them all. */
const PROBLEMS_SHOWN = 20;

interface Options {
  key?: string;
  at?: string;
  withoutRecording?: boolean;
  proof?: string;
  json?: boolean;
}

export const registerVerify: Register = (program, finish) => {
  program
    .command('verify')
    .description('verify a signed report without the cloud: signature, files, verdicts from the recording, expiry')
    .argument('<folder>', 'folder with signature.json')
    .option('-k, --key <file>', "the signer's public key (PEM), as its owner published it")
    .option('--at <day>', 'day for which to verify (YYYY-MM-DD); today if left out', day)
    .option('--without-recording', 'go by the signature alone where the recording was not handed on')
    .option('--proof <file>', 'verify instead that the exchange of a proof ("conform prove") belongs to the recording')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Whatever was changed is named: the file, and in it the check or the exchange. The recording is judged again by the contract of this
release, and each verdict has to follow from it. Without --key it is only known that nothing was changed since somebody signed.

Exit codes: 0 verified; 1 not verified, or expired; 2 usage or file error.

Examples:
  conform verify out --key public.pem
  conform verify handed-on --key public.pem --without-recording
  conform verify handed-on --key public.pem --proof x12.proof.json`,
    )
    .action((folder: string, options: Options) => finish(verify(folder, options)));
};

function verify(folder: string, options: Options): number {
  const how = {
    ...(options.key ? { publicKey: readPublicKey(options.key) } : {}),
    at: options.at ?? new Date().toISOString().slice(0, 10),
    withoutRecording: options.withoutRecording ?? false,
    suite: suiteInfo(),
  };
  if (options.proof) return shown(verifyProof(folder, options.proof, how), options, linesOfProof);
  return shown(verifyReport(folder, how), options, linesOf);
}

function shown<Result extends Verification>(
  result: Result,
  { json }: Options,
  lines: (of: Result) => string[],
): number {
  if (json) printJson(answerOf(result));
  else printLines(lines(result));
  return result.verified ? EXIT.ok : EXIT.notConformant;
}

/** The verdicts one by one stand in signature.json already. */
function answerOf({ statement, ...rest }: Verification): unknown {
  if (!statement) return rest;
  const { verdicts, files, report: _report, ...facts } = statement;
  return { ...rest, statement: { ...facts, verdicts: countsOf(verdicts), files: Object.keys(files) } };
}

function linesOf(result: Verification): string[] {
  const { statement, signer, notes } = result;
  const lines = [head(result)];
  if (statement) {
    const { level, verdicts, waivers, run } = statement;
    const counts = Object.entries(countsOf(verdicts)).map(([verdict, number]) => `${number} ${verdict}`);
    lines.push(
      `  signed ${statement.signedAt.slice(0, 10)} with ${signer ?? 'no key'}, holds until ${statement.expires}`,
      `  contract ${statement.contract.profile} ${statement.contract.digest.slice(0, 12)}, ${statement.suite.name} ${statement.suite.version}`,
      `  level ${level?.reached ?? 'none'}${level ? ` (${level.list})` : ''}; ${counts.join(', ')}; ${count(waivers.length, 'waiver')}`,
      ...(run.only ? [`  a part alone: ${run.only.join(', ')}`] : []),
      ...(run.partial ? [`  a part alone: shard ${run.partial.shard} of ${run.partial.of}`] : []),
      ...(run.complete ? [] : ['  the run was interrupted']),
    );
  }
  return [...lines, ...problemLines(result.problems), ...notes.map((note) => `  ${note}`)];
}

function linesOfProof(result: ReturnType<typeof verifyProof>): string[] {
  const { proof } = result;
  const lines = [head(result), ...problemLines(result.problems)];
  if (result.verified)
    lines.push(`  ${proof.exchange} is line ${proof.line} of ${proof.lines} of the recording that was signed.`);
  return lines;
}

function head({ verified, statement }: Verification): string {
  const what = statement ? `: ${statement.target.name} (${statement.contract.profile}), run ${statement.run.id}` : '';
  return `${verified ? '✓ Verified' : '✕ Not verified'}${what}`;
}

function problemLines(problems: readonly Problem[]): string[] {
  const lines = problems.slice(0, PROBLEMS_SHOWN).map(({ file, line, check, message }) => {
    const place = [`${file}${line ? `:${line}` : ''}`, ...(check ? [check] : [])].join(': ');
    return `  ${place}: ${message}`;
  });
  const more = problems.length - PROBLEMS_SHOWN;
  return more > 0 ? [...lines, `  … ${more} more (--json has them all)`] : lines;
}

function countsOf(verdicts: readonly { verdict: string; waived?: true }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verdict, waived } of verdicts) {
    const name = waived ? 'waived' : verdict;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
