import type { ScenarioOutcome } from '../recording/types.ts';
import { Blocked, withoutFact } from './blocked.ts';
import { MissingFact } from './facts.ts';
import type { Scenario, Tools } from './scenario.ts';

export interface Progress {
  /** Which time round the scenarios are carried out. */
  attempt: number;
  done: number;
  total: number;
  exchanges: number;
  /** What is being waited for. */
  waiting: { kind: string; to: string[]; last: string | null }[];
}

/**
 * Carries scenarios out side by side as the limit allows; those that want to be alone one after the other at the end.
 * @param onDone told how many are done, also before the first, and how the last one ended
 */
export async function carryOutAll(
  scenarios: Scenario[],
  tools: Tools,
  concurrency: number,
  onDone: (done: number, outcome?: ScenarioOutcome) => void,
): Promise<ScenarioOutcome[]> {
  const outcomes = new Map<Scenario, ScenarioOutcome>();
  const others = scenarios.filter((scenario) => !isAlone(scenario));
  const usesPopulation = ({ population, ruledOut }: Scenario): boolean => population !== undefined && !ruledOut;
  const queue = [...others.filter(usesPopulation), ...others.filter((scenario) => !usesPopulation(scenario))];
  tools.populations.expect(others.filter(usesPopulation).map(({ population }) => population!));
  const work = async (scenario: Scenario): Promise<void> => {
    const outcome = await carryOut(scenario, tools);
    outcomes.set(scenario, outcome);
    onDone(outcomes.size, outcome);
  };
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await work(next);
  };
  onDone(0);
  await Promise.all(Array.from({ length: concurrency }, worker));
  for (const scenario of scenarios.filter(isAlone)) await work(scenario);
  return scenarios.map((scenario) => outcomes.get(scenario)!);
}

/** Whether a scenario is carried out while nothing else is. */
export function isAlone(scenario: Scenario): boolean {
  return scenario.case.alone === true && ['case', 'transition', 'service-down'].includes(scenario.intent);
}

/** Carries one scenario out, from its preconditions to the traces that it left. Never rejects; judges nothing. */
async function carryOut(scenario: Scenario, tools: Tools): Promise<ScenarioOutcome> {
  const base = { id: scenario.id, operation: scenario.operation.id, intent: scenario.intent };
  if (scenario.ruledOut) return { ...base, state: 'not-allowed', ...scenario.ruledOut };
  if (tools.workshop.signal.aborted)
    return { ...base, state: 'blocked', reason: 'interrupted', detail: 'The run was interrupted.' };
  try {
    const exchange = await scenario.carryOut(scenario, tools);
    return { ...base, state: 'done', exchange: exchange.id };
  } catch (error) {
    const blocked = error instanceof MissingFact ? withoutFact(error) : error;
    if (blocked instanceof Blocked)
      return { ...base, ...blockedOutcome(blocked, tools.workshop.possibilities.allow.create) };
    const detail = error instanceof Error ? error.message : String(error);
    return { ...base, state: 'blocked', reason: 'suite-error', detail };
  }
}

/** Why a scenario was not sent. What is not there could have been made, had the target's owner allowed it. */
function blockedOutcome(
  { reason, message, exchange }: Blocked,
  mayCreate: boolean,
): Omit<ScenarioOutcome, 'id' | 'operation' | 'intent'> {
  if (reason === 'no-resource' && !mayCreate) {
    return {
      state: 'not-allowed',
      reason: 'not-allowed',
      detail: `${message} The target file does not allow to make it (allow.create).`,
    };
  }
  if (reason === 'not-allowed') return { state: 'not-allowed', reason, detail: message };
  return { state: 'blocked', reason, detail: message, ...(exchange ? { exchange } : {}) };
}
