import type { Contract, Operation } from '../contract/types.ts';

/** A way from one state of a server to others. */
export interface Transition {
  operation: Operation;
  from: string[];
  to: string[];
}

/** Operations that take a resource from known states to known states, with a case that needs no more than the resource. */
export function transitionsOf(contract: Contract, resource: string): Transition[] {
  const all = [...contract.operations.values(), ...contract.auxiliary.values()];
  return all.flatMap((operation): Transition[] => {
    const { states } = operation;
    if (states?.resource !== resource || !states.to || states.to.includes('gone')) return [];
    if (!states.from || operation.variantOf || !hasPlainCase(operation, resource)) return [];
    return [{ operation, from: states.from, to: states.to }];
  });
}

/**
 * The shortest sequence of transitions from a state to another; none where there is no way.
 * An operation whose result is one of several states counts for the first one that it names.
 */
export function shortestPath(transitions: Transition[], from: string, to: string): Transition[] | undefined {
  const paths = new Map<string, Transition[]>([[from, []]]);
  const queue = [from];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const path = paths.get(state)!;
    if (state === to) return path;
    for (const transition of transitions) {
      const next = transition.to[0]!;
      if (!transition.from.includes(state) || paths.has(next)) continue;
      paths.set(next, [...path, transition]);
      queue.push(next);
    }
  }
  return undefined;
}

function hasPlainCase(operation: Operation, resource: string): boolean {
  return (operation.exercise ?? []).some((entry) => {
    const needs = Object.entries(entry.needs ?? {});
    return needs.length === 1 && needs[0]![0] === resource && needs[0]![1].fresh !== true && !entry.allow?.length;
  });
}
