import path from 'node:path';
import { readValidated } from '../../schemas/input.ts';

/** How one resource of a population is made. */
export interface MemberRecipe {
  lease?: Record<string, unknown>;
  put?: Record<string, unknown>;
  putFrom?: Record<string, Record<string, unknown>>;
  replace?: Record<string, unknown>;
  /** Operation that is asked of it afterwards. */
  then?: string;
  /** It is not listed unless it is asked for. */
  hidden?: boolean;
}

/** The resources that a list's query parameters are tried on. */
export interface PopulationRecipe {
  /** Kind of resource (resources.yaml); left out where nothing is made. */
  kind?: string;
  /** Microversion to make them at, where the target has it. */
  version?: string;
  needs?: Record<string, Record<string, unknown>>;
  /** How they are looked at: the item stands at the JSON pointer. */
  show?: { operation: string; item: string; version?: string; identity?: 'member' | 'admin' };
  /** JSON pointer to the item in the answer to its creation. */
  made?: string;
  /** Other populations that have to be there. */
  with?: string[];
  members: Record<string, MemberRecipe>;
}

/** The table of populations, `specs/exercise/populations.yaml`. */
export function loadPopulations(): Record<string, PopulationRecipe> {
  return readValidated(path.join(import.meta.dirname, 'populations.yaml'), 'populations');
}
