import { isAccepted } from '../recording/success.ts';
import type { Exchange } from '../recording/types.ts';
import type { FactGroup } from './facts.ts';
import { type Lease, withLeases } from './lease.ts';
import type { Scenario, Tools } from './scenario.ts';
import { prepare, serversAtOnce } from './steps.ts';

/** Groups of facts that a request which must be refused never names: a broken cloud might accept it. */
const SPARED = ['host2', 'server', 'server2'];

/** What a request that must be refused is sent with. */
interface RefusedCall {
  /** What it needs of the run's own, by alias. */
  needs?: Record<string, Record<string, unknown>>;
  /** Path parameters, over those of the case. */
  path?: Record<string, string>;
  /** Facts over those of the leases. */
  facts?: Record<string, FactGroup>;
  defect?: string;
  /** Real facts of the target that it may name: only where the cloud looks them up before it refuses. */
  real?: boolean;
  /** Nothing in it may be invented: it is about one fault, and what else it names has to be right. */
  exact?: boolean;
}

/**
 * Sends a request that must be refused. Whatever it needs is the run's own, all else is invented; what a cloud makes or spoils by
 * accepting it is taken away.
 * @throws Blocked where what it needs cannot be brought about
 */
export async function sendRefused(scenario: Scenario, call: RefusedCall, tools: Tools): Promise<Exchange> {
  const { needs = {} } = call;
  const { before } = scenario.case;
  const count = serversAtOnce({ needs, ...(before ? { before } : {}) }, tools);
  return tools.pool.withPlaces(count, scenario.id, () =>
    tools.leases.withAll(needs, scenario.id, (held) => sendWith(held, scenario, call, tools)),
  );
}

async function sendWith(
  held: Map<string, Lease>,
  scenario: Scenario,
  call: RefusedCall,
  tools: Tools,
): Promise<Exchange> {
  const { workshop, remover } = tools;
  const { operation, intent, identity, version } = scenario;
  let undo: (() => Promise<void>) | undefined;
  try {
    const spared = call.real ? SPARED : [...SPARED, 'host'];
    const known = withLeases(workshop.facts.without(spared), held).with(call.facts ?? {});
    const prepared = await prepare(scenario, held, known, tools);
    undo = prepared.release;
    const facts = call.exact ? prepared.facts : prepared.facts.soft();
    const { needs: _needs, path, ...entry } = scenario.case;
    const result = await workshop.send({
      operation,
      case: { ...entry, path: { ...path, ...call.path } },
      intent,
      scenario: scenario.id,
      identity,
      version,
      facts,
      ...(call.defect === undefined ? {} : { defect: call.defect }),
    });
    if (result.created) await remover.remove(result.created.entry, true);
    // Nobody knows what state a server is in that something was done to which must not be.
    if (isUnclear(result.exchange)) forgetState(held);
    return result.exchange;
  } finally {
    await undo?.();
  }
}

function isUnclear(exchange: Exchange): boolean {
  return isAccepted(exchange) || exchange.response === undefined || exchange.response.status >= 500;
}

function forgetState(held: Map<string, Lease>): void {
  for (const { server } of held.values()) if (server) server.status = null;
}
