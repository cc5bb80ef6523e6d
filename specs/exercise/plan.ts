import { compareVersions, inRange } from '../../schemas/version.ts';
import { matchesPattern } from '../contract/inventory.ts';
import type { Case, Contract, Operation } from '../contract/types.ts';
import type { Intent } from '../recording/types.ts';
import type { Allow, IdentityName } from './target/types.ts';

/** One request that a run means to send, with what it needs; or why it will not. */
export interface Scenario {
  id: string;
  operation: Operation;
  intent: Intent;
  case: Case;
  /** Microversion to ask for; null where the service has none. */
  version: string | null;
  identity: IdentityName;
  ruledOut?: { reason: string; detail: string };
}

/** What is known of a target before the plan is made. */
export interface Possibilities {
  allow: Allow;
  identities: IdentityName[];
  /** Range that the compute endpoint states; null where it states none. */
  microversions: { min: string; max: string } | null;
  /** Services that have an endpoint. */
  services: string[];
}

const REFUSALS: Intent[] = ['no-token', 'bad-token', 'unknown-id'];

/**
 * What a run would send, in the order of the tables. Pure.
 * @param patterns operation ids or patterns (`*`) to keep; all where left out
 */
export function planScenarios(contract: Contract, target: Possibilities, patterns?: string[]): Scenario[] {
  const scenarios: Scenario[] = [];
  for (const operation of contract.operations.values()) {
    if (patterns && !patterns.some((pattern) => matchesPattern(operationPattern(pattern), operation.id))) continue;
    for (const entry of operation.exercise ?? []) {
      scenarios.push(...caseScenarios(operation, readOnly(operation, entry, target), contract, target));
    }
    scenarios.push(...refusalScenarios(operation, contract, target));
  }
  return scenarios;
}

/** `server.pause/success-status*` names checks; their operation is what is exercised. */
function operationPattern(pattern: string): string {
  return pattern.split('/')[0]!;
}

function caseScenarios(operation: Operation, entry: Case, contract: Contract, target: Possibilities): Scenario[] {
  const identity = identityFor(operation, entry, target);
  const { versions, missing } = caseVersions(operation, entry, contract, target);
  const base = { operation, intent: 'case' as Intent, case: entry, identity };
  const name = `${operation.id}/${entry.id ?? 'documented'}`;
  const reachable = versions.map((version) => {
    const ruledOut = obstacle(operation, entry, identity, target);
    return { ...base, id: version === null ? name : `${name}@${version}`, version, ...(ruledOut ? { ruledOut } : {}) };
  });
  const unreachable = missing.map((version) => ({
    ...base,
    id: `${name}@${version}`,
    version,
    ruledOut: { reason: 'version-range', detail: `The target does not offer microversion ${version}.` },
  }));
  return [...reachable, ...unreachable];
}

function refusalScenarios(operation: Operation, contract: Contract, target: Possibilities): Scenario[] {
  const entry = operation.exercise?.[0] ?? {};
  const { versions } = caseVersions(operation, entry, contract, target);
  const version = versions.at(0) ?? null;
  return REFUSALS.flatMap((intent): Scenario[] => {
    if (intent !== 'unknown-id' && operation.service === 'identity') return [];
    if (intent === 'unknown-id' && !/\{(?!project_id)[a-z_]+\}/.test(operation.path)) return [];
    const identity = intent === 'unknown-id' ? identityFor(operation, {}, target) : 'member';
    const ruledOut = refusalObstacle(operation, intent, identity, target);
    return [
      {
        id: `${operation.id}/${intent}`,
        operation,
        intent,
        case: entry,
        version,
        identity,
        ...(ruledOut ? { ruledOut } : {}),
      },
    ];
  });
}

function identityFor(operation: Operation, entry: Case, target: Possibilities): IdentityName {
  const wanted = (entry.identity as IdentityName | undefined) ?? operation.permission;
  return wanted === 'admin' && !target.identities.includes('admin') ? 'admin' : wanted;
}

function obstacle(operation: Operation, entry: Case, identity: IdentityName, target: Possibilities) {
  const basic = refusalObstacle(operation, 'case', identity, target);
  if (basic) return basic;
  if (isBuilding(operation) && !target.allow.create) {
    return {
      reason: 'not-allowed',
      detail: 'The target file does not allow to create or change anything (allow.create).',
    };
  }
  for (const need of entry.allow ?? []) {
    if (!target.allow[need as keyof Allow]) {
      return { reason: 'not-allowed', detail: `The target file does not allow it (allow.${need}).` };
    }
  }
  return undefined;
}

function refusalObstacle(operation: Operation, intent: Intent, identity: IdentityName, target: Possibilities) {
  if (!target.services.includes(operation.service)) {
    return { reason: 'no-service', detail: `The catalog has no service "${operation.service}".` };
  }
  if (!target.identities.includes(identity)) {
    return {
      reason: 'not-permitted',
      detail: `It takes an identity "${identity}", which the target file does not give.`,
    };
  }
  if (identity === 'admin' && !target.allow.admin) {
    return {
      reason: 'not-allowed',
      detail: "The target file does not allow administrator's operations (allow.admin).",
    };
  }
  if (operation.method !== 'GET' && intent !== 'case' && operation.service !== 'identity' && !target.allow.create) {
    return {
      reason: 'not-allowed',
      detail: 'The target file does not allow to create or change anything (allow.create).',
    };
  }
  return undefined;
}

/** Whether a case makes or changes anything. */
function isBuilding(operation: Operation): boolean {
  return operation.service !== 'identity' && operation.method !== 'GET';
}

/** Where nothing may be made, a case that only reads makes do with what the target has. */
function readOnly(operation: Operation, entry: Case, target: Possibilities): Case {
  if (target.allow.create || operation.method !== 'GET') return entry;
  const { needs: _needs, ...rest } = entry;
  return rest;
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
