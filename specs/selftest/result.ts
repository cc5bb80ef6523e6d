import type { Contract } from '../contract/types.ts';
import type { Text } from '../judge/types.ts';
import { RULES } from '../rules/index.ts';
import { CONTROLS } from './controls/index.ts';
import { type Equivalent, explanationOf } from './equivalents.ts';
import { KINDS } from './kinds/index.ts';
import type { ControlTrial, ShardResult } from './shard.ts';
import type { Trial } from './try.ts';

/** Counts of mutants by what became of them. */
export interface Tally {
  mutants: number;
  /** Caught by a check of the row, with the expected finding at the expected place. */
  killed: number;
  /** Not so, and known to be no mistake. */
  explained: number;
  /** Noticed by another check only. */
  otherwise: number;
  /** Not noticed at all. */
  survived: number;
}

/** What the self-test found: written as `selftest.json`, whose JSON Schema is `schemas/formats/selftest.yaml`. */
export interface SelftestResult {
  formatVersion: 1;
  suite: { name: string; version: string };
  seed: number;
  /** Wall time of judging and the processors' time that it took, in seconds, and the workers that shared it. */
  seconds: number;
  cpuSeconds: number;
  workers: number;
  total: Tally;
  profiles: (Tally & { profile: string; contract: string; run: string; exchanges: number })[];
  rules: (Tally & { id: string; title: Text; controls: number; falseAlarms: number; passing: number })[];
  kinds: (Tally & { id: string; title: Text; rule: string })[];
  /** Failures of a rule's checks because of a kind's mutants: of the rule that had to see it, and of others beside it. */
  cells: { rule: string; kind: string; right: number; beside: number }[];
  survivors: Survivor[];
  controls: { id: string; title: Text; variations: number; checks: number; accused: Accusation[] }[];
  behaviour: BehaviourTrial[];
  /** Entries of the list of equivalents that explain nothing any more. */
  stale: string[];
  ok: boolean;
}

export interface Survivor {
  profile: string;
  kind: string;
  id: string;
  rule: string;
  fate: 'otherwise' | 'survived';
  rows: string[];
  /** What the first row says. */
  clause?: Text;
  codes: string[];
  pointers?: string[];
  found: string[];
  reason?: Text;
}

export interface Accusation {
  profile: string;
  variation: string;
  check: string;
  rule: string;
  code: string | null;
}

/** A cloud that is wrong in one way: what its run has to fail, and what failed. */
export interface BehaviourTrial {
  deviation: string;
  title: string;
  profile: string;
  /** Pattern of the checks that have to see it. */
  expected: string[];
  code: string;
  killed: boolean;
  right: string[];
  beside: string[];
}

interface Options {
  suite: SelftestResult['suite'];
  seed: number;
  seconds: number;
  cpuSeconds: number;
  workers: number;
  contracts: ReadonlyMap<string, Contract>;
  equivalents: readonly Equivalent[];
  behaviour: BehaviourTrial[];
  /** Whether every kind was tried on every profile: only then can an equivalent be stale. */
  complete: boolean;
}

/** Puts the shards of a self-test together. */
export function resultOf(shards: readonly ShardResult[], options: Options): SelftestResult {
  const { contracts, equivalents, behaviour, complete, ...head } = options;
  const judged = shards.flatMap(({ profile, trials }) =>
    trials.map((trial) => {
      const equivalent = trial.fate === 'killed' ? undefined : explanationOf(trial, equivalents);
      return { profile, trial, equivalent };
    }),
  );
  const tallyOf = (some: typeof judged): Tally => ({
    mutants: some.length,
    killed: some.filter(({ trial }) => trial.fate === 'killed').length,
    explained: some.filter(({ equivalent }) => equivalent).length,
    otherwise: some.filter(({ trial, equivalent }) => trial.fate === 'otherwise' && !equivalent).length,
    survived: some.filter(({ trial, equivalent }) => trial.fate === 'survived' && !equivalent).length,
  });
  const ruleOf = new Map(KINDS.map(({ id, rule }) => [id, rule]));
  const controlTrials = shards.flatMap(({ profile, controls }) => controls.map((trial) => ({ profile, ...trial })));
  const used = new Set(judged.map(({ equivalent }) => equivalent));
  // What was not tried, as its place was not chosen, may still be so.
  const isTried = (one: Equivalent): boolean => judged.some(({ trial }) => explanationOf(trial, [one]) !== undefined);
  const stale = complete ? equivalents.filter((one) => !used.has(one) && isTried(one)) : [];
  const total = tallyOf(judged);
  const controls = CONTROLS.map((control) => controlOf(control, controlTrials));
  const isCaught = behaviour.every(({ killed }) => killed);
  const isInnocent = controls.every(({ accused }) => accused.length === 0);
  return {
    formatVersion: 1,
    ...head,
    total,
    profiles: [...new Set(shards.map(({ profile }) => profile))].map((profile) => {
      const { contract, run, exchanges } = shards.find((shard) => shard.profile === profile)!;
      return { profile, contract, run, exchanges, ...tallyOf(judged.filter((one) => one.profile === profile)) };
    }),
    rules: RULES.map(({ id, title }) => ({
      id,
      title,
      ...tallyOf(judged.filter(({ trial }) => ruleOf.get(trial.kind) === id)),
      passing: sum([...new Map(shards.map((shard) => [shard.profile, shard.passing[id] ?? 0])).values()]),
      controls: controlTrials.length,
      falseAlarms: sum(controlTrials.map(({ accused }) => accused.filter(({ rule }) => rule === id).length)),
    })),
    kinds: KINDS.map(({ id, title, rule }) => ({
      id,
      title,
      rule,
      ...tallyOf(judged.filter(({ trial }) => trial.kind === id)),
    })).filter(({ mutants }) => mutants > 0),
    cells: cellsOf(judged.map(({ trial }) => trial)),
    survivors: judged
      .filter(({ trial }) => trial.fate !== 'killed')
      .map(({ profile, trial, equivalent }) =>
        survivorOf(profile, trial, ruleOf.get(trial.kind)!, equivalent, contracts),
      )
      .sort((a, b) => Number(a.reason !== undefined) - Number(b.reason !== undefined)),
    controls,
    behaviour,
    stale: stale.map(({ kinds, rows }) => `${kinds.join(', ')}: ${rows.join(', ')}`),
    ok: total.otherwise + total.survived === 0 && isInnocent && isCaught && stale.length === 0,
  };
}

function controlOf(
  { id, title }: (typeof CONTROLS)[number],
  trials: (ControlTrial & { profile: string })[],
): SelftestResult['controls'][number] {
  const own = trials.filter(({ control }) => control === id);
  return {
    id,
    title,
    variations: own.length,
    checks: sum(own.map(({ checks }) => checks)),
    accused: own.flatMap(({ profile, id: variation, accused }) =>
      accused.map(({ id: check, rule, code }) => ({ profile, variation, check, rule, code })),
    ),
  };
}

function cellsOf(trials: readonly Trial[]): SelftestResult['cells'] {
  const cells = new Map<string, SelftestResult['cells'][number]>();
  const cell = (rule: string, kind: string): SelftestResult['cells'][number] => {
    const key = `${rule} ${kind}`;
    const made = cells.get(key) ?? { rule, kind, right: 0, beside: 0 };
    cells.set(key, made);
    return made;
  };
  for (const { kind, right, others } of trials) {
    for (const rule of new Set(right.map(ruleIn))) cell(rule, kind).right += 1;
    for (const rule of new Set(others.map(ruleIn))) cell(rule, kind).beside += 1;
  }
  return [...cells.values()];
}

/** The rule of a check, by its id. */
function ruleIn(checkId: string): string {
  return checkId.split('/')[1]!;
}

function survivorOf(
  profile: string,
  { kind, id, fate, rows, expected, found = [] }: Trial,
  rule: string,
  equivalent: Equivalent | undefined,
  contracts: ReadonlyMap<string, Contract>,
): Survivor {
  const clause = rows.map((row) => contracts.get(profile)?.rows.get(row)?.clause).find(Boolean);
  return {
    profile,
    kind,
    id,
    rule,
    fate: fate as Survivor['fate'],
    rows,
    ...(clause ? { clause } : {}),
    codes: expected?.codes ?? [],
    ...(expected?.pointers ? { pointers: expected.pointers } : {}),
    found,
    ...(equivalent ? { reason: equivalent.reason } : {}),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((whole, number) => whole + number, 0);
}
