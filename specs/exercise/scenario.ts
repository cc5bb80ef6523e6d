import type { StatePair } from '../contract/states.ts';
import type { Case, Contract, Operation } from '../contract/types.ts';
import type { Exchange, Intent } from '../recording/types.ts';
import type { Leases } from './lease.ts';
import type { Obstacle } from './obstacles.ts';
import type { Populations } from './populations.ts';
import type { Remover } from './remover.ts';
import type { Resources } from './resources.ts';
import type { ServerPool } from './server-pool.ts';
import type { IdentityName } from './target/types.ts';
import type { Possibilities } from './versions.ts';
import type { Workshop } from './workshop.ts';

/** The tour through the graph of states, on which scenarios of states are carried out. */
export interface Tour {
  /** Says which pairs will be asked for. */
  expect(pairs: StatePair[], resources: Resources, contract: Contract): void;
  /** The exchange in which a scenario's pair was tried. @throws Blocked where it could not be */
  visit(scenario: Scenario, tools: Tools): Promise<Exchange>;
}

/** What scenarios are carried out with. */
export interface Tools {
  workshop: Workshop;
  leases: Leases;
  pool: ServerPool;
  remover: Remover;
  tour: Tour;
  populations: Populations;
  /** Ids of what is to be carried out; all where left out. */
  due?: ReadonlySet<string>;
}

/** One request that a run means to send, with what it needs; or why it will not. */
export interface Scenario {
  id: string;
  operation: Operation;
  intent: Intent;
  case: Case;
  /** Microversion to ask for; null where the service has none. */
  version: string | null;
  identity: IdentityName;
  ruledOut?: Obstacle;
  /** How many requests it sends, beside what it needs; one where left out. For the plan alone. */
  requests?: number;
  /** What the tour of the states tries for it. */
  pair?: StatePair;
  /** Population (populations.yaml) that it uses; those that do come first, so that it can soon be taken away. */
  population?: string;
  /** Brings its precondition about, sends it, waits for its effect, and takes its traces away. @returns the telling exchange @throws Blocked */
  carryOut(scenario: Scenario, tools: Tools): Promise<Exchange>;
}

/** Says which scenarios of one kind an operation has. Pure: it sends nothing. */
export type Planner = (operation: Operation, contract: Contract, target: Possibilities) => Scenario[];
