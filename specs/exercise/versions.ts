import { compareVersions, inRange } from '../../schemas/version.ts';
import type { Case, Contract, Operation } from '../contract/types.ts';
import type { Allow, IdentityName } from './target/types.ts';

/** What is known of a target before the plan is made. */
export interface Possibilities {
  allow: Allow;
  identities: IdentityName[];
  /** Those of them that have the role of an administrator. */
  administrators?: IdentityName[];
  /** Range that the compute endpoint states; null where it states none. */
  microversions: { min: string; max: string } | null;
  /** Services that have an endpoint. */
  services: string[];
  /** Aliases of the facts that were found or named; unknown where left out. */
  known?: ReadonlySet<string>;
}

/**
 * The microversions that a case asks for: those in reach of the profile, the operation and the target, and those that are not.
 * `[null]` for services without microversions.
 */
export function caseVersions(
  operation: Operation,
  entry: Case,
  contract: Contract,
  target: Pick<Possibilities, 'microversions'>,
): { versions: (string | null)[]; missing: string[] } {
  const range = target.microversions;
  if (operation.service !== 'compute') return { versions: [null], missing: [] };
  const bounds = { min: bound('min'), max: bound('max') };
  const isRead = operation.method === 'GET';
  const wishes = entry.versions ?? (isRead ? ['min', 'recommended', 'max'] : ['recommended']);
  const wanted = [...new Set(wishes.map(named))];
  const isReachable = (version: string): boolean => inRange(version, { from: bounds.min, until: bounds.max });
  return { versions: wanted.filter(isReachable) as (string | null)[], missing: wanted.filter((v) => !isReachable(v)) };

  function named(wish: string): string {
    if (wish === 'min' || wish === 'max') return bounds[wish];
    return wish === 'recommended' ? (operation.recommended ?? bounds.min) : wish;
  }

  /** The narrowest of what the profile describes, the operation exists in and the target offers. */
  function bound(end: 'min' | 'max'): string {
    const ends = [
      contract.profile.microversions[end],
      range?.[end],
      operation.versions?.[end === 'min' ? 'from' : 'until'],
    ];
    const known = ends.filter((version): version is string => version !== undefined).sort(compareVersions);
    return (end === 'min' ? known.at(-1) : known.at(0))!;
  }
}
