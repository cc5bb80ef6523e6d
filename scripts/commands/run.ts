import path from 'node:path';
import { exitCodeOf } from '../../reports/exit-code.ts';
import { levelFacts } from '../../reports/level-parts.ts';
import { renderTerminal, wantsColour } from '../../reports/terminal.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { loadContract } from '../../specs/contract/load.ts';
import type { Unfinished } from '../../specs/recording/unfinished.ts';
import { EXIT } from '../exit.ts';
import { note } from '../print.ts';
import { isOver, readRunIn } from '../resume.ts';
import { runTarget, type TargetRun } from '../run-target.ts';
import { isEmbedded } from '../targets.ts';
import { writeAllureResults } from '../vitest-run.ts';
import { writeRun } from '../write-run.ts';
import {
  integer,
  jsonOption,
  langOption,
  onlyOption,
  profileOption,
  type Register,
  shard,
  targetOption,
} from './options.ts';

interface Options {
  target: string;
  profile?: string;
  out?: string;
  lang: Language;
  only?: string[];
  allure: boolean;
  deviate?: string[];
  json?: boolean;
  confirm: number;
  shard?: { index: number; of: number };
  resume?: string;
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
    .option(
      '--confirm <times>',
      'carry out again, up to so many times, what showed a failure: one that does not happen again is reported as flaky, and still fails',
      integer,
      0,
    )
    .option('--shard <part>', 'carry out one part of the run, such as 2/3; "conform merge" joins the parts', shard)
    .option('--resume <folder>', 'go on with the run that was ended early and whose recording is in this folder')
    .option('--deviate <names...>', 'wrong behaviours of an embedded cloud, to see that they are caught')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Exit codes: 0 conformant; 1 not conformant; 2 usage or file error; 3 the target could not be judged; 130 interrupted.

Examples:
  conform run --target embedded:easystack
  conform run --target my-cloud.yaml --profile openstack --out out --only "server.*" "keypair.*"
  conform run --target my-cloud.yaml --out part-2 --shard 2/3
  conform run --target my-cloud.yaml --resume out`,
    )
    .action(async (options: Options) => finish(await run(options)));
};

async function run(options: Options): Promise<number> {
  const { out, contract, recordingFile, footer, only } = await carryOut(options);
  const { report, files } = await writeRun({ contract, recordingFile, out, lang: options.lang, ...only });
  const written = [...files, recordingFile];
  if (options.allure)
    written.push(await writeAllureResults({ profile: contract.profile.id, recordingFile, reportFile: files[0]!, out }));
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ summary: report.summary, ...levelFacts(report), run: report.run, files: written }, null, 2)}\n`,
    );
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
  if (footer.interrupted && !isEmbedded(options.target))
    note(`"conform run --target ${options.target} --resume ${out}" goes on with it`);
  return footer.interrupted ? EXIT.interrupted : exitCodeOf(report);
}

/** Exercises the target, or goes on with a run. */
async function carryOut(options: Options): Promise<TargetRun & { out: string; only: { only?: string[] } }> {
  const { target, profile, deviate, confirm } = options;
  const resume = options.resume === undefined ? undefined : unfinishedRun(options.resume, options);
  const out = options.resume ?? options.out ?? defaultFolder(options);
  const patterns = resume ? resume.recording.header.run.only : options.only;
  const only = patterns ? { only: patterns } : {};
  if (resume && isOver(resume)) {
    note('the run came to its end: nothing is left to be sent, and it is judged once more');
    const { file, recording } = resume;
    const contract = loadContract(recording.header.target.profile);
    return { contract, recordingFile: file, footer: recording.footer!, out, only };
  }
  const run = await runTarget({
    target,
    out,
    confirm,
    ...only,
    ...(profile ? { profile } : {}),
    ...(deviate ? { deviations: deviate } : {}),
    ...(options.shard ? { shard: options.shard } : {}),
    ...(resume ? { resume } : {}),
  });
  return { ...run, out, only };
}

/** @throws InputError for options that the run has from its beginning */
function unfinishedRun(folder: string, { only, shard, out }: Options): Unfinished {
  if (only || shard)
    throw new InputError(
      '--resume goes on with a run as it was begun; leave --only and --shard out, the recording has them',
    );
  if (out !== undefined && path.resolve(out) !== path.resolve(folder))
    throw new InputError('--resume writes to the folder that it names; leave --out out');
  return readRunIn(folder);
}

function defaultFolder({ target, profile, shard }: Options): string {
  const name = path.basename(target, '.yaml').replace(/\W+/g, '-');
  const part = shard ? `-shard-${shard.index}-of-${shard.of}` : '';
  return path.join('reports', 'out', `${name}${profile ? `-${profile}` : ''}${part}`);
}
