import type { Case, Contract, Operation, Row } from './types.ts';

/** An action on a server in a status: accepted, and where it leads; or refused. */
export interface StatePair {
  /** Id of the scenario that tries it. */
  id: string;
  operation: Operation;
  case: Case;
  /** The status it is tried in; `LOCKED` is an ACTIVE server that its owner has locked. */
  status: string;
  accepted: boolean;
  /** Statuses it leads to; the same one where it is refused or changes none. */
  to: string[];
  /** Document rows that state it; none where it is a fact of the shared upstream profile. */
  rows: string[];
}

/** What a server is that is ACTIVE and locked by its owner. */
export const LOCKED = 'LOCKED';
const RESOURCE = 'server';
/** Status of a server that is just there. */
export const UNLOCKED = 'ACTIVE';

/**
 * Every status that the profile names, with every way of calling an operation on a server: what must be accepted and what
 * refused. A profile with documents has the pairs of those operations alone whose precondition a document states.
 */
export function statePairs(operation: Operation, contract: Contract): StatePair[] {
  const { states } = operation;
  if (states?.resource !== RESOURCE || !actsOnServer(operation) || operation.variantOf) return [];
  const rows = preconditionRows(operation, contract);
  if (rows === null) return [];
  return tourCases(operation).flatMap((entry) => {
    const statuses = [...contract.profile.tour, ...(isLockable(operation, contract) ? [LOCKED] : [])];
    return statuses
      .map((status) => pairOf(operation, entry, status, rows))
      .filter((pair) => !pair.accepted || entry.alone || isPlainlyRight(entry));
  });
}

/** Where a way of calling leads from a status; undefined where it is refused. */
export function leadsTo(operation: Operation, entry: Case, status: string): string[] | undefined {
  const states = { ...operation.states, ...entry.states };
  if (states.from && !states.from.includes(status)) return undefined;
  return states.leads?.[status] ?? states.to ?? [status];
}

/** The ways of calling an operation that differ in the states that they are for. */
export function tourCases(operation: Operation): Case[] {
  const all = (operation.exercise ?? []).filter((entry) => entry.needs?.[RESOURCE]);
  const own = all.filter((entry) => entry.states);
  const first = all.find((entry) => !entry.states && isPlainlyRight(entry)) ?? all.find((entry) => !entry.states);
  return first ? [first, ...own] : own;
}

function pairOf(operation: Operation, entry: Case, status: string, rows: string[]): StatePair {
  const to = status === LOCKED ? undefined : leadsTo(operation, entry, status);
  const own = entry.states ? `/${entry.id}` : '';
  const kind = to ? 'transition' : 'transition-refused';
  const id = `${operation.id}/${kind}/${status}${own}`;
  return {
    id,
    operation,
    case: entry,
    status,
    accepted: to !== undefined,
    to: to ?? [status === LOCKED ? UNLOCKED : status],
    rows,
  };
}

function actsOnServer(operation: Operation): boolean {
  return operation.method !== 'GET' && operation.path.includes(`{${RESOURCE}_id}`);
}

/** A lock tells only where the owner may do it to a server that is not locked, and no document limits what is stated. */
function isLockable(operation: Operation, contract: Contract): boolean {
  const { states, permission } = operation;
  if (contract.profile.documents.length > 0 || permission !== 'member') return false;
  if (states?.lock !== undefined || states?.unlocked) return false;
  return !states?.from || states.from.includes(UNLOCKED);
}

/** Whether the call is right on a server that has nothing special about it: no lost host. */
function isPlainlyRight(entry: Case): boolean {
  return !entry.alone && !entry.allow?.length;
}

/** @returns the rows that state the precondition; [] for an upstream fact; null where the documents do not speak of it */
function preconditionRows(operation: Operation, contract: Contract): string[] | null {
  const { documents } = contract.profile;
  if (documents.length === 0) return [];
  const rows = documents
    .map((document) => contract.rows.get(`${document}#${operation.id}/state/precondition.status`))
    .filter((row): row is Row => row !== undefined && row.erratum?.effect?.exclude === undefined);
  return rows.length > 0 ? rows.map((row) => row.id) : null;
}
