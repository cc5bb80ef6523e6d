import type { ScenarioOutcome } from '../recording/types.ts';
import { Blocked } from './blocked.ts';
import type { Scenario, Tools } from './scenario.ts';

/** Carries one scenario out, from its preconditions to the traces that it left. Never rejects; judges nothing. */
export async function carryOut(scenario: Scenario, tools: Tools): Promise<ScenarioOutcome> {
  const base = { id: scenario.id, operation: scenario.operation.id, intent: scenario.intent };
  if (scenario.ruledOut) return { ...base, state: 'not-allowed', ...scenario.ruledOut };
  if (tools.workshop.signal.aborted)
    return { ...base, state: 'blocked', reason: 'interrupted', detail: 'The run was interrupted.' };
  try {
    const exchange = await scenario.carryOut(scenario, tools);
    return { ...base, state: 'done', exchange: exchange.id };
  } catch (error) {
    if (error instanceof Blocked)
      return { ...base, ...blockedOutcome(error, tools.workshop.possibilities.allow.create) };
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
