import type { Text, VerdictName } from '../judge/types.ts';

/** What a list says of a check: it has to pass; it is only shown; it will go; it is gone. */
export type Standing = 'required' | 'advisory' | 'deprecated' | 'removed';

/** Something that a deployment can do, as patterns of the checks that show it. */
export type Capability = { id: string; title: Text } & Partial<Record<Standing, string[]>>;

/** A list of levels, as it stands in `specs/levels/<profile>/<date>.yaml` (`schemas/formats/levels.yaml`). */
export interface LevelList {
  /** `<profile>/<name of the file>`. */
  id: string;
  profile: string;
  /** From this day on it holds, `YYYY-MM-DD`; it asks for no check that was first known later. */
  date: string;
  title: Text;
  capabilities: Capability[];
  /** From the lowest to the highest; each takes in those before it. */
  levels: { id: string; title: Text; capabilities: string[] }[];
  /** Checks that are advisory wherever they stand. */
  advisory?: { checks: string[]; because: Text }[];
}

/** A required check that does not pass; `absent`: the report does not have it. */
export interface MissingCheck {
  check: string;
  verdict: VerdictName | 'absent';
}

export interface CapabilityState {
  id: string;
  /** The level that asks for it. */
  level: string;
  title: Text;
  isMet: boolean;
  /** Numbers of checks: those that are required, and what became of them. */
  required: number;
  passed: number;
  waived: number;
  missing: MissingCheck[];
  /** Checks that are not required (advisory, deprecated, of a lower level than must, or newer than the list), and those of them that failed. */
  advisory: number;
  advisoryFailed: number;
}

/** What a report comes to by a list of levels. */
export interface LevelState {
  list: string;
  reached: string | null;
  /** The lowest level that was not reached. */
  next: string | null;
  levels: { id: string; title: Text; isReached: boolean; capabilities: string[] }[];
  capabilities: CapabilityState[];
}
