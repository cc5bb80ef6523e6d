import type { Exchange } from '../recording/types.ts';
import type { Evidence } from './evidence.ts';
import { push } from './fields.ts';

/** A request that changes a resource, and whether it takes it away. */
interface Change {
  sentAt: number;
  removes: boolean;
}

const known = new WeakMap<Evidence, Map<string, Change[]>>();

/**
 * Whether a resource was on its way out when an answer showed it: the last request about it that was not refused takes it away.
 * A cloud may show such a resource in its old state while parts of it are gone.
 * @param value the resource as the answer shows it
 */
export function isGoing(value: unknown, exchange: Exchange, evidence: Evidence): boolean {
  const { id } = (value ?? {}) as { id?: unknown };
  if (typeof id !== 'string') return false;
  const until = Date.parse(exchange.sentAt) + exchange.durationMs;
  const last = changesOf(id, evidence).findLast(({ sentAt }) => sentAt <= until);
  return last?.removes === true;
}

function changesOf(id: string, evidence: Evidence): Change[] {
  let changes = known.get(evidence);
  if (!changes) {
    changes = new Map();
    for (const exchange of evidence.all()) noteChange(exchange, evidence, changes);
    known.set(evidence, changes);
  }
  return changes.get(id) ?? [];
}

function noteChange(exchange: Exchange, { contract }: Evidence, changes: Map<string, Change[]>): void {
  if (exchange.request.method === 'GET' || (exchange.response?.status ?? 0) >= 400) return;
  const states = (contract.operations.get(exchange.operation) ?? contract.auxiliary.get(exchange.operation))?.states;
  const parameter = states && contract.consistency.get(states.resource)?.parameter;
  const id = parameter && exchange.parameters[parameter];
  if (!id) return;
  push(changes, id, { sentAt: Date.parse(exchange.sentAt), removes: states.to?.includes('gone') === true });
}
