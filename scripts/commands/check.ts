import type { Connection } from '../../specs/exercise/connection.ts';
import { TargetError } from '../../specs/exercise/identity/errors.ts';
import { planScenarios } from '../../specs/exercise/plan.ts';
import type { Exchange } from '../../specs/recording/types.ts';
import { withConnection } from '../connection.ts';
import { EXIT } from '../exit.ts';
import { type Forecast, forecast } from '../forecast.ts';
import { type Gap, gapLine, gapsOf } from '../gaps.ts';
import { kindsOf, leftOversOf } from '../left-overs.ts';
import {
  CLOCK_TOLERANCE_SECONDS,
  clockSkewSeconds,
  commonVersions,
  type IdentityState,
  identitiesOf,
  probeServices,
  type ServiceState,
} from '../preflight.ts';
import { columns, count, printJson, printLines } from '../print.ts';
import { jsonOption, profileOption, type Register, targetOption } from './options.ts';
import { ruledOutLines } from './plan.ts';

interface Options {
  target: string;
  profile?: string;
  json?: boolean;
}

export const registerCheck: Register = (program, finish) => {
  program
    .command('check')
    .description('say whether a target is ready to be judged, and what could not be tried there')
    .addOption(targetOption())
    .addOption(profileOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
It logs in and reads; it changes nothing.

Exit codes: 0 ready; 2 usage or file error; 3 the target cannot be reached, lets nobody in, or lacks what a run builds with.

Examples:
  conform check --target my-cloud.yaml
  conform check --target my-cloud.yaml --profile easystack --json`,
    )
    .action(async (options: Options) => finish(await check(options)));
};

async function check(options: Options): Promise<number> {
  const exchanges: Exchange[] = [];
  try {
    return await withConnection(
      { ...options, onExchange: (exchange) => exchanges.push(exchange) },
      async (connection) => {
        const state = await examine(connection, exchanges);
        if (options.json) printJson(toJson(state));
        else printLines(toLines(state, options.target));
        return state.problems.length === 0 ? EXIT.ok : EXIT.notJudged;
      },
    );
  } catch (error) {
    if (options.json && error instanceof TargetError)
      printJson({ ready: false, problems: [error.message], code: error.code });
    throw error;
  }
}

interface State {
  connection: Connection;
  services: ServiceState[];
  identities: IdentityState[];
  versions: ReturnType<typeof commonVersions>;
  skew: number | null;
  outlook: Forecast;
  gaps: Gap[];
  leftOvers: ReturnType<typeof leftOversOf>;
  /** What keeps the target from being judged. */
  problems: string[];
}

async function examine(connection: Connection, exchanges: Exchange[]): Promise<State> {
  const { contract, possibilities, resources, discovery, target, sessions } = connection;
  const services = await probeServices(connection, [...exchanges]);
  const scenarios = planScenarios(contract, possibilities);
  const outlook = forecast(contract, resources, scenarios, {
    known: discovery.groups.keys(),
    servers: target.limits.servers,
    has: (service) => sessions.member!.has(service),
  });
  const gaps = gapsOf(connection, outlook);
  const versions = commonVersions(connection);
  const problems = services.flatMap(({ service, url, problem }) =>
    url && problem ? [`${service} at ${url} ${problem}`] : [],
  );
  if (outlook.planned.length === 0) problems.push('nothing could be tried: all scenarios are ruled out');
  if (versions === 'none') problems.push(`no microversion is both in the contract and offered by the target`);
  // Where nothing may be made, what is not there is simply not tried.
  if (target.allow.create) problems.push(...gaps.map(gapLine));
  return {
    connection,
    services,
    identities: identitiesOf(connection),
    versions,
    skew: clockSkewSeconds(exchanges),
    outlook,
    gaps,
    leftOvers: leftOversOf(connection),
    problems,
  };
}

function toJson({ connection, services, identities, skew, outlook, gaps, leftOvers, problems }: State): object {
  const { contract, target, discovery } = connection;
  return {
    ready: problems.length === 0,
    problems,
    target: target.name,
    profile: contract.profile.id,
    identities,
    services,
    microversions: { target: discovery.microversions, contract: contract.profile.microversions },
    clockSkewSeconds: skew,
    discovered: Object.fromEntries(discovery.groups),
    missing: gaps,
    scenarios: outlook.planned.length,
    ruledOut: outlook.ruledOut.map(({ reason, detail, scenarios }) => ({
      reason,
      detail,
      scenarios: scenarios.map(({ id }) => id),
    })),
    leftOvers: leftOvers.map(({ file, header, owned, running }) => ({
      file,
      run: header.run,
      startedAt: header.startedAt,
      running,
      owned,
    })),
  };
}

const SIGNS = { good: '✓', bad: '✗', open: '!' } as const;

function toLines(state: State, name: string): string[] {
  const { connection, services, identities, outlook, problems } = state;
  const { contract, target } = connection;
  return [
    `${target.name} (${contract.profile.id})`,
    '',
    ...columns(
      [
        ...identities.map(({ identity, user, project, roles }) => [
          SIGNS.good,
          identity,
          `${user} in project ${project}${roles.length > 0 ? `, ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}` : ''}`,
        ]),
        ...services.map((service) => [
          signOf(service),
          service.service,
          service.problem ? absence(service) : service.url!,
        ]),
        versionRow(state),
        clockRow(state),
        ...foundRows(state),
        ...leftOverRows(state, name),
      ],
      '',
    ),
    ...ruledOutLines(outlook),
    '',
    ...(problems.length === 0
      ? [`Ready: ${count(outlook.planned.length, 'scenario')} can be tried. Next: conform run --target ${name}`]
      : [
          `Not ready, because of ${count(problems.length, 'problem')}:`,
          ...problems.map((problem) => `  ${SIGNS.bad} ${problem}`),
        ]),
  ];
}

function signOf({ url, problem }: ServiceState): string {
  if (!problem) return SIGNS.good;
  return url ? SIGNS.bad : SIGNS.open;
}

function absence({ url, problem }: ServiceState): string {
  return url ? `${url} ${problem}` : problem!;
}

function versionRow({ connection, versions }: State): string[] {
  const { min, max } = connection.contract.profile.microversions;
  const offered = connection.discovery.microversions;
  const claimed = `the contract is for ${min} to ${max}`;
  if (!offered) return [SIGNS.open, 'microversions', `the target states no range; ${claimed}`];
  const words = `${offered.min} to ${offered.max}; ${claimed}`;
  return [versions === 'none' ? SIGNS.bad : SIGNS.good, 'microversions', words];
}

function clockRow({ skew }: State): string[] {
  if (skew === null) return [SIGNS.open, 'clock', 'no answer had a Date header'];
  if (Math.abs(skew) <= CLOCK_TOLERANCE_SECONDS) return [SIGNS.good, 'clock', 'agrees with ours'];
  const words = `${count(Math.abs(skew), 'second')} ${skew > 0 ? 'ahead of' : 'behind'} ours; tokens and signatures may be refused`;
  return [SIGNS.open, 'clock', words];
}

function foundRows({ connection, gaps }: State): string[][] {
  const found = [...connection.discovery.groups].map(([alias, facts]) => [
    SIGNS.good,
    alias,
    facts.name ?? facts.id ?? '',
  ]);
  return [
    ...found,
    ...gaps.map((gap) => [connection.target.allow.create ? SIGNS.bad : SIGNS.open, gap.alias, gap.reason]),
  ];
}

function leftOverRows({ leftOvers }: State, name: string): string[][] {
  if (leftOvers.length === 0) return [[SIGNS.good, 'left-overs', 'none of earlier runs']];
  return leftOvers.map(({ header, owned, running }) => {
    const mend = running ? 'it is still running' : `conform cleanup --target ${name} --run ${header.run}`;
    return [SIGNS.open, 'left-overs', `run ${header.run}, ${header.startedAt}: ${kindsOf(owned)}; ${mend}`];
  });
}
