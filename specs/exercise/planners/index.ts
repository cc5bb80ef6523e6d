import type { Planner } from '../scenario.ts';
import { badRequestsPlanner } from './bad-requests.ts';
import { documentedCases } from './documented-cases.ts';
import { lists } from './lists.ts';
import { refusals } from './refusals.ts';
import { tabledRefusals } from './tabled-refusals.ts';
import { transitions } from './transitions.ts';
import { deleted, forbidden, foreign, wrongParent } from './who-may.ts';
import { wrongState } from './wrong-state.ts';

/** All kinds of scenarios, in the order in which an operation's are carried out. */
export const PLANNERS: readonly Planner[] = [documentedCases, refusals, badRequestsPlanner, tabledRefusals, forbidden, foreign, deleted, wrongParent, wrongState, lists, transitions];
