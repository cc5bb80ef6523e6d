import type { Text } from '../judge/types.ts';
import type { Await, Exchange, Recording } from '../recording/types.ts';
import type { Subject } from './subject.ts';

/** What is changed of a recording: exchanges that take the place of those of the same id, waits that take that of those on the same exchange. */
export interface Change {
  exchanges?: Exchange[];
  awaits?: Await[];
}

/** What has to be said of a mutant: by a check on one of these rows, with one of these codes, at one of these places. */
export interface Expectation {
  /** Ids of the rows that the mutant breaks; a check on any of them may say so. */
  rows: string[];
  codes: string[];
  /** JSON pointers; any where left out. */
  pointers?: string[];
}

/** A recording that is wrong in one thing. */
export interface Mutant {
  kind: string;
  /** Where it is wrong: operation, exchange, and what of it. The same seed and recording give the same ids. */
  id: string;
  operation: string;
  expect: Expectation;
  change: Change;
}

/** One way of being wrong. One file each in `kinds/`; it knows the contract and the recording, and no rule's code. */
export interface MutantKind {
  id: string;
  title: Text;
  /** Id of the rule that has to see it. */
  rule: string;
  mutants(subject: Subject): Iterable<Omit<Mutant, 'kind'>>;
}

/** A harmless variation: no verdict may become worse by it. */
export interface Control {
  id: string;
  title: Text;
  /** Recordings that are as right as the one that they were made from. */
  variations(subject: Subject): Iterable<{ id: string; recording: Recording }>;
}
