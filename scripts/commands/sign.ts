import { readPrivateKey } from '../../reports/signing/keys.ts';
import { signReport } from '../../reports/signing/sign.ts';
import { EXIT } from '../exit.ts';
import { printJson, printLines } from '../print.ts';
import { day, jsonOption, type Register } from './options.ts';

interface Options {
  key: string;
  expires?: string;
  json?: boolean;
}

export const registerSign: Register = (program, finish) => {
  program
    .command('sign')
    .description('sign the report of a run, so that others can verify it without the cloud')
    .argument('<folder>', 'folder that "conform run" wrote, with report.json and recording.jsonl')
    .requiredOption('-k, --key <file>', 'Ed25519 private key (PEM, without a passphrase)')
    .option('--expires <day>', 'last day on which the result holds (YYYY-MM-DD); a year from the run if left out', day)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Writes signature.json into the folder. It covers every file there, every verdict and every exchange, the level, the waivers,
the contract and the target. What does not follow from the recording is not signed. A result that rests on a waiver holds no
longer than the waiver.

A key is made with
  openssl genpkey -algorithm ed25519 -out key.pem            # keep it secret
  openssl pkey -in key.pem -pubout -out public.pem           # publish it

Exit codes: 0 signed; 2 usage or file error, or a report that does not follow from its recording.

Examples:
  conform sign out --key key.pem
  conform sign out --key key.pem --expires 2027-06-30`,
    )
    .action((folder: string, options: Options) => finish(sign(folder, options)));
};

function sign(folder: string, options: Options): number {
  const key = readPrivateKey(options.key);
  const expires = options.expires ? { expires: options.expires } : {};
  const { file, statement, signer } = signReport(folder, key, { now: new Date(), ...expires });
  if (options.json) printJson({ file, signer, statement });
  else {
    const { verdicts, recording, level } = statement;
    printLines([
      `Signed: ${file}`,
      `  ${verdicts.length} verdicts, ${recording.lines} lines of recording, level ${level?.reached ?? 'none'}`,
      `  key ${signer}; holds until ${statement.expires}`,
    ]);
  }
  return EXIT.ok;
}
