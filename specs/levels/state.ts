import { currentId, idsOf } from '../contract/aliases.ts';
import { matchesPattern } from '../contract/inventory.ts';
import type { Alias } from '../contract/types.ts';
import type { Check } from '../judge/types.ts';
import { allKnown, type KnownChecks, knownBy } from './known-checks.ts';
import type { Capability, CapabilityState, LevelList, LevelState, MissingCheck, Standing } from './types.ts';

/** The mildest counts where several patterns name a check. */
const STANDINGS: readonly Standing[] = ['removed', 'deprecated', 'advisory', 'required'];

/** What a list of levels goes by, beside the checks. */
export interface Basis {
  known: KnownChecks;
  aliases: readonly Alias[];
}

/**
 * What some checks come to by a list. A level is reached when each required check of its capabilities, and of the levels before it,
 * passed, or failed under a waiver in force; whatever was not seen is missing. A pure function.
 * @param complete whether the run came to its end; else no level is reached
 */
export function stateOf(list: LevelList, checks: readonly Check[], basis: Basis, complete = true): LevelState {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const old = new Set(knownBy(basis.known, list.date).map((id) => currentId(id, basis.aliases)));
  const ids = new Set([...allKnown(basis.known).map((id) => currentId(id, basis.aliases)), ...byId.keys()]);
  const levelOf = new Map(
    list.levels.flatMap(({ id, capabilities }) => capabilities.map((name) => [name, id] as const)),
  );
  const states = list.capabilities.map((capability) => emptyState(capability, levelOf.get(capability.id)!));
  for (const id of ids) {
    const names = idsOf(id, basis.aliases);
    for (const [index, capability] of list.capabilities.entries()) {
      const standing = standingOf(names, capability, list);
      if (!standing || standing === 'removed') continue;
      count(states[index]!, id, byId.get(id), standing === 'required' && old.has(id));
    }
  }
  const capabilities = states.map((state) => ({ ...state, isMet: state.missing.length === 0 }));
  const met = new Set(capabilities.filter(({ isMet }) => isMet).map(({ id }) => id));
  let isOpen = complete;
  const levels = list.levels.map(({ id, title, capabilities: names }) => {
    isOpen &&= names.every((name) => met.has(name));
    return { id, title, isReached: isOpen, capabilities: names };
  });
  return {
    list: list.id,
    reached: levels.findLast(({ isReached }) => isReached)?.id ?? null,
    next: levels.find(({ isReached }) => !isReached)?.id ?? null,
    levels,
    capabilities,
  };
}

function emptyState({ id, title }: Capability, level: string): CapabilityState {
  return {
    id,
    level,
    title,
    isMet: false,
    required: 0,
    passed: 0,
    waived: 0,
    missing: [],
    advisory: 0,
    advisoryFailed: 0,
  };
}

/**
 * What a list says of a check in a capability; undefined where the capability does not name it.
 * @param names the id of the check and those that it had before
 */
export function standingOf(
  names: readonly string[],
  capability: Capability,
  list: Pick<LevelList, 'advisory'>,
): Standing | undefined {
  const areNamed = (patterns: readonly string[] = []): boolean =>
    patterns.some((pattern) => names.some((name) => matchesPattern(pattern, name)));
  const standing = STANDINGS.find((each) => areNamed(capability[each]));
  if (standing !== 'required') return standing;
  return list.advisory?.some(({ checks }) => areNamed(checks)) ? 'advisory' : 'required';
}

function count(state: CapabilityState, id: string, check: Check | undefined, isRequired: boolean): void {
  if (!isRequired || (check && check.level !== 'must')) {
    if (!check) return;
    state.advisory += 1;
    if (check.verdict === 'fail' && !check.waiver) state.advisoryFailed += 1;
    return;
  }
  state.required += 1;
  if (check?.verdict === 'pass') state.passed += 1;
  else if (check?.waiver) state.waived += 1;
  else state.missing.push({ check: id, verdict: check?.verdict ?? 'absent' } satisfies MissingCheck);
}
