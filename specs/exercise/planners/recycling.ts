import type { Contract, Operation } from '../../contract/types.ts';
import { isAccepted } from '../../recording/success.ts';
import type { Exchange } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import { releaseAll } from '../lease.ts';
import { caseObstacle, identityFor, obstacle } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { caseVersions } from '../versions.ts';
import { refusalText } from '../workshop.ts';

const BIN = 'SOFT_DELETED';
const GONE = 'gone';

interface Steps {
  remove: Operation;
  restore: Operation;
  destroy: Operation;
}

/** One server's way into the recycle bin, out of it, in again, and to its end; the list is asked for at each station. */
export const recycling: Planner = (operation, contract, target) => {
  const entry = operation.exercise?.find((one) => one.needs?.server?.state === BIN);
  const steps = stepsOf(contract);
  if (operation.method !== 'GET' || !entry || !steps) return [];
  const identity = identityFor(operation, entry, target);
  const ruledOut = caseObstacle(operation, entry, identity, target) ?? obstacle(steps.remove, 'member', target);
  return [
    {
      id: `${operation.id}/recycling`,
      operation,
      intent: 'recycling',
      case: entry,
      version: caseVersions(operation, { versions: ['recommended', 'min'] }, contract, target).versions[0] ?? null,
      identity,
      ...(ruledOut ? { ruledOut } : {}),
      carryOut: (scenario, tools) => goThrough(scenario, tools, steps),
    },
  ];
};

/** The operations that lead into the bin, out of it, and to the end. */
function stepsOf(contract: Contract): Steps | undefined {
  const all = [...contract.operations.values()].filter(({ states }) => states?.resource === 'server');
  const remove = all.find(({ states }) => states!.to?.[0] === BIN);
  const restore = all.find(({ states }) => states!.from?.includes(BIN) && states!.to);
  const destroy = all.find(({ states }) => states!.to?.join() === GONE);
  return remove && restore && destroy ? { remove, restore, destroy } : undefined;
}

async function goThrough(scenario: Scenario, { workshop, leases }: Tools, steps: Steps): Promise<Exchange> {
  const held = await leases.acquireAll({ server: { fresh: true } }, scenario.id);
  const { server, facts } = held.get('server')!;
  const own = workshop.facts.with({ server: facts });

  const act = async (operation: Operation, to: string[]): Promise<void> => {
    const plain = workshop.defaultCase(operation);
    const call = {
      operation,
      ...plain,
      intent: 'recycling' as const,
      scenario: scenario.id,
      identity: 'member' as const,
    };
    const { exchange } = await workshop.send({ ...call, facts: own });
    if (!isAccepted(exchange)) throw new Blocked('precondition', `${refusalText(exchange)}.`, exchange);
    const wait = {
      kind: 'server',
      id: facts.id!,
      to,
      after: exchange,
      scenario: scenario.id,
      identity: 'member' as const,
    };
    const awaited = await workshop.poller.wait({ ...wait, version: workshop.pollVersion('server') });
    server!.status = awaited.reached;
    if (awaited.reached === null || !to.includes(awaited.reached))
      throw new Blocked(
        'precondition',
        `The server ended in ${awaited.reached} instead of ${to.join(' or ')}.`,
        exchange,
      );
  };
  const list = async (present: boolean): Promise<Exchange> => {
    const { operation, case: entry, identity, version } = scenario;
    const lists = { id: facts.id!, present };
    const call = {
      operation,
      case: entry,
      intent: 'recycling' as const,
      scenario: scenario.id,
      identity,
      version,
      lists,
    };
    return (await workshop.send({ ...call, facts: own })).exchange;
  };

  try {
    await act(steps.remove, [BIN]);
    const telling = await list(true);
    await act(steps.restore, steps.restore.states!.to!);
    await list(false);
    await act(steps.remove, [BIN]);
    await act(steps.destroy, [GONE]);
    await list(false);
    return telling;
  } finally {
    await releaseAll(held);
  }
}
