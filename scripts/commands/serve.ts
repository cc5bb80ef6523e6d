import { existsSync, writeFileSync } from 'node:fs';
import { credentials, deviations, dialects, REGION, type RunningCloud } from '../../fixtures/cloud/index.ts';
import { InputError, readText } from '../../schemas/input.ts';
import { EXIT } from '../exit.ts';
import { columns, printJson, printLines } from '../print.ts';
import { targetFileText } from '../target-file.ts';
import { startEmbedded } from '../targets.ts';
import { integer, jsonOption, type Register } from './options.ts';

interface Options {
  dialect: string;
  port: number;
  host: string;
  seed: number;
  latency: number;
  deviate?: string[];
  listDeviations?: boolean;
  targetFile?: string;
  json?: boolean;
}

export const registerServe: Register = (program, finish) => {
  program
    .command('serve')
    .description('run an embedded cloud until it is interrupted, for trying things out')
    .option('-d, --dialect <dialect>', `kind of cloud: ${Object.keys(dialects).join(', ')}`, 'openstack')
    .option('--port <number>', 'port to listen on; 0 is any that is free', integer, 0)
    .option(
      '--host <address>',
      'address to listen on; its passwords are known to everyone, so keep it to yourself',
      '127.0.0.1',
    )
    .option('--seed <number>', 'the same seed gives the same ids', integer, 1)
    .option('--latency <ms>', 'how long asynchronous work takes, in milliseconds', integer, 30)
    .option('--deviate <names...>', 'wrong behaviours to show')
    .option('--list-deviations', 'list the wrong behaviours that there are, and end')
    .option('--target-file <file>', 'write a target file that leads to it, in place of what is there')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
It prints where it listens, and the variables by which the usual clients find it. Ctrl-C (SIGINT) or SIGTERM ends it, with
exit code 0; what was in it is gone then.

Examples:
  conform serve --dialect easystack --port 8774
  conform serve --target-file local.yaml        then, in another terminal: conform run --target local.yaml
  conform serve --deviate pause-never-ends`,
    )
    .action(async (options: Options) => finish(await serve(options)));
};

async function serve(options: Options): Promise<number> {
  if (options.listDeviations) return listDeviations(options);
  const { dialect, port, host, seed, latency: latencyMs, deviate } = options;
  if (port > 65_535) throw new InputError(`there is no port ${port}; the highest is 65535`);
  const cloud = await startEmbedded({ dialect, port, host, seed, latencyMs, deviations: deviate ?? [] });
  try {
    if (options.targetFile) writeTargetFile(options.targetFile, dialect, cloud);
    if (options.json) printJson(description(dialect, cloud, deviate ?? []));
    else printLines(welcome(dialect, cloud, deviate ?? []));
    await untilInterrupted();
  } finally {
    await cloud.close();
  }
  return EXIT.ok;
}

function listDeviations({ json }: Options): number {
  if (json) printJson(deviations);
  else printLines(columns(Object.entries(deviations), ''));
  return EXIT.ok;
}

/** Variables for the usual clients, by user: OpenStack's, and the vendor SDK's where the users have access keys. */
function environmentOf(cloud: RunningCloud, name: keyof typeof credentials): Record<string, string> {
  const { user, password, project, domain } = credentials[name];
  const record = [...cloud.state.users.values()].find((one) => one.name === user);
  const [keys] = record?.accessKeys ?? [];
  const projectId = [...cloud.state.projects.values()].find((one) => one.name === project)?.id ?? '';
  return {
    OS_AUTH_URL: cloud.identityUrl,
    OS_IDENTITY_API_VERSION: '3',
    OS_REGION_NAME: REGION,
    OS_USERNAME: user,
    OS_PASSWORD: password,
    OS_PROJECT_NAME: project,
    OS_USER_DOMAIN_NAME: domain,
    OS_PROJECT_DOMAIN_NAME: domain,
    ...(keys
      ? { HUAWEICLOUD_SDK_AK: keys[0], HUAWEICLOUD_SDK_SK: keys[1], HUAWEICLOUD_SDK_PROJECT_ID: projectId }
      : {}),
  };
}

function description(dialect: string, cloud: RunningCloud, deviate: string[]): object {
  return {
    dialect,
    url: cloud.url,
    identityUrl: cloud.identityUrl,
    process: process.pid,
    deviations: deviate,
    endpoints: endpointsOf(cloud),
    environment: environmentOf(cloud, 'demo'),
    admin: environmentOf(cloud, 'admin'),
  };
}

function endpointsOf(cloud: RunningCloud): Record<string, string> {
  const entries = cloud.cloud.dialect.services.flatMap((service) => service.catalog);
  return Object.fromEntries(entries.map(({ type, path }) => [type, cloud.url + path('{project_id}')]));
}

function welcome(dialect: string, cloud: RunningCloud, deviate: string[]): string[] {
  const { admin, alt } = credentials;
  return [
    `An embedded ${dialect} cloud listens at ${cloud.url}${deviate.length > 0 ? `, and deviates by ${deviate.join(', ')}` : ''}`,
    '',
    ...columns(Object.entries(endpointsOf(cloud))),
    '',
    ...Object.entries(environmentOf(cloud, 'demo')).map(([name, value]) => `export ${name}=${value}`),
    '',
    `# The administrator is ${admin.user} (${admin.password}), in project ${admin.project}; someone else is ${alt.user} (${alt.password}), in project ${alt.project}.`,
    '# Ctrl-C ends it.',
  ];
}

/** First line of a target file that may be replaced. */
const WRITTEN_BY_US = '# Written by "conform serve", and replaced by it.';

function writeTargetFile(file: string, dialect: string, cloud: RunningCloud): void {
  const { demo, admin, alt } = credentials;
  const other = ({ user, password, project }: typeof demo | typeof admin | typeof alt) => ({
    username: user,
    password,
    project,
  });
  const text = targetFileText(file, {
    name: `local ${dialect}`,
    profile: dialect,
    region: REGION,
    identity: { url: cloud.identityUrl, ...other(demo) },
    identities: { admin: other(admin), other: other(alt) },
    allow: ['create', 'admin', 'destructive', 'billing'],
    limits: {
      servers: 12,
      requestsPerSecond: 10_000,
      concurrency: 12,
      timeoutSeconds: 10,
      requestTimeoutSeconds: 10,
      pollIntervalMs: 5,
    },
  });
  if (existsSync(file) && !readText(file).startsWith(WRITTEN_BY_US)) {
    throw new InputError('this file was not written by "conform serve", and is not overwritten; name another', {
      file,
    });
  }
  try {
    writeFileSync(file, `${WRITTEN_BY_US}\n${text}`);
  } catch (error) {
    throw new InputError(`it can't be written (${(error as NodeJS.ErrnoException).code}); check its folder`, { file });
  }
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
