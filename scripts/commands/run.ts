import path from 'node:path';
import { exitCodeOf } from '../../reports/exit-code.ts';
import { renderTerminal, wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { EXIT } from '../exit.ts';
import { runTarget } from '../run-target.ts';
import { writeAllureResults } from '../vitest-run.ts';
import { writeRun } from '../write-run.ts';
import { jsonOption, langOption, onlyOption, profileOption, type Register, targetOption } from './options.ts';

interface Options {
  target: string;
  profile?: string;
  out?: string;
  lang: Language;
  only?: string[];
  allure: boolean;
  deviate?: string[];
  json?: boolean;
}

export const registerRun: Register = (program, finish) => {
  program
    .command('run')
    .description('exercise a target, judge what it did, and write the reports')
    .addOption(targetOption())
    .addOption(profileOption())
    .option('-o, --out <folder>', 'folder for the reports; reports/out/<target>-<profile> if left out')
    .addOption(langOption())
    .addOption(onlyOption())
    .option('--no-allure', 'leave the Allure results out')
    .option('--deviate <names...>', 'wrong behaviours of an embedded cloud, to see that they are caught')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit codes: 0 conformant; 1 not conformant; 2 usage or file error; 3 the target could not be judged; 130 interrupted.

Examples:
  conform run --target embedded:easystack
  conform run --target my-cloud.yaml --profile openstack --out out --only "server.*" "keypair.*"`,
    )
    .action(async (options: Options) => finish(await run(options)));
};

async function run(options: Options): Promise<number> {
  const out =
    options.out ??
    path.join(
      'reports',
      'out',
      `${path.basename(options.target, '.yaml').replace(/\W+/g, '-')}${options.profile ? `-${options.profile}` : ''}`,
    );
  const only = options.only ? { only: options.only } : {};
  const { contract, recordingFile, footer } = await runTarget({
    target: options.target,
    out,
    ...only,
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.deviate ? { deviations: options.deviate } : {}),
  });
  const { report, files } = await writeRun({ contract, recordingFile, out, lang: options.lang, ...only });
  const written = [...files, recordingFile];
  if (options.allure)
    written.push(await writeAllureResults({ profile: contract.profile.id, recordingFile, out, ...only }));
  if (options.json)
    process.stdout.write(`${JSON.stringify({ summary: report.summary, run: report.run, files: written }, null, 2)}\n`);
  else
    process.stdout.write(
      renderTerminal(report, { lang: options.lang, colour: wantsColour(process.stdout), files: written }),
    );
  if (footer.leftovers.length > 0) {
    const names = footer.leftovers.map(({ kind, name }) => `${kind} ${name}`).join(', ');
    process.stderr.write(
      `conform: could not remove ${names}; "conform cleanup --target ${options.target}" tries again\n`,
    );
  }
  return footer.interrupted ? EXIT.interrupted : exitCodeOf(report);
}
