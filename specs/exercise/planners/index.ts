import type { Planner } from '../scenario.ts';
import { badRequestsPlanner } from './bad-requests.ts';
import { documentedCases } from './documented-cases.ts';
import { failing } from './failing.ts';
import { lists } from './lists.ts';
import { locking } from './locking.ts';
import { microversionTrials } from './microversion-trials.ts';
import { microversions } from './microversions.ts';
import { recycling } from './recycling.ts';
import { refusals } from './refusals.ts';
import { serviceDown } from './service-down.ts';
import { tabledRefusals } from './tabled-refusals.ts';
import { transitions } from './transitions.ts';
import { deleted, forbidden, foreign } from './who-may.ts';
import { wrongParent } from './wrong-parent.ts';

/** All kinds of scenarios, in the order in which an operation's are carried out. */
export const PLANNERS: readonly Planner[] = [
  documentedCases,
  refusals,
  badRequestsPlanner,
  tabledRefusals,
  forbidden,
  foreign,
  deleted,
  wrongParent,
  lists,
  transitions,
  microversions,
  microversionTrials,
  locking,
  recycling,
  failing,
  serviceDown,
];
