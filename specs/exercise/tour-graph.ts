import { LOCKED, leadsTo, type StatePair, tourCases, UNLOCKED } from '../contract/states.ts';
import type { Case, Contract, Operation } from '../contract/types.ts';
import { GONE, type Move, type Work } from './tour.ts';

/** A move that can be sent. */
export interface ServerMove extends Move {
  operation: Operation;
  case: Case;
}

/** A pair of status and action that is wanted, as a walk sees it. */
export interface ServerWork extends Work {
  pair: StatePair;
}

const RESOURCE = 'server';
/** Wishes of a server that are no equipment. */
const PLAIN_WISHES = ['state', 'fresh'];

/** Where a server stands in the graph: its status, and whether its owner has locked it. */
export function positionOf(status: string, isLocked: boolean): string {
  if (!isLocked) return status;
  return status === UNLOCKED ? LOCKED : `${status} ${LOCKED}`;
}

/** All ways between the statuses that need nothing but the server. An operation that locks leads beside the status. */
export function movesOf(contract: Contract, can: (operation: Operation) => boolean): ServerMove[] {
  const all = [...contract.operations.values(), ...contract.auxiliary.values()];
  return all
    .filter((operation) => operation.states?.resource === RESOURCE && !operation.variantOf && can(operation))
    .flatMap((operation) => tourCases(operation).flatMap((entry) => movesBy(operation, entry, contract.profile.tour)));
}

function movesBy(operation: Operation, entry: Case, statuses: string[]): ServerMove[] {
  if (Object.keys(entry.needs ?? {}).length !== 1 || equipmentOf(entry).length > 0 || entry.alone) return [];
  return statuses.flatMap((status) => {
    const to = leadsTo(operation, entry, status);
    if (!to || to[0] === GONE) return [];
    const { lock } = operation.states!;
    const from = positionOf(status, lock === false);
    const landing = to.map((one) => positionOf(one, lock === true));
    if (landing[0] === from) return [];
    const own = entry.states ? `/${entry.id}` : '';
    // Unlocking a locked server is nothing that is asked of a status by itself.
    const id = lock === false ? `${operation.id}/from-lock/${status}` : `${operation.id}/transition/${status}${own}`;
    return [{ id, from, to: landing, operation, case: entry }];
  });
}

/** A pair as something to be done on a walk. */
export function workOf(pair: StatePair): ServerWork {
  const uses = pair.case.alone ? [] : equipmentOf(pair.case);
  const isLocking = pair.operation.states?.lock === true;
  const to = pair.to.map((status) => (isLocking ? positionOf(status, true) : status));
  return { id: pair.id, from: pair.status, to, accepted: pair.accepted, uses, spends: pair.accepted && uses.length > 0, pair };
}

/** What a case wants its server to have on top. */
export function equipmentOf(entry: Case): string[] {
  const wish = entry.needs?.[RESOURCE] ?? {};
  return Object.keys(wish).filter((name) => wish[name] === true && !PLAIN_WISHES.includes(name) && name !== 'locked');
}
