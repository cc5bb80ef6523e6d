import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { InputError } from '../../schemas/input.ts';
import { cloudSource } from '../../specs/exercise/target/clouds.ts';
import { makeCredentials } from '../../specs/exercise/target/credentials.ts';
import { environmentSource } from '../../specs/exercise/target/environment.ts';
import type { IdentitySource } from '../../specs/exercise/target/source.ts';
import { EXIT } from '../exit.ts';
import { printJson, printLines } from '../print.ts';
import { type TargetDraft, targetFileText } from '../target-file.ts';
import { jsonOption, profileOption, type Register } from './options.ts';

interface Options {
  profile: string;
  name?: string;
  from?: string[];
  json?: boolean;
}

const DEFAULT_FILE = 'target.yaml';

export const registerInit: Register = (program, finish) => {
  program
    .command('init')
    .description('write a target file to fill in')
    .argument('[file]', `where to write it; ${DEFAULT_FILE} if left out`)
    .addOption(profileOption('contract that the deployment claims to keep').default('openstack'))
    .option('-n, --name <name>', 'name of the target in reports; that of the file if left out')
    .option(
      '--from <source...>',
      'take address and user from "environment" (OS_*, HUAWEICLOUD_SDK_*), or from "clouds.yaml NAME"',
    )
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
The file is commented, names no secret, and allows reading only until you change that. A file that is there is left alone.

Examples:
  conform init my-cloud.yaml --profile easystack
  conform init staging.yaml --from clouds.yaml staging
  . ./openrc && conform init --from environment`,
    )
    .action((file: string | undefined, options: Options) => finish(init(file, options)));
};

function init(named: string | undefined, options: Options): number {
  const source = sourceOf(options.from, named !== undefined);
  const file = named ?? source?.file ?? DEFAULT_FILE;
  const name = options.name ?? path.basename(file).replace(/\.ya?ml$/, '');
  const draft: TargetDraft = { name, profile: options.profile, ...(source?.draft ?? template(options.profile)) };
  const text = targetFileText(file, draft);
  write(file, text);
  const variables = [...new Set([...JSON.stringify(draft).matchAll(/\$\{(\w+)\}/g)].map((match) => match[1]!))];
  if (options.json) printJson({ file, profile: options.profile, variables });
  else printLines([`wrote ${file}`, '', 'Next:', ...nextSteps(file, source !== undefined, variables)]);
  return EXIT.ok;
}

function nextSteps(file: string, isFilledIn: boolean, variables: string[]): string[] {
  const steps = isFilledIn ? [] : [`put in the address, the user and the project`];
  if (variables.length > 0) steps.push(`export ${variables.join(', ')}`);
  steps.push(`conform check --target ${file}`, 'say under "allow" what a run may do', `conform run --target ${file}`);
  return steps.map((step, index) => `  ${index + 1}. ${step}`);
}

type Draft = Pick<TargetDraft, 'identity' | 'region' | 'endpoints'>;

/** The identity that --from names, tried out at once. @throws InputError */
function sourceOf(from: string[] | undefined, hasFile: boolean): { draft: Draft; file?: string } | undefined {
  if (!from) return undefined;
  const [kind, ...rest] = from;
  const words = kind === 'clouds.yaml' ? rest.slice(1) : rest;
  const isKnown = kind === 'environment' || (kind === 'clouds.yaml' && rest.length > 0);
  if (!isKnown || words.length > (hasFile ? 0 : 1)) {
    throw new InputError(
      `--from takes "environment", or "clouds.yaml" and the name of a cloud, and not "${from.join(' ')}"`,
    );
  }
  const file = words[0] === undefined ? {} : { file: words[0] };
  if (kind === 'environment') {
    checked(environmentSource(process.env));
    return { draft: { identity: { environment: true } }, ...file };
  }
  checked(cloudSource(rest[0]!, process.env));
  return { draft: { identity: { cloud: rest[0]! } }, ...file };
}

function checked(source: IdentitySource): void {
  makeCredentials(source);
}

/** What the profile's deployments are usually reached by, with values to be replaced. */
function template(profile: string): Draft {
  return TEMPLATES[profile] ?? KEYSTONE;
}

const KEYSTONE: Draft = {
  identity: {
    url: 'https://keystone.example.com:5000/v3',
    username: 'demo',
    userDomain: 'Default',
    password: '${OS_PASSWORD}',
    project: 'demo',
    projectDomain: 'Default',
  },
};

const TEMPLATES: Record<string, Draft> = {
  huawei: {
    region: 'cn-north-4',
    identity: {
      accessKey: '${HUAWEICLOUD_SDK_AK}',
      secretKey: '${HUAWEICLOUD_SDK_SK}',
      projectId: '${HUAWEICLOUD_SDK_PROJECT_ID}',
    },
    endpoints: {
      compute: 'https://ecs.cn-north-4.myhuaweicloud.com/v2.1/{project_id}',
      ecs: 'https://ecs.cn-north-4.myhuaweicloud.com/v1/{project_id}',
      bms: 'https://bms.cn-north-4.myhuaweicloud.com/v1/{project_id}',
      image: 'https://ims.cn-north-4.myhuaweicloud.com',
      network: 'https://vpc.cn-north-4.myhuaweicloud.com',
    },
  },
};

function write(file: string, text: string): void {
  if (existsSync(file))
    throw new InputError('there is such a file already, and it is not overwritten; name another', { file });
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`it can't be written (${code}); check that its folder is there and may be written to`, {
      file,
    });
  }
}
