import { inRange, previousVersion } from '../../../schemas/version.ts';
import { hasVersions } from '../../contract/thresholds.ts';
import { trialsOf } from '../../contract/trials.ts';
import type { Contract, Operation, Trial } from '../../contract/types.ts';
import { isAccepted } from '../../recording/success.ts';
import type { Exchange } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import type { Lease } from '../lease.ts';
import { caseObstacle, identityFor } from '../obstacles.ts';
import { readPointer } from '../pointer.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { sendPrepared, withPreconditions } from '../send-case.ts';
import type { Possibilities } from '../versions.ts';
import { isRight } from './microversions.ts';

/** The calls of the tables that show from which microversion on a request parameter is taken, or until which. */
export const microversionTrials: Planner = (operation, contract, target) => {
  if (!hasVersions(operation, contract)) return [];
  return trialsOf(operation, contract).map((trial, index) => {
    const identity = identityFor(operation, trial, target);
    const ruledOut = caseObstacle(operation, trial, identity, target) ?? outOfRange(trial, target);
    const id = `${operation.id}/microversion/${trial.threshold}/${trial.parameter}#${index + 1}`;
    const base = { id, operation, intent: 'microversion' as const, case: trial, identity, version: trial.threshold };
    const sides = sidesOf(operation, trial, contract);
    const carryOut = (scenario: Scenario, tools: Tools): Promise<Exchange> =>
      withPreconditions(scenario, tools, (held) => sendSides(scenario, trial, sides, held, tools));
    return { ...base, carryOut, ...(ruledOut ? { ruledOut } : {}) };
  });
};

function outOfRange({ threshold }: Trial, { microversions: range }: Possibilities) {
  if (range === null || inRange(threshold, { from: range.min, until: range.max })) return undefined;
  return { reason: 'version-range', detail: `The target does not offer microversion ${threshold}.` };
}

/** The microversions that a trial is sent at; the side on which it should be refused first, as it then changes nothing. */
function sidesOf(operation: Operation, trial: Trial, contract: Contract): string[] {
  const versions = { below: previousVersion(trial.threshold), at: trial.threshold };
  const sides = (trial.sides ?? ['below', 'at']).map((side) => versions[side]);
  return sides.sort(
    (a, b) => Number(isRight(operation, trial, a, contract)) - Number(isRight(operation, trial, b, contract)),
  );
}

async function sendSides(
  scenario: Scenario,
  trial: Trial,
  sides: string[],
  held: Map<string, Lease>,
  tools: Tools,
): Promise<Exchange> {
  const threshold = `${trial.threshold}/${trial.parameter}`;
  const { query: _query, ...plain } = scenario.case;
  const more = { threshold };
  // What a parameter does shows beside an answer without it.
  const needsPlain = trial.query !== undefined && (trial.item !== undefined || trial.sides !== undefined);
  if (needsPlain) {
    const answer = await sendPrepared({ ...scenario, case: plain }, held, tools, more);
    if (trial.item !== undefined)
      held.set('item', { facts: { value: itemOf(answer, trial.item) }, release: async () => {} });
  }
  let last: Exchange | undefined;
  for (const version of sides) {
    last = await sendPrepared({ ...scenario, version }, held, tools, more);
    // What should have been refused and was not has changed what the other side would start from.
    if (held.size > 0 && isAccepted(last) && !isRight(scenario.operation, trial, version, tools.workshop.contract))
      break;
  }
  return last!;
}

function itemOf(answer: Exchange, pointer: string): string {
  const value = readPointer(answer.response?.body, pointer);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Blocked('no-resource', 'The plain list shows nothing to page from.', answer);
}
