import { describe, expect, test } from 'vitest';
import { formatSchema, validateInput } from '../../schemas/input.ts';
import type { Check } from '../../specs/judge/types.ts';
import type { Waiver } from '../../specs/recording/types.ts';
import type { Report } from '../model.ts';
import { sample } from '../testing/sample.ts';
import { STATUS_FINDING } from '../testing/sample-data.ts';
import { type Against, gate, gateExitCode } from './gate.ts';
import type { Change, Gate } from './model.ts';

const STOP = 'server.stop/success-status';
type Edit = { [Member in keyof Check]?: Check[Member] | undefined };
const FAILED: Edit = { verdict: 'fail', finding: STATUS_FINDING };
const OPEN: Edit = { verdict: 'inconclusive', reason: 'precondition' };

/** The sample's report with some checks changed; null takes one out. */
function reportWith(changes: Record<string, Edit | null> = {}): Report {
  const { report } = sample();
  report.checks = report.checks.flatMap((check) => {
    const change = changes[check.id];
    return change === null ? [] : [{ ...check, ...change } as Check];
  });
  return report;
}

function held(report: Report, against: Partial<Against> = {}): Gate {
  const result = gate(report, {
    baseline: reportWith(),
    waivers: [],
    policy: { level: 'should', flaky: 'fail' },
    aliases: [],
    at: '2026-11-22',
    ...against,
  });
  const document = { file: 'gate.json', data: JSON.parse(JSON.stringify(result)), lineOf: () => 1 };
  return validateInput<Gate>(document, formatSchema('gate'));
}

const find = (result: Gate, id: string): Change | undefined => result.changes.find(({ check }) => check === id);

describe('a report against its baseline', () => {
  test('is green where nothing changed, whatever fails in both', () => {
    const result = held(reportWith());
    expect(gateExitCode(result)).toBe(0);
    expect(result.counts).toMatchObject({ regressions: 0, knownFailures: 5, waived: 1, newFailures: 0, fixed: 0 });
    expect(find(result, 'server.pause/success-status')).toMatchObject({ kind: 'known-failure', effect: null });
  });

  test('is a regression where a check fails that did not, and names it', () => {
    const result = held(reportWith({ [STOP]: FAILED }));
    expect(gateExitCode(result)).toBe(1);
    expect(result.changes[0]).toMatchObject({ kind: 'new-failure', check: STOP, before: 'pass', now: 'fail' });
  });

  test('is a regression too where the baseline has no such check, or could not observe it', () => {
    const id = 'server.migrate/success-status';
    expect(find(held(reportWith({ [id]: FAILED })), id)).toMatchObject({
      before: 'inconclusive',
      effect: 'regression',
    });
    const fresh = held(reportWith({ [STOP]: FAILED }), { baseline: reportWith({ [STOP]: null }) });
    expect(find(fresh, STOP)).toMatchObject({ before: null, effect: 'regression' });
  });

  test('counts changes of the levels that the policy names', () => {
    const mild = reportWith({ [STOP]: { ...FAILED, level: 'may' } });
    expect(gateExitCode(held(mild))).toBe(0);
    expect(held(mild).counts.newFailures).toBe(1);
    expect(gateExitCode(held(mild, { policy: { level: 'may', flaky: 'fail' } }))).toBe(1);
    const should = reportWith({ [STOP]: { ...FAILED, level: 'should' } });
    expect(gateExitCode(held(should))).toBe(1);
    expect(gateExitCode(held(should, { policy: { level: 'must', flaky: 'fail' } }))).toBe(0);
  });

  test('counts a flaky failure unless the policy says otherwise, and never hides it', () => {
    const flaky = reportWith({ [STOP]: { ...FAILED, flaky: true, attempts: ['fail', 'pass'] } });
    expect(gateExitCode(held(flaky))).toBe(1);
    const lenient = held(flaky, { policy: { level: 'should', flaky: 'warn' } });
    expect(gateExitCode(lenient)).toBe(0);
    expect(lenient.counts.flaky).toBe(1);
    expect(find(lenient, STOP)).toMatchObject({ kind: 'new-failure', flaky: true, effect: null });
  });

  test('could not be judged where what passed is no longer observed', () => {
    const result = held(reportWith({ [STOP]: OPEN }));
    expect(gateExitCode(result)).toBe(3);
    expect(find(result, STOP)).toMatchObject({ kind: 'new-inconclusive', effect: 'unjudged', reason: 'precondition' });
    // What had failed, or was not observed before either, is no loss.
    expect(gateExitCode(held(reportWith({ 'server.pause/success-status': { ...OPEN, finding: undefined } })))).toBe(0);
    const late = held(reportWith({ 'aggregate.add-host/success-status': OPEN }));
    expect(late).toMatchObject({ result: 'green', counts: { newInconclusives: 1 } });
    const error = { verdict: 'error' as const, reason: 'rule-threw' };
    expect(gateExitCode(held(reportWith({ 'server.pause/success-status': error })))).toBe(3);
  });

  test('could not be judged where the run was ended early, or the same contract judged less', () => {
    const short = reportWith();
    short.run.complete = false;
    expect(held(short)).toMatchObject({ result: 'not-judged', notes: ['incomplete'] });
    const narrowed = held(reportWith({ [STOP]: null }));
    expect(gateExitCode(narrowed)).toBe(3);
    expect(find(narrowed, STOP)).toMatchObject({ kind: 'removed', now: null, effect: 'unjudged' });
    const excluded = held(reportWith({ [STOP]: { verdict: 'not-applicable', reason: 'not-allowed' } }));
    expect(find(excluded, STOP)).toMatchObject({ kind: 'removed', now: 'not-applicable', effect: 'unjudged' });
  });

  test('could not be judged by a run that was narrowed down, whatever its contract', () => {
    const narrowed = reportWith({ [STOP]: null });
    narrowed.contract.digest = '1'.repeat(64);
    expect(held(narrowed).result).toBe('green');
    narrowed.run.only = ['server.pause'];
    expect(held(narrowed)).toMatchObject({ result: 'not-judged', notes: ['other-contract', 'narrowed'] });
    narrowed.checks = [];
    expect(held(narrowed).result).toBe('not-judged');
    // A baseline that was narrowed down alike is as good as a whole one.
    const both = reportWith();
    both.run.only = ['server.pause'];
    expect(held(both, { baseline: both })).toMatchObject({ result: 'green', notes: [] });
  });

  test('tells of checks that another contract no longer has, and of renamed ones as the same', () => {
    const report = reportWith({ [STOP]: { id: 'server.stop/status' } });
    report.contract.digest = '1'.repeat(64);
    const aliases = [{ from: '*/success-status', to: '*/status', date: '2026-11-01' }];
    expect(held(report, { aliases: [] })).toMatchObject({ result: 'green', notes: ['other-contract'] });
    expect(held(report, { aliases: [] }).counts.removed).toBe(1);
    const baseline = reportWith({ [STOP]: FAILED });
    const renamed = reportWith({ [STOP]: { id: 'server.stop/status' } });
    expect(find(held(renamed, { aliases, baseline }), 'server.stop/status')).toMatchObject({ kind: 'fixed' });
  });

  test('tells what was fixed, waived or not', () => {
    const mended: Edit = { verdict: 'pass', finding: undefined, waiver: undefined };
    const result = held(reportWith({ 'server.pause/success-status': mended, 'keypair.import/success-status': mended }));
    expect(result.counts).toMatchObject({ fixed: 2, waived: 0 });
    expect(gateExitCode(result)).toBe(0);
  });
});

describe('a waiver', () => {
  const waiver: Waiver = { check: 'server.stop/*', owner: 'Li Na', reason: 'mended in 7.2', expires: '2026-11-22' };
  const failing = reportWith({ [STOP]: FAILED });

  test('covers a new failure up to and on its last day', () => {
    const result = held(failing, { waivers: [waiver] });
    expect(result).toMatchObject({ result: 'green', waivers: [{ state: 'in-force', failures: 1 }] });
    expect(find(result, STOP)).toMatchObject({ waiver: { owner: 'Li Na' }, effect: null });
  });

  test('that has expired turns the gate red, even if the failure is a known one', () => {
    const result = held(failing, { baseline: failing, waivers: [waiver], at: '2026-11-23' });
    expect(result).toMatchObject({ result: 'regression', counts: { regressions: 0, badWaivers: 1 } });
    expect(result.waivers).toMatchObject([{ state: 'expired', failures: 1 }]);
  });

  test('is stale where all that it covers passes, unless it fails only now and then', () => {
    expect(held(reportWith(), { waivers: [waiver] })).toMatchObject({
      result: 'regression',
      waivers: [{ state: 'stale' }],
    });
    const rare = held(reportWith(), { waivers: [{ ...waiver, flaky: true }] });
    expect(rare).toMatchObject({ result: 'green', waivers: [{ state: 'in-force' }] });
  });

  test('is neither where what it covers was not observed, or is not there', () => {
    const open = held(reportWith(), { waivers: [{ ...waiver, check: 'server.migrate/*' }] });
    expect(open.waivers).toMatchObject([{ state: 'in-force' }]);
    const typo = held(reportWith(), { waivers: [{ ...waiver, check: 'server.stpo/*' }] });
    expect(typo).toMatchObject({ result: 'green', waivers: [{ state: 'unmatched' }] });
  });

  test('of the target file counts like one of a file; so does one that stands with its check alone', () => {
    const report = reportWith();
    report.target.waivers = [waiver];
    expect(held(report)).toMatchObject({ result: 'regression', waivers: [{ state: 'stale' }] });
    const alone = reportWith({ [STOP]: { ...FAILED, waiver: { owner: 'a', reason: 'b', expires: '2026-11-22' } } });
    expect(gateExitCode(held(alone))).toBe(0);
    expect(gateExitCode(held(alone, { at: '2026-11-23' }))).toBe(1);
  });
});
