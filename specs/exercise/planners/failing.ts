import type { Case, Operation } from '../../contract/types.ts';
import { isAccepted } from '../../recording/success.ts';
import type { Exchange } from '../../recording/types.ts';
import { withLeases } from '../lease.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { withPreconditions } from '../send-case.ts';
import { prepare } from '../steps.ts';
import type { IdentityName } from '../target/types.ts';
import { caseVersions } from '../versions.ts';

const FAILED = 'ERROR';

/** Calls that are accepted and that nothing can come of: what they make ends in ERROR, and is then looked at. */
export const failing: Planner = (operation, contract, target) =>
  (operation.failures ?? []).map((entry): Scenario => {
    const identity = identityFor(operation, entry, target);
    const { versions, missing } = caseVersions(operation, entry, contract, target);
    const ruledOut =
      versions[0] === undefined
        ? { reason: 'version-range', detail: `The target does not offer microversion ${missing[0]}.` }
        : (caseObstacle(operation, entry, identity, target) ?? administrator(entry, target.identities));
    return {
      id: `${operation.id}/failing/${entry.id}`,
      operation,
      intent: 'failing',
      case: entry,
      version: versions[0] ?? null,
      identity,
      carryOut,
      ...(ruledOut ? { ruledOut } : {}),
    };
  });

/** What makes it fail takes an administrator. */
function administrator({ before }: Case, identities: IdentityName[]): Scenario['ruledOut'] {
  if (!before || identities.includes('admin')) return undefined;
  return { reason: 'not-permitted', detail: 'It takes an administrator to bring it about.' };
}

async function carryOut(scenario: Scenario, tools: Tools): Promise<Exchange> {
  const { workshop, remover } = tools;
  return withPreconditions(scenario, tools, async (held) => {
    const { facts, release } = await prepare(scenario, held, withLeases(workshop.facts, held), tools);
    try {
      const { operation, case: entry, intent, identity, version } = scenario;
      const result = await workshop.send({
        operation,
        case: entry,
        intent,
        scenario: scenario.id,
        identity,
        version,
        facts,
      });
      const { created, exchange } = result;
      if (created && isAccepted(exchange)) {
        const wait = { kind: created.kind, id: created.id, to: [FAILED], after: exchange, scenario: scenario.id };
        await workshop.poller.wait({ ...wait, identity, version: workshop.pollVersion(created.kind) });
        await lookAt(created, scenario, tools);
      }
      if (created) await remover.remove(created.entry, true);
      return exchange;
    } finally {
      await release();
    }
  });
}

/** Every operation that shows such a resource, for its owner and for an administrator: who is shown more of what went wrong. */
async function lookAt({ kind, id }: { kind: string; id: string }, scenario: Scenario, tools: Tools): Promise<void> {
  const { workshop } = tools;
  const table = workshop.contract.consistency.get(kind);
  const looks = Object.keys(table?.views ?? {})
    .map((name) => workshop.find(name))
    .filter((one): one is Operation => one?.method === 'GET' && workshop.caller.reaches(one));
  for (const operation of looks) {
    const parameter = table?.parameter;
    const isOne = parameter !== undefined && operation.path.includes(`{${parameter}}`);
    for (const identity of ['member', 'admin'] as const) {
      if (identity === 'admin' && !workshop.caller.can('admin')) continue;
      const query = isOne ? undefined : everywhere(operation);
      if (identity === 'admin' && !isOne && !query) continue;
      if (identity === 'member' && operation.permission === 'admin') continue;
      const version = caseVersions(
        operation,
        { versions: ['recommended', 'min'] },
        workshop.contract,
        workshop.possibilities,
      ).versions[0];
      const parameters = isOne ? { [parameter]: id } : {};
      const asked = identity === 'admin' && query ? { query } : {};
      const call = { operation, intent: 'look' as const, scenario: scenario.id, identity, parameters, ...asked };
      await workshop.caller.send({ ...call, version: version ?? null });
    }
  }
}

/** What an administrator asks a list for so that it shows what is others' too, by its own case. */
function everywhere(operation: Operation): Record<string, unknown> | undefined {
  return operation.exercise?.find(({ identity, query }) => identity === 'admin' && query)?.query;
}
