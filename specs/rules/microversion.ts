import { compareVersions } from '../../schemas/version.ts';
import { versionRows } from '../contract/thresholds.ts';
import type { Contract, Operation, Row } from '../contract/types.ts';
import { versionedCase } from '../contract/version-cases.ts';
import type { Evidence } from '../judge/evidence.ts';
import { targetBusy, unobserved } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck } from '../judge/rule.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, UPSTREAM } from './facts.ts';
import { isMissing } from './missing.ts';

/** The plan of a check on what changes at a place of the answer with a microversion; none where the profile's documents do not state it. */
export function planChange(
  operation: Operation,
  contract: Contract,
  version: string,
  place: 'response' | 'status',
): PlannedCheck[] {
  const rows = versionRows(operation, contract, version, (what) => what.startsWith(`${place}/`)).map(({ id }) => id);
  if (rows.length === 0 && contract.profile.documents.length > 0) return [];
  const upstream = [`${UPSTREAM}#${operation.id}/microversion/${version}`];
  return [{ detail: version, level: 'must', rows: rows.length > 0 ? rows : upstream }];
}

/** What the rules on microversions have in common: which exchanges there are of a microversion, and how two answers differ. */

/** Calls that were sent to see what a microversion does, by Nova's own header, with an answer. What must be alone tells by its cases. */
export function askedFor(operation: Operation, evidence: Evidence, version: string | null): Exchange[] {
  return answered(operation, evidence).filter(
    (exchange) =>
      (exchange.intent === 'microversion' ||
        (exchange.intent === 'case' && versionedCase(operation)?.alone === true)) &&
      exchange.versionHeader === undefined &&
      exchange.microversion === version,
  );
}

/** The same, but only plain calls: none that try a request parameter. */
export function plainlyAskedFor(operation: Operation, evidence: Evidence, version: string | null): Exchange[] {
  return askedFor(operation, evidence, version).filter(({ threshold }) => threshold === undefined);
}

/** Whether a microversion is beyond what the target states that it has; false where it states nothing. */
export function isBeyond(version: string, evidence: Evidence): boolean {
  const range = evidence.recording.header.target.microversions;
  return range !== null && (compareVersions(version, range.max) > 0 || compareVersions(version, range.min) < 0);
}

/** The verdict on a threshold that the target's range does not reach. */
export function outOfRange(version: string): Outcome {
  const detail = { en: `The target does not offer microversion ${version}.`, zh: `目标不支持微版本 ${version}。` };
  return { verdict: 'not-applicable', reason: 'version-range', detail, exchanges: [] };
}

/** The verdict where calls on microversions showed nothing: too busy, not sent, or not telling. */
export function notShown(operation: Operation, evidence: Evidence, sent: Exchange[] = []): Outcome {
  const busy = sent.filter(isBusy);
  return busy.length > 0 && busy.length === sent.length
    ? targetBusy(busy)
    : unobserved(operation, evidence, 'microversion');
}

/** The rows that name a fact of microversions common to all operations, else the upstream fact. */
export function commonRows(contract: Contract, operation: Operation, place: string, name: string): string[] {
  const rows = [...contract.rows.values()].filter(
    (row: Row) => row.operation === 'common' && row.place === place && row.name === name,
  );
  return rows.length > 0 ? rows.map(({ id }) => id) : [`${UPSTREAM}#${operation.id}/microversion/${name}`];
}

/**
 * What one answer of an operation shows and another does not, as far as it is not left to chance: members that no schema knows,
 * and members that have to be there. Compared only where both answers have what they would stand in.
 * @param counts whether a member is one to compare; all where left out
 * @returns the first such member, with the exchange that shows it
 */
export function shapeDifference(
  operation: Operation,
  evidence: Evidence,
  left: Exchange,
  right: Exchange,
  counts: (path: string) => boolean = () => true,
): { path: string; shownBy: Exchange; missingFrom: Exchange } | undefined {
  const [a, b] = [left, right].map((exchange) => shapeOf(operation, evidence, exchange));
  for (const [one, other, shownBy, missingFrom] of [
    [a!, b!, left, right],
    [b!, a!, right, left],
  ] as const) {
    const path = [...one.shown].find(
      (candidate) => counts(candidate) && !other.possible.has(candidate) && other.objects.has(objectOf(candidate)),
    );
    if (path !== undefined) return { path, shownBy, missingFrom };
  }
  return undefined;
}

interface Shape {
  /** Members that are shown in each object of their kind, and are not left to chance. */
  shown: Set<string>;
  /** Members that are shown at all, or may be missing. */
  possible: Set<string>;
  /** Paths of the objects that are there. */
  objects: Set<string>;
}

function shapeOf(operation: Operation, evidence: Evidence, exchange: Exchange): Shape {
  const { walk } = evidence.read(exchange, operation.response);
  const shown = new Set<string>();
  const possible = new Set<string>();
  for (const [path, occurrences] of walk.occurrences) {
    const isFirm = occurrences.every(
      ({ field }) => field.schema['x-optional'] === undefined && field.schema['x-when'] === undefined,
    );
    if (isFirm && occurrences.every(({ present }) => present)) shown.add(path);
    if (occurrences.some((occurrence) => occurrence.present || !isMissing(occurrence))) possible.add(path);
  }
  for (const { path } of walk.unknown) {
    shown.add(path);
    possible.add(path);
  }
  return { shown, possible, objects: new Set(['', ...walk.paths.values()]) };
}

function objectOf(path: string): string {
  const cut = path.lastIndexOf('.');
  return cut < 0 ? '' : path.slice(0, cut);
}

/** The finding on a call that had to be accepted and was not. */
export function refusedFinding(exchange: Exchange, expected: number[]): Finding {
  const status = exchange.response!.status;
  return {
    code: status >= 400 ? 'request-refused' : 'status-unexpected',
    pointer: '/status',
    expected: expected.length === 1 ? expected[0] : expected,
    actual: status,
    message: {
      en: `Answered ${status} at ${nameOf(exchange)} where ${expected.join(' or ')} is documented.`,
      zh: `在${nameOfChinese(exchange)}下返回 ${status}，文档规定 ${expected.join(' 或 ')}。`,
    },
  };
}

export function nameOf({ microversion }: Exchange): string {
  return microversion === null ? 'no microversion' : `microversion ${microversion}`;
}

export function nameOfChinese({ microversion }: Exchange): string {
  return microversion === null ? '未指定微版本' : `微版本 ${microversion}`;
}
