import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';
import { matchesPattern } from '../contract/inventory.ts';
import type { Check } from '../judge/types.ts';
import type { BehaviourTrial } from './result.ts';

/** A cloud that is wrong in one way, and what has to be said of it. */
export interface Behaviour {
  /** Name of a deviation of the embedded cloud. */
  deviation: string;
  profile: string;
  /** Operations that are exercised, as patterns of `--only`. */
  only: string[];
  /** Patterns of the checks of which one has to fail, and its finding. */
  checks: string[];
  code: string;
}

const FILE = path.resolve(import.meta.dirname, '../../fixtures/selftest/behaviour.yaml');

/** The project's list of wrong clouds (docs/formats.md). @throws {InputError} */
export function readBehaviour(file: string = FILE): Behaviour[] {
  return readValidated<Behaviour[]>(file, 'behaviour');
}

/** What the verdicts on a wrong cloud are worth: whether the right check failed, and which others did. */
export function trialOf(behaviour: Behaviour, title: string, checks: readonly Check[]): BehaviourTrial {
  const failed = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  const isRight = ({ id, finding }: Check): boolean =>
    finding?.code === behaviour.code && behaviour.checks.some((pattern) => matchesPattern(pattern, id));
  const right = failed.filter(isRight);
  // The same fault in other operations is no other fault.
  const isSame = ({ rule, finding }: Check): boolean =>
    finding?.code === behaviour.code && right.some((check) => check.rule === rule);
  return {
    deviation: behaviour.deviation,
    title,
    profile: behaviour.profile,
    expected: behaviour.checks,
    code: behaviour.code,
    killed: right.length > 0,
    right: right.map(({ id }) => id),
    beside: failed.filter((check) => !isSame(check)).map(({ id, finding }) => `${id}: ${finding?.code ?? 'error'}`),
  };
}
