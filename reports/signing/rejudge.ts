import { currentId } from '../../specs/contract/aliases.ts';
import { loadContract, profileIds } from '../../specs/contract/load.ts';
import type { Contract } from '../../specs/contract/types.ts';
import { judge } from '../../specs/judge/judge.ts';
import type { Check } from '../../specs/judge/types.ts';
import { levelLists } from '../../specs/levels/load.ts';
import type { Recording } from '../../specs/recording/types.ts';
import { RULES } from '../../specs/rules/index.ts';
import { levelsOf } from '../levels.ts';
import { digestOf } from './canonical-json.ts';
import { factsOf, signedVerdict } from './statement.ts';
import type { SignedVerdict, Statement } from './types.ts';

/** A verdict, or a level, that does not follow from the recording. */
export interface Deviation {
  check?: string;
  message: string;
}

/**
 * Judges a recording again by the contract of this release, and says what of a statement does not follow from it.
 * @param sameSuite whether this release made the report: then the particulars of each check have to be the same too
 */
export function deviationsOf(
  statement: Pick<Statement, 'target' | 'run' | 'waivers' | 'verdicts' | 'level'>,
  recording: Recording,
  contract: Contract,
  sameSuite: boolean,
): Deviation[] {
  const checks = checksOf(statement, recording, contract);
  const judged = new Map(checks.map((check) => [check.id, check]));
  const deviations: Deviation[] = [];
  for (const signed of statement.verdicts) {
    const id = currentId(signed.check, contract.aliases);
    const message = deviation(signed, judged.get(id), sameSuite);
    judged.delete(id);
    if (message) deviations.push({ check: signed.check, message });
  }
  for (const check of judged.keys())
    deviations.push({ check, message: 'the contract asks for this check, and the statement leaves it out' });
  return [
    ...factDeviations(statement, recording),
    ...deviations,
    ...levelDeviation(statement, recording, contract, checks),
  ];
}

function factDeviations(statement: Pick<Statement, 'target' | 'run' | 'waivers'>, recording: Recording): Deviation[] {
  const facts = factsOf(recording);
  return (['target', 'run', 'waivers'] as const)
    .filter((name) => digestOf(statement[name]) !== digestOf(facts[name]))
    .map((name) => ({ message: `what it says under "${name}" is not what the recording says` }));
}

/** What the run was for; all that the recording shows, where the statement speaks of more than that. */
function checksOf({ verdicts }: Pick<Statement, 'verdicts'>, recording: Recording, contract: Contract): Check[] {
  const checks = judge(contract, recording, RULES, recording.header.run.only);
  const ids = new Set(checks.map(({ id }) => id));
  const isNarrower =
    recording.header.run.only !== undefined &&
    verdicts.some(({ check }) => !ids.has(currentId(check, contract.aliases)));
  return isNarrower ? judge(contract, recording, RULES) : checks;
}

/** The contract of a profile in this release; undefined where it has no such profile. */
export function contractHere(profile: string): Contract | undefined {
  if (!profileIds().includes(profile)) return undefined;
  const contract = contracts.get(profile) ?? loadContract(profile);
  contracts.set(profile, contract);
  return contract;
}

/** A release's files stay as they are while it runs, and some are read again and again. */
const contracts = new Map<string, Contract>();

function deviation(signed: SignedVerdict, check: Check | undefined, sameSuite: boolean): string | undefined {
  if (!check) return 'the contract has no such check';
  const { level, verdict, waived, digest } = signedVerdict(check);
  if (verdict !== signed.verdict) return `the verdict is ${signed.verdict}, and the recording gives ${verdict}`;
  if (level !== signed.level) return `the level is ${signed.level}, and the contract makes it ${level}`;
  if (waived !== signed.waived)
    return waived
      ? 'a waiver covers it, and the statement says none does'
      : 'no waiver in force covers it, and the statement says one does';
  if (sameSuite && digest !== signed.digest)
    return 'the verdict follows, but its finding, rows or exchanges are others';
  return undefined;
}

function levelDeviation(
  { level }: Pick<Statement, 'level'>,
  recording: Recording,
  contract: Contract,
  checks: Check[],
): Deviation[] {
  if (!level) return [];
  const list = levelLists(contract.profile.id).find(({ id }) => id === level.list);
  if (!list) return [{ message: `this release has no list of levels "${level.list}"` }];
  const found = levelsOf(contract, recording, checks, list);
  if (found?.digest !== level.digest)
    return [{ message: `the list of levels "${level.list}" is another one than here` }];
  if (found.reached === level.reached) return [];
  const named = (id: string | null): string => (id ? `"${id}"` : 'none');
  return [{ message: `the level reached is ${named(level.reached)}, and the recording gives ${named(found.reached)}` }];
}
