import type { Contract } from '../specs/contract/types.ts';
import type { Check } from '../specs/judge/types.ts';
import { readKnownChecks } from '../specs/levels/known-checks.ts';
import { digestOfList, newestLevels } from '../specs/levels/load.ts';
import { stateOf } from '../specs/levels/state.ts';
import type { Recording } from '../specs/recording/types.ts';
import { mendOf } from './mend.ts';
import type { ReportLevels } from './model.ts';

/** What the checks of a whole run come to by a list of levels, the newest one of the contract's profile; undefined where it has none. */
export function levelsOf(
  contract: Contract,
  recording: Recording,
  checks: Check[],
  list = newestLevels(contract.profile.id),
): ReportLevels | undefined {
  if (!list) return undefined;
  const { header, footer } = recording;
  const known = readKnownChecks(list.profile);
  const isComplete = footer !== undefined && !footer.interrupted;
  const { capabilities, ...state } = stateOf(list, checks, { known, aliases: contract.aliases }, isComplete);
  const byId = new Map(checks.map((check) => [check.id, check]));
  const claimed = header.target.profile === contract.profile.id ? header.target.level : undefined;
  return {
    ...state,
    date: list.date,
    title: list.title,
    digest: digestOfList(list, known),
    ...(claimed && list.levels.some(({ id }) => id === claimed) ? { claimed } : {}),
    capabilities: capabilities.map(({ missing, ...capability }) => ({
      ...capability,
      missing: missing.map((one) => ({ ...one, mend: mendOf(byId.get(one.check)) })),
    })),
  };
}
