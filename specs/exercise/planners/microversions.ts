import { BASE_VERSION, compareVersions, inRange, nextVersion, previousVersion } from '../../../schemas/version.ts';
import { hasVersions } from '../../contract/thresholds.ts';
import type { Case, Contract, Operation } from '../../contract/types.ts';
import { isRepeatable, triedResponses, triedStatuses, versionedCase } from '../../contract/version-cases.ts';
import type { Exchange, Intent } from '../../recording/types.ts';
import { type Call, COMMON_VERSION_HEADER } from '../caller.ts';
import { Facts } from '../facts.ts';
import { fillCase } from '../fill.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { sendPrepared, withPreconditions } from '../send-case.ts';
import { caseVersions, type Possibilities } from '../versions.ts';
import { readOnly } from './documented-cases.ts';

/** One way of asking for a microversion. */
interface Wish {
  version: string | null;
  intent: Intent;
  header?: Call['versionHeader'];
}

/** No microversion, though it looks like one. */
const MALFORMED = '2.x';

/**
 * An operation on both sides of each of its thresholds. What only reads is asked also without a microversion, for the latest one,
 * by the other header, for one that the target does not have, and for one that is none.
 */
export const microversions: Planner = (operation, contract, target) => {
  if (!hasVersions(operation, contract)) return [];
  const entry = chooseCase(operation, contract, target);
  if (!entry) return [];
  const wishes = wishesFor(operation, contract, target);
  if (wishes.length === 0) return [];
  const identity = identityFor(operation, entry, target);
  const ruledOut = caseObstacle(operation, entry, identity, target);
  const base = { operation, intent: 'microversion' as const, case: entry, identity, version: null };
  const carryOut = (scenario: Scenario, tools: Tools): Promise<Exchange> => sendAll(scenario, tools, wishes);
  return [{ ...base, id: `${operation.id}/microversions`, carryOut, ...(ruledOut ? { ruledOut } : {}) }];
};

/** The case that the table names, where the target allows it, else the first; of a write, one that is right on all sides. */
function chooseCase(operation: Operation, contract: Contract, target: Possibilities): Case | undefined {
  const named = versionedCase(operation);
  const sides = sidesOf(operation, contract, target);
  const fitting = [...(named ? [named] : []), ...(operation.exercise ?? [])].find((entry) => {
    if (entry.alone || caseObstacle(operation, entry, identityFor(operation, entry, target), target)) return false;
    return sides.every((version) => isRight(operation, entry, version, contract));
  });
  const entry = fitting ?? named;
  return entry && !entry.alone ? readOnly(operation, entry, target) : undefined;
}

/** Whether the schema of a microversion takes a case's body, whatever the facts in it are. */
export function isRight(operation: Operation, entry: Case, version: string, contract: Contract): boolean {
  if (operation.request === undefined || !contract.schemas.has(operation.request)) return true;
  const { body } = fillCase(operation, entry, new Facts().soft(), contract.examples);
  return contract.schemas.validator(operation.request, version)(body) === true;
}

/** The microversions on both sides of each threshold that the target has, the lowest first. */
function sidesOf(operation: Operation, contract: Contract, target: Possibilities): string[] {
  const thresholds = [
    ...triedResponses(operation, contract).map(({ version }) => version),
    ...triedStatuses(operation, contract),
  ];
  const reachable = thresholds.filter((version) => isOffered(version, target));
  const sides = new Set(reachable.flatMap((version) => [previousVersion(version), version]));
  return [...sides].sort(compareVersions);
}

function isOffered(version: string, { microversions: range }: Possibilities): boolean {
  return range !== null && inRange(version, { from: range.min, until: range.max });
}

function wishesFor(operation: Operation, contract: Contract, target: Possibilities): Wish[] {
  const sides = sidesOf(operation, contract, target);
  const range = target.microversions;
  if (operation.method !== 'GET' || range === null)
    return sides.map((version) => ({ version, intent: 'microversion' }));
  const ends = caseVersions(operation, { versions: ['min', 'max'] }, contract, target).versions as string[];
  const beyond = operation.versions?.until === undefined ? [range.max] : [];
  const versions = [...new Set([...ends, ...sides, ...beyond])].sort(compareVersions);
  const plain = (version: string | null): Wish => ({ version, intent: 'microversion' });
  return [
    ...(inRange(BASE_VERSION, operation.versions ?? {}) ? [plain(null)] : []),
    ...versions.map(plain),
    ...ends.slice(-1).map((version): Wish => ({ ...plain(version), header: COMMON_VERSION_HEADER })),
    ...(beyond.length > 0 ? [plain('latest')] : []),
    { version: nextVersion(range.max), intent: 'unsupported-version' },
    { version: MALFORMED, intent: 'malformed-version' },
  ];
}

/** Sends the case once a wish: under the same preconditions where the call can be repeated, else under new ones each time. */
async function sendAll(scenario: Scenario, tools: Tools, wishes: Wish[]): Promise<Exchange> {
  const send = (wish: Wish, held: Parameters<typeof sendPrepared>[1]): Promise<Exchange> => {
    const { version, intent, header } = wish;
    return sendPrepared({ ...scenario, version, intent }, held, tools, header ? { versionHeader: header } : {});
  };
  const eachInTurn = async (work: (wish: Wish) => Promise<Exchange>): Promise<Exchange> => {
    let last: Exchange | undefined;
    for (const wish of wishes) last = await work(wish);
    return last!;
  };
  if (!isRepeatable(scenario.operation, scenario.case)) {
    return eachInTurn((wish) => withPreconditions(scenario, tools, (held) => send(wish, held)));
  }
  return withPreconditions(scenario, tools, (held) => eachInTurn((wish) => send(wish, held)));
}
