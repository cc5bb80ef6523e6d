import path from 'node:path';
import { proofOf, writeProof } from '../../reports/signing/proof.ts';
import { EXIT } from '../exit.ts';
import { printJson, printLines } from '../print.ts';
import { jsonOption, type Register } from './options.ts';

interface Options {
  out?: string;
  json?: boolean;
}

export const registerProve: Register = (program, finish) => {
  program
    .command('prove')
    .description('take one exchange out of a signed recording, with the proof that it belongs to it')
    .argument('<folder>', 'folder with signature.json and recording.jsonl')
    .argument('<exchange>', 'id of the exchange, such as x12')
    .option('-o, --out <file>', 'file for the proof; <exchange>.proof.json in the folder if left out')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Who was handed signature.json without the recording can verify the proof: conform verify <folder> --proof <file>.
Nothing else of the recording is given away by it.

Exit codes: 0 done; 2 usage or file error.

Example:
  conform prove out x12 --out x12.proof.json`,
    )
    .action((folder: string, exchange: string, options: Options) => {
      const proof = proofOf(folder, exchange);
      const file = options.out ?? path.join(folder, `${exchange}.proof.json`);
      writeProof(file, proof);
      if (options.json) printJson({ file, proof });
      else printLines([`Written: ${file} (line ${proof.line} of ${proof.lines})`]);
      finish(EXIT.ok);
    });
};
