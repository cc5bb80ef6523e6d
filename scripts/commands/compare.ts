import path from 'node:path';
import { Option } from 'commander';
import { compareContracts, compareRuns } from '../../reports/compare/build.ts';
import { contractOf, type Subject, subjectsOf } from '../../reports/compare/subject.ts';
import { comparisonTerminal } from '../../reports/compare/terminal.ts';
import { writeComparison } from '../../reports/compare/write.ts';
import type { Report } from '../../reports/model.ts';
import type { Language } from '../../reports/text.ts';
import { InputError, readValidated } from '../../schemas/input.ts';
import { profileIds } from '../../specs/contract/load.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Recording } from '../../specs/recording/types.ts';
import { EXIT } from '../exit.ts';
import { printJson, printLines } from '../print.ts';
import { suiteInfo } from '../suite.ts';
import { jsonOption, langOption, type Register } from './options.ts';

interface Options {
  contracts?: string[];
  out: string;
  lang: Language;
  json?: boolean;
}

export const registerCompare: Register = (program, finish) => {
  program
    .command('compare')
    .description('hold deployments, or contracts, beside each other and say what breaks where')
    .argument('[reports...]', 'folders of runs, each with report.json and recording.jsonl')
    .addOption(new Option('--contracts <profiles...>', 'compare contracts, without any run').choices(profileIds()))
    .requiredOption('-o, --out <folder>', 'folder for the comparison')
    .addOption(langOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Runs may be of any profiles. Each recording is judged by each contract too; what a recording holds no evidence of is
counted apart. Nothing is sent anywhere. A difference is no failure: the exit code does not depend on what is found.

Exit codes: 0 compared; 2 usage or file error.

Examples:
  conform compare reports/out/embedded-huawei reports/out/embedded-easystack --out comparison
  conform compare --contracts easystack huawei openstack --out contracts`,
    )
    .action(async (folders: string[], options: Options) => finish(await compare(folders, options)));
};

async function compare(folders: string[], options: Options): Promise<number> {
  const subjects = options.contracts ? [] : readSubjects(folders);
  const profiles = [...new Set(options.contracts ?? [])];
  if (options.contracts && folders.length > 0)
    throw new InputError('--contracts compares contracts alone; leave the folders of runs out, or --contracts');
  if (options.contracts && profiles.length < 2)
    throw new InputError('--contracts takes two or more different profiles, such as --contracts easystack huawei');
  const comparison = options.contracts
    ? compareContracts(
        profiles.map((profile) => contractOf(profile)),
        suiteInfo(),
      )
    : compareRuns(subjects, suiteInfo());
  const files = await writeComparison(options.out, comparison, subjects, options.lang);
  if (options.json) printJson({ ...comparison, files });
  else printLines(comparisonTerminal(comparison, files, options.lang));
  return EXIT.ok;
}

/** The runs in some folders, to be held beside each other. @throws InputError for fewer than two, or a file in them that is not what it should be */
export function readSubjects(folders: readonly string[]): Subject[] {
  if (folders.length < 2)
    throw new InputError('a comparison needs two or more folders of runs, or --contracts with two or more profiles');
  return subjectsOf(folders.map(readRun));
}

function readRun(folder: string): { report: Report; recording: Recording } {
  const report = readValidated<Report>(path.join(folder, 'report.json'), 'report');
  const file = path.join(folder, 'recording.jsonl');
  const recording = readRecording(file);
  if (recording.header.run.id !== report.run.id)
    throw new InputError(
      `this is the recording of run ${recording.header.run.id}, the report is of run ${report.run.id}; "conform judge" makes the report that goes with it`,
      { file },
    );
  return { report, recording };
}
