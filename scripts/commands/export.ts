import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { stringify } from 'yaml';
import { harOf } from '../../reports/export/har.ts';
import { openApiOf } from '../../reports/export/openapi.ts';
import { type Parts, partsOf } from '../../reports/export/openapi-parts.ts';
import { postmanOfContract, postmanOfRun } from '../../reports/export/postman.ts';
import type { Language } from '../../reports/text.ts';
import { InputError } from '../../schemas/input.ts';
import { loadContract, profileIds } from '../../specs/contract/load.ts';
import { readRecording } from '../../specs/recording/read.ts';
import type { Recording } from '../../specs/recording/types.ts';
import { EXIT } from '../exit.ts';
import { note } from '../print.ts';
import { langOption, profileOption, type Register } from './options.ts';

interface Options {
  profile?: string;
  microversion?: string;
  out?: string;
  yaml?: boolean;
  lang: Language;
}

export const registerExport: Register = (program, finish) => {
  const command = program
    .command('export')
    .description('write the contract, or what a run saw, in the form of another tool: OpenAPI, Postman, HAR')
    .addHelpText(
      'after',
      `
Examples:
  conform export openapi --profile easystack --microversion 2.67 --out easystack.yaml
  conform export postman --profile huawei --out huawei.postman_collection.json
  conform export postman reports/out/lab --out run.postman_collection.json
  conform export har reports/out/lab --out run.har`,
    );
  const done = (value: object, options: Options): void => {
    write(value, options);
    finish(EXIT.ok);
  };
  contractOptions(command.command('openapi'))
    .description('an OpenAPI 3.1 description of the contract at one microversion')
    .option('--yaml', 'write YAML in place of JSON; of itself where the file is called .yaml or .yml')
    .action((options: Options) => done(openApiOf(contractParts(options)), options));
  contractOptions(command.command('postman'))
    .description('a Postman collection (2.1): of the contract, or of what a run sent')
    .argument(
      '[report]',
      'folder of a run, or its recording.jsonl; a request for each operation of --profile if left out',
    )
    .action((report: string | undefined, options: Options) => done(postman(report, options), options));
  command
    .command('har')
    .description('what a run sent and got, as an HTTP archive (HAR 1.2), redacted as the recording is')
    .argument('<report>', 'folder of a run, or its recording.jsonl')
    .addOption(outOption())
    .action((report: string, options: Options) => done(harOf(recordingOf(report)), options));
};

function contractOptions(command: Command): Command {
  return command
    .addOption(profileOption('contract to describe'))
    .option('-m, --microversion <version>', 'microversion to describe; the highest of the profile if left out')
    .addOption(outOption())
    .addOption(langOption());
}

function outOption(): Option {
  return new Option('-o, --out <file>', 'file to write, replaced if it is there; standard output if left out');
}

/** @throws InputError without a profile, or for a microversion that it does not have */
function contractParts({ profile, microversion, lang }: Options): Parts {
  if (!profile)
    throw new InputError(`say with --profile which contract to describe: one of ${profileIds().join(', ')}`);
  return partsOf(loadContract(profile), { ...(microversion ? { microversion } : {}), language: lang });
}

function postman(report: string | undefined, options: Options): object {
  if (report === undefined) return postmanOfContract(contractParts(options));
  if (options.profile || options.microversion) {
    throw new InputError('a run names its own contract and microversions: leave --profile and --microversion out');
  }
  const recording = recordingOf(report);
  return postmanOfRun(recording, loadContract(recording.header.target.profile));
}

/** The recording that a report was made from. @throws InputError where there is none */
function recordingOf(report: string): Recording {
  const isFolder = statSync(report, { throwIfNoEntry: false })?.isDirectory();
  return readRecording(isFolder ? path.join(report, 'recording.jsonl') : report);
}

/** @throws InputError for a file that cannot be written */
function write(value: object, { out, yaml }: Options): void {
  const isYaml = yaml || /\.ya?ml$/.test(out ?? '');
  const text = isYaml ? stringify(value, { aliasDuplicateObjects: false }) : `${JSON.stringify(value, null, 2)}\n`;
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(out, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`it can't be written (${code}); check that its folder is there`, { file: out });
  }
  note(`wrote ${out}`);
}
