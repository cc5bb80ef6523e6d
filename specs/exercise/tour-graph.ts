import { LOCKED, leadsTo, type StatePair, tourCases, UNLOCKED } from '../contract/states.ts';
import type { Case, Contract, Operation, Profile } from '../contract/types.ts';
import type { ResourceKind } from './resources.ts';
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
const ROOM = 'room for ';
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
    .flatMap((operation) => tourCases(operation).flatMap((entry) => movesBy(operation, entry, contract.profile)));
}

function movesBy(operation: Operation, entry: Case, { tour: statuses, unfinished }: Profile): ServerMove[] {
  if (Object.keys(entry.needs ?? {}).length !== 1 || equipmentOf(entry).length > 0 || entry.alone) return [];
  return statuses.flatMap((status) => {
    const to = leadsTo(operation, entry, status);
    if (!to || to[0] === GONE || isTorn(operation, status, unfinished)) return [];
    const { lock } = operation.states!;
    const from = positionOf(status, lock === false);
    const landing = to.map((one) => positionOf(one, lock === true));
    if (landing[0] === from) return [];
    const own = entry.states ? `/${entry.id}` : '';
    // Unlocking a locked server is nothing that is asked of a status by itself.
    const id = lock === false ? `${operation.id}/from-lock/${status}` : `${operation.id}/transition/${status}${own}`;
    return [{ id, from, to: landing, uses: calmFor([status, ...to], unfinished), operation, case: entry }];
  });
}

/**
 * A pair as something to be done on a walk. A server has room for one of each thing that an operation puts on it: a second
 * volume would ask for the same device. What is forced out of a status that something has yet to end can't be there again: Nova
 * would end the first of the two.
 */
export function workOf(pair: StatePair, kind: Pick<ResourceKind, 'with'>, unfinished: string[]): ServerWork {
  const { operation, case: entry, accepted } = pair;
  const equipment = entry.alone ? [] : equipmentOf(entry);
  const takesMore = Object.keys(entry.needs ?? {}).length > 1;
  const things = accepted && takesMore ? [...equipment, roomFor(operation.id)] : equipment;
  const calm = calmFor([pair.status, ...(accepted ? pair.to : [])], unfinished);
  const isLocking = operation.states?.lock === true;
  return {
    id: pair.id,
    from: pair.status,
    to: pair.to.map((status) => (isLocking ? positionOf(status, true) : status)),
    accepted,
    uses: [...things, ...calm],
    takes: accepted ? [...things, ...(isTorn(operation, pair.status, unfinished) ? calm : [])] : [],
    gives: equipment.map((name) => roomFor(kind.with![name]!.operation)),
    pair,
  };
}

/** Whether an operation forces a server out of a status that something has yet to end. */
function isTorn({ states }: Operation, status: string, unfinished: string[]): boolean {
  return states?.forced === true && unfinished.includes(status);
}

/** What a server must have to be in some statuses: that nothing was left open of those that something has yet to end. */
function calmFor(statuses: string[], unfinished: string[]): string[] {
  return unfinished.filter((status) => statuses.includes(status)).map(roomFor);
}

/** What a server has as long as an operation has put nothing on it. */
export function roomFor(operation: string): string {
  return `${ROOM}${operation}`;
}

export function isRoom(thing: string): boolean {
  return thing.startsWith(ROOM);
}

/** What a case wants its server to have on top. */
export function equipmentOf(entry: Case): string[] {
  const wish = entry.needs?.[RESOURCE] ?? {};
  return Object.keys(wish).filter((name) => wish[name] === true && !PLAIN_WISHES.includes(name) && name !== 'locked');
}
