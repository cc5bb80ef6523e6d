import type { Case, Contract, Operation } from '../contract/types.ts';
import { bodyOf } from '../exercise/fill.ts';
import { caseVersions } from '../exercise/versions.ts';
import { type Defect, deriveDefects } from './derive.ts';

/** A spoiled call: the case that it is made from, the microversion, and what is spoiled. */
export interface BadRequest {
  defect: Defect;
  case: Case;
  version: string | null;
}

/** What stands for facts while a body is thought over; when it is sent, they are filled in. */
const STAND_INS: Record<string, string> = {
  user_data: 'c2FtcGxl',
  public_key: 'ssh-ed25519 AAAA',
  password: 'Conform-1234',
  name: 'conform-name',
};
const SOME_ID = '5d0f7c3e-8d3a-4a5b-9c1d-2f6e7a8b9c0d';

const known = new WeakMap<Contract, Map<string, BadRequest[]>>();

/**
 * The bad requests of an operation: those of its first case first, then those that only another case, or a later microversion, brings.
 * The same whatever the target offers.
 */
export function badRequests(operation: Operation, contract: Contract): BadRequest[] {
  const ofContract = known.get(contract) ?? new Map<string, BadRequest[]>();
  known.set(contract, ofContract);
  const before = ofContract.get(operation.id);
  if (before) return before;
  const found = new Map<string, BadRequest>();
  for (const { entry, version } of operation.request ? bases(operation, contract) : []) {
    const body = standIn(bodyOf(operation, entry, contract.examples).body);
    for (const defect of deriveDefects(contract.schemas, operation.request!, version ?? '2.1', body)) {
      if (!found.has(defect.id)) found.set(defect.id, { defect, case: entry, version });
    }
  }
  const all = [...found.values()];
  ofContract.set(operation.id, all);
  return all;
}

function bases(operation: Operation, contract: Contract): { entry: Case; version: string | null }[] {
  const anyTarget = { microversions: null };
  const seen = new Set<string>();
  return (operation.exercise ?? [])
    .filter((entry) => (entry.body !== undefined || entry.example !== undefined) && entry.as === undefined)
    .flatMap((entry, index) => {
      const own = caseVersions(operation, entry, contract, anyTarget).versions;
      // The newest version has members that no case needs.
      const newest =
        index === 0 ? caseVersions(operation, { ...entry, versions: ['max'] }, contract, anyTarget).versions : [];
      return [...new Set([...own, ...newest])].map((version) => ({ entry, version }));
    })
    .filter(({ entry, version }) => {
      const key = `${version} ${JSON.stringify([entry.example, entry.body, entry.set, entry.unset])}`;
      return !seen.has(key) && seen.add(key);
    });
}

function standIn(template: unknown): unknown {
  if (Array.isArray(template)) return template.map(standIn);
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, standIn(value)]));
  }
  if (typeof template !== 'string') return template;
  const [, alias, fact] = /^\$([a-z][a-z0-9_]*)(?:\.([a-z_]+))?$/.exec(template) ?? [];
  if (alias === undefined) return template;
  if (alias.startsWith('flavor_bms')) return 'physical.o2.medium';
  return STAND_INS[alias] ?? (fact === 'id' || alias === 'uuid' ? SOME_ID : 'conform-name');
}
