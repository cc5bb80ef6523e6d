import { inRange } from '../../schemas/version.ts';
import type { Contract, Operation, Row, StatusCode } from '../contract/types.ts';
import { type Evidence, versionOf } from '../judge/evidence.ts';
import type { PlannedCheck } from '../judge/rule.ts';
import { isSuccess } from '../recording/success.ts';
import type { Await, Exchange, Intent } from '../recording/types.ts';

/** Prefix of the ids of upstream facts: what Nova does and the documents build on. */
export const UPSTREAM = 'nova';

/** Rows of the profile's documents at one place of an operation, by name. */
export function rowsAt(contract: Contract, operation: Operation, place: string, name: string): Row[] {
  return contract.profile.documents
    .map((document) => contract.rows.get(`${document}#${operation.id}/${place}/${name}`))
    .filter((row): row is Row => row !== undefined);
}

/**
 * The plan of a check on one documented fact. A profile with documents demands what they state; one without (the shared
 * upstream profile) demands all that its tables hold.
 * @returns null where the profile's documents do not state the fact
 */
export function planFact(
  contract: Contract,
  operation: Operation,
  place: string,
  name: string,
): { level: PlannedCheck['level']; rows: string[] } | null {
  const rows = rowsAt(contract, operation, place, name);
  const excluded = rows.length > 0 && rows.every((row) => row.erratum?.effect?.exclude !== undefined);
  if (excluded) return null;
  const strongest = rows.map((row) => row.level).sort((a, b) => RANK[a] - RANK[b])[0];
  if (strongest) return { level: strongest, rows: rows.map((row) => row.id) };
  if (contract.profile.documents.length > 0) return null;
  return { level: 'must', rows: [`${UPSTREAM}#${operation.id}/${place}/${name}`] };
}

/** The plan of a check on several documented facts, each `<place>/<name>`; null where the profile's documents state none of them. */
export function planStated(
  contract: Contract,
  operation: Operation,
  names: readonly string[],
): Pick<PlannedCheck, 'level' | 'rows'> | null {
  if (contract.profile.documents.length === 0) return null;
  const facts = names.flatMap((name) => {
    const [, owner, place, rest] = /^(?:([a-z-]+\.[a-z-]+|common)\/)?([a-z]+)\/(.+)$/.exec(name)!;
    return planFact(contract, owner ? { ...operation, id: owner } : operation, place!, rest!) ?? [];
  });
  const [strongest] = facts.map(({ level }) => level).sort((a, b) => RANK[a] - RANK[b]);
  return strongest ? { level: strongest, rows: facts.flatMap(({ rows }) => rows) } : null;
}

const RANK = { must: 0, should: 1, may: 2 };

/** Exchanges that an operation's documented call is made of, whatever it was sent for, with a response. */
export function answered(operation: Operation, evidence: Evidence): Exchange[] {
  return evidence.exchanges(operation).filter((exchange) => exchange.response !== undefined);
}

/** Requests that must be refused. One that is accepted all the same is the finding of its own rule, and evidence for no other. */
const MUST_BE_REFUSED: readonly Intent[] = [
  'no-token',
  'bad-token',
  'unknown-id',
  'bad-request',
  'refusal',
  'forbidden',
  'foreign',
  'deleted',
  'wrong-parent',
  'bad-query',
  'unsupported-version',
  'malformed-version',
  'transition-refused',
  'service-down',
];

/** Whether a request had nothing wrong with it, whatever it was sent for: set-up and polling are calls like any other. */
export function isRight({ intent }: Exchange): boolean {
  return !MUST_BE_REFUSED.includes(intent);
}

/** Exchanges that were answered with success, as they had to be. */
export function succeeded(operation: Operation, evidence: Evidence): Exchange[] {
  return answered(operation, evidence).filter((exchange) => isSuccess(exchange.response!.status) && isRight(exchange));
}

/** Exchanges answered with success at a microversion at which the operation's answer has a body. */
export function succeededWithBody(operation: Operation, evidence: Evidence): Exchange[] {
  return succeeded(operation, evidence).filter((exchange) => !isBodiless(operation, exchange, evidence));
}

/** Whether the document wants the answer to an exchange to be empty. */
export function isBodiless(operation: Operation, exchange: Exchange, evidence: Evidence): boolean {
  if (operation.response === 'none') return true;
  return operation.bodiless !== undefined && inRange(versionOf(exchange, evidence.recording), operation.bodiless);
}

/** Whether a target says that it is too busy (RFC 6585, section 4; RFC 9110, 15.6.4): no word on the operation. */
export function isBusy(exchange: Exchange): boolean {
  return [429, 503].includes(exchange.response!.status);
}

/** The success codes that hold at the microversion of an exchange. */
export function codesFor(codes: StatusCode[], exchange: Exchange, evidence: Evidence): number[] {
  const version = versionOf(exchange, evidence.recording);
  return codes.filter((code) => inRange(version, code)).map((code) => code.status);
}

/** Whether a resource came to one of some states and to rest there: a status that is reached while its task never ends is not. */
export function hasArrived(wait: Await, to: readonly string[] = wait.to): boolean {
  return wait.reached !== null && to.includes(wait.reached) && !wait.timedOut;
}

/** The state that was seen last, in words: one that was waited for and did not do had a task under way. */
export function lastSeen({ reached, timedOut }: Await, to: readonly string[]): { en: string; zh: string } {
  const isBusy = timedOut && reached !== null && to.includes(reached);
  return isBusy
    ? { en: `${reached}, with a task still under way`, zh: `${reached}，但任务仍在进行` }
    : { en: String(reached), zh: String(reached) };
}
