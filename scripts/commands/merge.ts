import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitCodeOf } from '../../reports/exit-code.ts';
import { levelFacts } from '../../reports/level-parts.ts';
import { renderTerminal, wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { mergeRecordings } from '../../specs/recording/merge.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Recording } from '../../specs/recording/types.ts';
import { note, printJson } from '../print.ts';
import { writeAllureResults } from '../vitest-run.ts';
import { writeRun } from '../write-run.ts';
import { jsonOption, langOption, type Register } from './options.ts';

interface Options {
  out: string;
  lang: Language;
  allure: boolean;
  json?: boolean;
}

export const registerMerge: Register = (program, finish) => {
  program
    .command('merge')
    .description('join the parts of a run into one recording, judge it, and write the reports')
    .argument('<folders...>', 'folders that "conform run --shard" wrote, one for each part')
    .requiredOption('-o, --out <folder>', 'folder for the recording of the whole run and its reports')
    .addOption(langOption())
    .option('--no-allure', 'leave the Allure results out')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The verdicts are those of a run that was not divided. Refused are parts of another version of the suite, contract, target or
choice of checks, one that is missing or there twice, and one that was ended early. Nothing is sent anywhere.

Exit codes: 0 conformant; 1 not conformant; 2 usage or file error; 3 the target could not be judged.

Example:
  conform merge part-1 part-2 part-3 --out out`,
    )
    .action(async (folders: string[], options: Options) => finish(await merge(folders, options)));
};

async function merge(folders: string[], { out, lang, allure, json }: Options): Promise<number> {
  const files = folders.map((folder) => path.join(folder, 'recording.jsonl'));
  const recordingFile = path.join(out, 'recording.jsonl');
  if (files.some((file) => path.resolve(file) === path.resolve(recordingFile)))
    throw new InputError('--out names the folder of a part, whose recording would be lost; name another');
  const merged = mergeRecordings(files.map((file) => ({ file, recording: readRecording(file) })));
  const contract = loadContract(merged.header.target.profile);
  if (contract.digest !== merged.header.contract)
    note('the contract is another one than when the parts were run; it is judged by the one of today');
  writeRecording(recordingFile, merged);
  const { only } = merged.header.run;
  const narrowed = only ? { only } : {};
  const { report, files: reports } = await writeRun({ contract, recordingFile, out, lang, ...narrowed });
  const written = [...reports, recordingFile];
  if (allure)
    written.push(
      await writeAllureResults({ profile: contract.profile.id, recordingFile, reportFile: reports[0]!, out }),
    );
  if (json) printJson({ summary: report.summary, ...levelFacts(report), run: report.run, files: written });
  else process.stdout.write(renderTerminal(report, { lang, colour: wantsColour(process.stdout), files: written }));
  return exitCodeOf(report);
}

/** The file is replaced as a whole or not at all. */
function writeRecording(file: string, { header, exchanges, footer }: Recording): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const lines = [header, ...exchanges, footer].map((line) => `${JSON.stringify(line)}\n`);
  writeFileSync(`${file}.part`, lines.join(''));
  renameSync(`${file}.part`, file);
}
