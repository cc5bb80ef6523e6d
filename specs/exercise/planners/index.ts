import type { Planner } from '../scenario.ts';
import { documentedCases } from './documented-cases.ts';
import { refusals } from './refusals.ts';

/** All kinds of scenarios, in the order in which an operation's are carried out. */
export const PLANNERS: readonly Planner[] = [documentedCases, refusals];
