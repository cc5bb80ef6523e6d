import type { Contract } from '../contract/types.ts';
import type { Recording } from '../recording/types.ts';
import { Evidence } from './evidence.ts';
import { judge, judgeOne, planChecks } from './judge.ts';
import type { Rule } from './rule.ts';

/** Scenarios are looked for in this many rounds; what fails in still others has been confirmed by them. */
const ROUNDS = 3;

/**
 * The scenarios that show what failed, to be carried out once more. Left out is what needs no confirming: a check that is known as
 * flaky already, one that a waiver covers, and one that fails in scenario after scenario.
 * @returns ids as the recording has them
 */
export function failingScenarios(
  contract: Contract,
  recording: Recording,
  rules: readonly Rule[],
  patterns?: string[],
): Set<string> {
  const checks = judge(contract, recording, rules, patterns);
  const failed = checks.filter(({ verdict, flaky, waiver }) => verdict === 'fail' && !flaky && !waiver);
  const ids = new Set(failed.map(({ id }) => id));
  let open = planChecks(contract, rules).filter(({ id }) => ids.has(id));
  const scenarioOf = new Map(recording.exchanges.map(({ id, scenario }) => [id, scenario]));
  const shownBy = new Map<string, string[]>(open.map(({ id }) => [id, []]));
  for (let round = 0; round <= ROUNDS && open.length > 0; round += 1) {
    const known = new Set([...shownBy.values()].flat());
    const exchanges = recording.exchanges.filter((exchange) => !exchange.attempt && !known.has(exchange.scenario));
    const evidence = new Evidence(contract, { ...recording, exchanges });
    open = open.filter((planned) => {
      const outcome = judgeOne(planned, evidence);
      if (outcome.verdict !== 'fail') return false;
      shownBy.get(planned.id)!.push(...outcome.exchanges.flatMap((id) => scenarioOf.get(id) ?? []));
      return true;
    });
  }
  for (const { id } of open) shownBy.delete(id);
  return new Set([...shownBy.values()].flat());
}
