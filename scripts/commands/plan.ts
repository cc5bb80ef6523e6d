import { InputError } from '../../schemas/input.ts';
import type { Connection } from '../../specs/exercise/connection.ts';
import { planScenarios } from '../../specs/exercise/plan.ts';
import type { Scenario } from '../../specs/exercise/scenario.ts';
import { withConnection } from '../connection.ts';
import { EXIT } from '../exit.ts';
import { type Forecast, forecast } from '../forecast.ts';
import { gapLine, gapsOf } from '../gaps.ts';
import { columns, count, printJson, printLines } from '../print.ts';
import { jsonOption, onlyOption, profileOption, type Register, targetOption } from './options.ts';

/** Less than this is nothing that one plans for. */
const WORTH_SAYING_SECONDS = 5;

interface Options {
  target: string;
  profile?: string;
  only?: string[];
  json?: boolean;
}

export const registerPlan: Register = (program, finish) => {
  program
    .command('plan')
    .description('say what a run would send, make and leave out; sends nothing that changes anything')
    .addOption(targetOption())
    .addOption(profileOption())
    .addOption(onlyOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
It logs in and looks at what there is (versions, images, flavors, networks), and reads the rest out of the tables. How many
requests a run takes depends on how quick the target is: the number is an estimate.

Exit codes: 0; 2 usage or file error; 3 the target cannot be reached, or lets nobody in.

Examples:
  conform plan --target my-cloud.yaml
  conform plan --target my-cloud.yaml --only "server.*" --json`,
    )
    .action(async (options: Options) => finish(await plan(options)));
};

async function plan(options: Options): Promise<number> {
  return withConnection(options, async (connection) => {
    const { contract, possibilities, resources, discovery, target, sessions } = connection;
    const scenarios = planScenarios(contract, possibilities, options.only);
    if (scenarios.length === 0) {
      throw new InputError(
        `no operation of the profile ${contract.profile.id} fits --only ${options.only?.join(' ')}; "server.*" is one that may`,
      );
    }
    const outlook = forecast(contract, resources, scenarios, {
      known: discovery.groups.keys(),
      servers: target.limits.servers,
      has: (service) => sessions.member!.has(service),
    });
    if (options.json) printJson(toJson(connection, scenarios, outlook));
    else printLines(toLines(connection, outlook));
    return EXIT.ok;
  });
}

function toJson(connection: Connection, scenarios: Scenario[], outlook: Forecast): object {
  const { contract, target, possibilities } = connection;
  return {
    target: target.name,
    profile: contract.profile.id,
    microversions: possibilities.microversions,
    scenarios: scenarios.map(({ id, operation, intent, version, identity, ruledOut }) => ({
      id,
      operation: operation.id,
      intent,
      microversion: version,
      identity,
      ...(ruledOut ? { ruledOut } : {}),
    })),
    planned: outlook.planned.length,
    requests: outlook.requests,
    creates: outlook.creates,
    limits: target.limits,
    missing: gapsOf(connection, outlook),
  };
}

function toLines(connection: Connection, outlook: Forecast): string[] {
  const { contract, target } = connection;
  const { servers, requestsPerSecond } = target.limits;
  const seconds = Math.ceil(outlook.requests / requestsPerSecond);
  const creates = Object.entries(outlook.creates).sort((a, b) => b[1] - a[1]);
  return [
    `${target.name} (${contract.profile.id})`,
    '',
    `A run would carry out ${count(outlook.planned.length, 'scenario')}, with about ${rounded(outlook.requests)} requests.`,
    ...(seconds < WORTH_SAYING_SECONDS
      ? []
      : [
          `At ${requestsPerSecond} requests a second these alone take ${duration(seconds)}; waiting for the cloud comes on top.`,
        ]),
    ...madeLines(creates, servers),
    '',
    ...columns(operationRows(outlook)),
    ...ruledOutLines(outlook),
    ...gapsOf(connection, outlook).flatMap((gap, index) => [
      ...(index === 0 ? ['', 'Cannot be carried out:'] : []),
      `  ${gapLine(gap)}`,
    ]),
  ];
}

/** A row for each operation, and a column for what is left out only where something is. */
function operationRows({ operations, ruledOut }: Forecast): string[][] {
  const isWhole = ruledOut.length === 0;
  const rows = operations.map(({ id, scenarios, ruledOut: out }) => [
    id,
    padded(scenarios, 'scenarios'),
    ...(isWhole || out === 0 ? [] : [padded(out, 'left out')]),
  ]);
  return [['operation', 'scenarios', ...(isWhole ? [] : ['left out'])], ...rows];
}

function madeLines(creates: [string, number][], servers: number): string[] {
  if (creates.length === 0) return ['It would make nothing.'];
  const most = creates.some(([kind]) => kind === 'server') ? `; ${count(servers, 'server')} at once at the most` : '';
  return [
    '',
    `It would make these, and take them away again${most}:`,
    ...columns(creates.map(([kind, number]) => [number, kind])),
  ];
}

/** What was ruled out, and why. */
export function ruledOutLines(outlook: Forecast): string[] {
  if (outlook.ruledOut.length === 0) return [];
  const total = outlook.ruledOut.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
  const rows = outlook.ruledOut.map(({ detail, scenarios }) => [scenarios.length, detail]);
  return ['', `${count(total, 'scenario')} left out, and their checks not applicable:`, ...columns(rows)];
}

function padded(number: number, heading: string): string {
  return String(number).padStart(heading.length);
}

function rounded(number: number): number {
  const digits = Math.max(0, String(Math.round(number)).length - 2);
  return Math.round(number / 10 ** digits) * 10 ** digits;
}

function duration(seconds: number): string {
  return seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
}
