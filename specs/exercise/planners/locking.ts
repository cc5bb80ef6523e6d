import type { Case, Contract, Operation } from '../../contract/types.ts';
import { isAccepted } from '../../recording/success.ts';
import type { Exchange, Intent } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import { releaseAll } from '../lease.ts';
import { obstacle } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import type { IdentityName } from '../target/types.ts';
import { caseVersions } from '../versions.ts';
import { refusalText } from '../workshop.ts';

/** Who then tries to change the server, and after which operations. */
interface Try {
  id: string;
  identity: IdentityName;
  before: ('lock' | 'unlock')[];
}

const TRIES: Record<'lock' | 'unlock', Try[]> = {
  lock: [
    { id: 'owner', identity: 'member', before: ['lock'] },
    { id: 'administrator', identity: 'admin', before: ['lock'] },
  ],
  unlock: [{ id: 'owner', identity: 'member', before: ['lock', 'unlock'] }],
};

/** Locks and unlocks a server, and has its owner and an administrator change it: the change is the request that tells. */
export const locking: Planner = (operation, contract, target) => {
  const { states } = operation;
  const change = changeOf(contract);
  const [lock, unlock] = [byLock(contract, true), byLock(contract, false)];
  if (states?.lock === undefined || !change || !lock || !unlock) return [];
  return TRIES[states.lock ? 'lock' : 'unlock'].map(({ id, identity, before }) => {
    const ruledOut = obstacle(operation, 'member', target) ?? obstacle(change, identity, target);
    return {
      id: `${operation.id}/locking/${id}`,
      operation,
      intent: 'locking',
      case: change.exercise![0]!,
      version: caseVersions(operation, {}, contract, target).versions[0] ?? null,
      identity,
      ...(ruledOut ? { ruledOut } : {}),
      carryOut: (scenario, tools) => carryOut(scenario, tools, { change, lock, unlock, before }),
    };
  });
};

/** The first operation that takes an ACTIVE server elsewhere, by its owner, with nothing but the server. */
function changeOf(contract: Contract): Operation | undefined {
  return [...contract.operations.values()].find(
    ({ states, permission, exercise }) =>
      states?.resource === 'server' &&
      permission === 'member' &&
      states.from?.includes('ACTIVE') &&
      states.to?.length === 1 &&
      exercise?.some((entry) => isPlain(entry)),
  );
}

const isPlain = (entry: Case): boolean => Object.keys(entry.needs ?? {}).join() === 'server' && !entry.allow;

function byLock(contract: Contract, isLock: boolean): Operation | undefined {
  return [...contract.operations.values()].find(({ states }) => states?.lock === isLock);
}

async function carryOut(
  scenario: Scenario,
  { workshop, leases }: Tools,
  { change, lock, unlock, before }: { change: Operation; lock: Operation; unlock: Operation; before: Try['before'] },
): Promise<Exchange> {
  const held = await leases.acquireAll({ server: {} }, scenario.id);
  const { server, facts } = held.get('server')!;
  const send = async (operation: Operation, intent: Intent, identity: IdentityName = 'member'): Promise<Exchange> => {
    const plain = workshop.defaultCase(operation);
    const call = { operation, ...plain, intent, scenario: scenario.id, identity };
    return (await workshop.send({ ...call, facts: workshop.facts.with({ server: facts }) })).exchange;
  };
  try {
    for (const step of before) {
      const exchange = await send(step === 'lock' ? lock : unlock, 'setup');
      if (!isAccepted(exchange)) throw new Blocked('precondition', `${refusalText(exchange)}.`, exchange);
    }
    const exchange = await send(change, 'locking', scenario.identity);
    if (isAccepted(exchange)) {
      const awaited = await workshop.poller.wait({
        kind: 'server',
        id: facts.id!,
        to: change.states!.to!,
        after: exchange,
        scenario: scenario.id,
        identity: 'member',
        version: workshop.pollVersion('server'),
      });
      server!.status = awaited.reached;
    }
    if (before.at(-1) === 'lock') await send(unlock, 'cleanup');
    return exchange;
  } finally {
    await releaseAll(held);
  }
}
