import { currentId, namesCheck } from '../../specs/contract/aliases.ts';
import type { Alias } from '../../specs/contract/types.ts';
import type { Check, Level } from '../../specs/judge/types.ts';
import type { Waiver } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import { LEVEL_ORDER } from '../text.ts';
import type { Change, Gate, GateWaiver, Note, Policy, Side } from './model.ts';

/** A waiver, and where it stands if it came from a file of waivers. */
export type PlacedWaiver = Waiver & { file?: string; line?: number };

/** What a report is held against. */
export interface Against {
  baseline: Report;
  /** Waivers beside those of the report's own target. */
  waivers: readonly PlacedWaiver[];
  policy: Policy;
  /** Checks that were renamed since the baseline was made. */
  aliases: readonly Alias[];
  /** The day on which waivers have to be in force, `YYYY-MM-DD`. */
  at: string;
}

/** Holds a report against a baseline: what got worse, what got better, and which waivers have had their day. Pure. */
export function gate(report: Report, against: Against): Gate {
  const { baseline, policy, aliases, at } = against;
  const waivers = [...(report.target.waivers ?? []), ...against.waivers].map((waiver) =>
    placed(waiver, report, against),
  );
  const notes = notesOn(report, baseline);
  const isLess = !notes.includes('other-contract') || notes.includes('narrowed');
  const before = new Map(baseline.checks.map((check) => [currentId(check.id, aliases), check]));
  const now = new Map(report.checks.map((check) => [check.id, check]));
  const ids = [...now.keys(), ...[...before.keys()].filter((id) => !now.has(id))];
  const changes = ids.flatMap((id) => {
    const change = changeOf(before.get(id), now.get(id));
    if (!change) return [];
    const waiver = change.now === 'fail' ? waiverFor(now.get(id)!, waivers, against) : undefined;
    const told = waiver ? { ...change, waiver } : change;
    return [{ ...told, effect: effectOf(told, policy, isLess) }];
  });
  const bad = waivers.filter(({ state }) => state === 'stale' || state === 'expired').length;
  const counted = (fits: (change: Change) => boolean): number => changes.filter(fits).length;
  const regressions = counted(({ effect }) => effect === 'regression');
  const unjudged = counted(({ effect }) => effect === 'unjudged');
  const notJudged = unjudged > 0 || !report.run.complete || report.checks.length === 0;
  return {
    formatVersion: 1,
    suite: report.suite,
    at,
    result: regressions + bad > 0 ? 'regression' : notJudged ? 'not-judged' : 'green',
    policy,
    report: sideOf(report),
    baseline: sideOf(baseline),
    notes,
    counts: {
      checks: report.checks.length,
      regressions,
      unjudged,
      newFailures: counted(({ kind }) => kind === 'new-failure'),
      newInconclusives: counted(({ kind }) => kind === 'new-inconclusive'),
      removed: counted(({ kind }) => kind === 'removed'),
      fixed: counted(({ kind }) => kind === 'fixed'),
      knownFailures: counted(({ kind }) => kind === 'known-failure'),
      waived: counted(({ waiver }) => waiver !== undefined),
      flaky: counted(({ flaky }) => flaky === true),
      badWaivers: bad,
    },
    changes: changes.toSorted((one, other) => urgency(one) - urgency(other)),
    waivers,
  };
}

/** The exit code that a gate calls for: 1 for a regression or a waiver that has had its day, 3 where it could not be judged, else 0. */
export function gateExitCode({ result }: Gate): 0 | 1 | 3 {
  return result === 'regression' ? 1 : result === 'not-judged' ? 3 : 0;
}

/** What became of a check; undefined where there is nothing to tell. */
function changeOf(before: Check | undefined, now: Check | undefined): Omit<Change, 'effect'> | undefined {
  const kind = kindOf(before, now);
  const check = now ?? before;
  if (!kind || !check) return undefined;
  const { id, operation, rule, level, reason } = check;
  const message = check.finding?.message ?? check.detail;
  const exchange = check.exchanges[0];
  return {
    kind,
    check: id,
    operation,
    rule,
    level,
    before: before?.verdict ?? null,
    now: now?.verdict ?? null,
    ...(now?.flaky ? { flaky: true as const } : {}),
    ...(now && reason ? { reason } : {}),
    ...(now && kind !== 'fixed' && message ? { message } : {}),
    ...(exchange ? { exchange } : {}),
  };
}

function kindOf(before: Check | undefined, now: Check | undefined): Change['kind'] | undefined {
  const wasJudged = before?.verdict === 'pass' || before?.verdict === 'fail';
  if (!now || now.verdict === 'not-applicable') return wasJudged ? 'removed' : undefined;
  if (now.verdict === 'fail') return before?.verdict === 'fail' ? 'known-failure' : 'new-failure';
  if (now.verdict === 'pass') return before?.verdict === 'fail' ? 'fixed' : undefined;
  const wasOpen = before?.verdict === 'inconclusive' || before?.verdict === 'error';
  return wasOpen && before.verdict === now.verdict ? undefined : 'new-inconclusive';
}

/** A new failure is a regression; what passed and is no longer judged leaves a hole; anything else is only told. */
function effectOf(change: Omit<Change, 'effect'>, policy: Policy, isLess: boolean): Change['effect'] {
  if (change.now === 'error') return change.kind === 'new-inconclusive' ? 'unjudged' : null;
  if (change.waiver || !counts(change.level, policy.level)) return null;
  if (change.kind === 'new-failure') return change.flaky && policy.flaky === 'warn' ? null : 'regression';
  if (change.before !== 'pass') return null;
  if (change.kind === 'new-inconclusive') return 'unjudged';
  // Another contract may no longer have a check; else it is missing because less was judged.
  if (change.kind === 'removed') return change.now === null && !isLess ? null : 'unjudged';
  return null;
}

function counts(level: Level, mildest: Level): boolean {
  return LEVEL_ORDER.indexOf(level) <= LEVEL_ORDER.indexOf(mildest);
}

function placed(waiver: PlacedWaiver, report: Report, { aliases, at }: Against): GateWaiver {
  const checks = report.checks.filter(({ id }) => namesCheck(waiver.check, id, aliases));
  const failures = checks.filter(({ verdict }) => verdict === 'fail').length;
  const passes = checks.some(({ verdict }) => verdict === 'pass');
  const isStale = failures === 0 && passes && !waiver.flaky;
  const state = waiver.expires < at ? 'expired' : isStale ? 'stale' : checks.length === 0 ? 'unmatched' : 'in-force';
  return { ...waiver, state, failures };
}

/** The waiver that covers a failure on the day; that of a report which does not list its waivers stands with the check. */
function waiverFor(check: Check, waivers: readonly GateWaiver[], { aliases, at }: Against): Change['waiver'] {
  const found = waivers.find((waiver) => waiver.expires >= at && namesCheck(waiver.check, check.id, aliases));
  const waiver = found ?? (check.waiver && check.waiver.expires >= at ? check.waiver : undefined);
  return waiver && { owner: waiver.owner, reason: waiver.reason, expires: waiver.expires };
}

function notesOn(report: Report, baseline: Report): Note[] {
  const notes: Note[] = [];
  if (!report.run.complete) notes.push('incomplete');
  if (!baseline.run.complete) notes.push('incomplete-baseline');
  if (report.contract.digest !== baseline.contract.digest) notes.push('other-contract');
  if (report.target.name !== baseline.target.name) notes.push('other-target');
  const isNarrower = report.run.only && String(report.run.only) !== String(baseline.run.only ?? '');
  if (isNarrower || report.checks.length === 0) notes.push('narrowed');
  return notes;
}

function sideOf({ target, contract, run, suite }: Report): Side {
  return {
    target: target.name,
    profile: contract.profile,
    run: run.id,
    startedAt: run.startedAt,
    suite: suite.version,
    digest: contract.digest,
  };
}

const KINDS: Change['kind'][] = ['new-failure', 'new-inconclusive', 'removed', 'known-failure', 'fixed'];

function urgency({ effect, kind, level }: Change): number {
  const grave = effect === 'regression' ? 0 : effect === 'unjudged' ? 1 : 2;
  return (grave * KINDS.length + KINDS.indexOf(kind)) * LEVEL_ORDER.length + LEVEL_ORDER.indexOf(level);
}
