import type { Exchange } from '../../recording/types.ts';
import type { Lease } from '../lease.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { sendRefused } from '../send-refused.ts';
import { lookAt, oneScenario } from './who-may.ts';

/** Looks at the owner afterwards: a cloud that takes the part away does so in the background. The lab's detaching shows by the third look. */
const WATCHES = 8;

/** A request for what belongs to one server, by the address of another. */
export const wrongParent: Planner = (operation, contract, target) => {
  const entry = operation.exercise?.[0];
  const [, parent] = /\{(server_id)\}.*\{/.exec(operation.path) ?? [];
  if (!parent || !entry?.needs?.server) return [];
  const needs = entry.needs;
  return oneScenario('wrong-parent', operation.permission, operation, contract, target, (scenario, tools) =>
    tools.pool.withPlaces(2, scenario.id, () =>
      tools.leases.withAll({ server: {} }, scenario.id, (other) =>
        tools.leases.withAll(needs, scenario.id, (own) => {
          const ids = { owner: own.get('server')!.facts.id!, named: other.get('server')!.facts.id! };
          return sendAndWatch(ids, parent, own, scenario, tools);
        }),
      ),
    ),
  ).map((scenario) => ({ ...scenario, requests: WATCHES + 3 }));
};

/** Sends it, and shows that the server that it names is there, and what its owner has before and for a while after. */
async function sendAndWatch(
  { owner, named }: { owner: string; named: string },
  parent: string,
  own: Map<string, Lease>,
  scenario: Scenario,
  tools: Tools,
): Promise<Exchange> {
  const { workshop } = tools;
  await lookAt(owner, { intent: 'look', scenario: scenario.id }, workshop);
  const facts = Object.fromEntries([...own].map(([alias, lease]) => [alias, lease.facts]));
  const exchange = await sendRefused(scenario, { facts, path: { [parent]: named } }, tools);
  const after = { intent: 'look' as const, scenario: scenario.id, follows: exchange.id };
  await lookAt(named, after, workshop);
  for (let count = 0; count < WATCHES && !workshop.signal.aborted; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, workshop.poller.intervalMs));
    await lookAt(owner, after, workshop);
  }
  return exchange;
}
