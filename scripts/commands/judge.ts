import { exitCodeOf } from '../../reports/exit-code.ts';
import { levelFacts } from '../../reports/level-parts.ts';
import { renderTerminal, wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { loadContract } from '../../specs/contract/load.ts';
import { readRecording } from '../../specs/recording/read.ts';
import { note, printJson } from '../print.ts';
import { writeAllureResults } from '../vitest-run.ts';
import { writeRun } from '../write-run.ts';
import { jsonOption, langOption, onlyOption, profileOption, type Register } from './options.ts';

interface Options {
  profile?: string;
  out: string;
  lang: Language;
  only?: string[];
  allure: boolean;
  json?: boolean;
}

export const registerJudge: Register = (program, finish) => {
  program
    .command('judge')
    .description('judge a recording again, without the cloud that it was made with, and write the reports')
    .argument('<recording>', 'recording.jsonl of a run')
    .addOption(profileOption('contract to go by; the one that the recording was made for if left out'))
    .requiredOption('-o, --out <folder>', 'folder for the reports')
    .addOption(langOption())
    .addOption(onlyOption())
    .option('--no-allure', 'leave the Allure results out')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The verdicts are those of the run that made the recording, as long as the contract is the same. A run that
was narrowed down by --only is judged as narrowly; --only "*" judges everything. Nothing is sent anywhere.

Exit codes: 0 conformant; 1 not conformant; 2 usage or file error; 3 could not be judged, or the recording breaks off.

Examples:
  conform judge reports/out/lab/recording.jsonl --out again
  conform judge huawei/recording.jsonl --profile easystack --out huawei-by-easystack --no-allure`,
    )
    .action(async (recording: string, options: Options) => finish(await judgeAgain(recording, options)));
};

async function judgeAgain(recordingFile: string, options: Options): Promise<number> {
  const { out, lang } = options;
  const { header, footer } = readRecording(recordingFile);
  const patterns = options.only ?? header.run.only;
  const only = patterns ? { only: patterns } : {};
  const contract = loadContract(options.profile ?? header.target.profile);
  const { report, files } = await writeRun({ contract, recordingFile, out, lang, ...only });
  const written = [...files];
  if (options.allure)
    written.push(await writeAllureResults({ profile: contract.profile.id, recordingFile, reportFile: files[0]!, out }));
  if (options.json) printJson({ summary: report.summary, ...levelFacts(report), run: report.run, files: written });
  else process.stdout.write(renderTerminal(report, { lang, colour: wantsColour(process.stdout), files: written }));
  if (!footer)
    note('the recording breaks off: its run was ended before it was done, and what was not seen is inconclusive');
  return exitCodeOf(report);
}
