import { formatSchema } from '../schemas/input.ts';
import type { Connection } from '../specs/exercise/connection.ts';
import type { Forecast } from './forecast.ts';
import { count } from './print.ts';

/** Something to build with that the target has not, and what cannot be tried without it. */
export interface Gap {
  /** `flavor2` */
  alias: string;
  /** What it is for. */
  purpose?: string;
  /** Why nothing was found. */
  reason: string;
  /** Where to name one in a target file; absent where a file cannot. */
  key?: string;
  operations: string[];
  scenarios: number;
}

/** What the planned scenarios build with and the target has nothing for. */
export function gapsOf(
  { discovery, resources }: Pick<Connection, 'discovery' | 'resources'>,
  outlook: Forecast,
): Gap[] {
  // What is neither looked for nor named in a target file comes of the scenarios themselves.
  const ofTarget = outlook.unprovided.filter(
    ({ alias, reason }) =>
      reason !== undefined || alias.replace(/\d+$/, '') in resources.discover || keyOf(alias) in resourceDefinitions(),
  );
  return ofTarget.map(({ alias, scenarios, reason: why }) => {
    const key = keyOf(alias);
    const definition = resourceDefinitions()[key];
    const { reason } = discovery.missing.find(({ kind }) => kind === alias) ?? { reason: undefined };
    return {
      alias,
      ...(definition?.description ? { purpose: definition.description } : {}),
      reason: why ?? reason ?? 'none was found',
      ...(definition ? { key: `resources.${key}` } : {}),
      operations: [...new Set(scenarios.map((scenario) => scenario.operation.id))],
      scenarios: scenarios.length,
    };
  });
}

/** The name in a target file. */
function keyOf(alias: string): string {
  return alias.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A gap in one line. */
export function gapLine({ alias, reason, key, operations, scenarios }: Gap): string {
  const [first, ...others] = operations;
  const where = others.length > 0 ? `${first} and ${count(others.length, 'other operation')}` : first;
  const mend = key ? `; name one as "${key}" in the target file` : '';
  return `no ${alias}, for ${count(scenarios, 'scenario')} of ${where}: ${reason}${mend}`;
}

function resourceDefinitions(): Record<string, { description?: string }> {
  const { properties } = formatSchema('target') as {
    properties: { resources: { properties: Record<string, { description?: string }> } };
  };
  return properties.resources.properties;
}
