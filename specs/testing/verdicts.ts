import { loadContract } from '../contract/load.ts';
import type { Contract } from '../contract/types.ts';
import { judge } from '../judge/judge.ts';
import type { Check } from '../judge/types.ts';
import type { Exchange, Recording } from '../recording/types.ts';
import { RULES } from '../rules/index.ts';
import { type RecordingChanges, recordingOf } from './recording.ts';

/** The profiles that there are. */
export const PROFILES = ['openstack', 'easystack', 'huawei'] as const;

const contracts = new Map<string, Contract>();

/** A real contract, shared by the tests of a file. */
export function contractOf(profile: (typeof PROFILES)[number]): Contract {
  const known = contracts.get(profile);
  if (known) return known;
  const contract = loadContract(profile);
  contracts.set(profile, contract);
  return contract;
}

/** One check of a recording, by all rules of a contract. @throws Error where the contract asks for no such check */
export function checkOf(contract: Contract, recording: Recording, id: string): Check {
  const [check] = judge(contract, recording, RULES, [id]);
  if (!check) throw new Error(`the contract of ${contract.profile.id} has no check ${id}`);
  return check;
}

/** The check that some exchanges get: what most tests of a rule ask. */
export function checkOn(contract: Contract, id: string, exchanges: Exchange[], changes?: RecordingChanges): Check {
  return checkOf(contract, recordingOf(contract, exchanges, changes), id);
}

/** What tests compare of a check: its verdict, and the code and pointer of its finding or its reason. */
export function gist({ verdict, reason, finding }: Check): Record<string, unknown> {
  return {
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(finding ? { code: finding.code, pointer: finding.pointer } : {}),
  };
}

/** Freezes a value and all that is in it, so that a change to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
