import type { Contract, Operation } from '../contract/types.ts';
import { Evidence, type Readings } from '../judge/evidence.ts';
import { judgeOne, type PlannedVerdict, planChecks } from '../judge/judge.ts';
import type { Rule } from '../judge/rule.ts';
import type { Check } from '../judge/types.ts';
import type { Exchange, Recording } from '../recording/types.ts';
import { Slicer } from './slice.ts';
import type { Change } from './types.ts';

/** What a check asked the evidence for. */
interface Reach {
  operations: Set<string>;
  /** It looked at exchanges of any operation. */
  all: boolean;
}

/** Evidence that notes what it is asked for. */
class WatchedEvidence extends Evidence {
  reach: Reach = { operations: new Set(), all: false };

  override all(): Exchange[] {
    this.reach.all = true;
    return super.all();
  }

  override polls(exchange: Exchange): Exchange[] {
    this.reach.all = true;
    return super.polls(exchange);
  }

  override exchanges(operation: Operation): Exchange[] {
    this.reach.operations.add(operation.id);
    return super.exchanges(operation);
  }
}

/**
 * Judges changes to a recording that was judged as a whole once. Only the checks that read a changed exchange are judged, first by the
 * part of the recording that has to do with it (which takes a few milliseconds); what fails there is judged again by all of the
 * recording, so that each failure that is told is one of the ordinary judge.
 */
export class IncrementalJudge {
  readonly contract: Contract;
  readonly recording: Recording;
  /** The verdicts on the recording as it is. */
  readonly base = new Map<string, Check>();
  readonly #planned: PlannedVerdict[];
  readonly #reaches = new Map<PlannedVerdict, Reach>();
  readonly #byOperation = new Map<string, PlannedVerdict[]>();
  readonly #readings: Readings = new WeakMap();
  readonly #slicer: Slicer;

  constructor(contract: Contract, recording: Recording, rules: readonly Rule[]) {
    this.contract = contract;
    this.recording = recording;
    this.#planned = planChecks(contract, rules);
    const evidence = new WatchedEvidence(contract, recording, this.#readings);
    for (const planned of this.#planned) {
      evidence.reach = { operations: new Set(), all: false };
      this.base.set(planned.id, judgeOne(planned, evidence));
      this.#reaches.set(planned, evidence.reach);
    }
    this.#slicer = new Slicer(contract, recording);
  }

  /** The checks that fail because of a change: those of which the recording as it is says otherwise. */
  failures(change: Change): Check[] {
    const slice = new Evidence(this.contract, this.#slicer.slice(change), this.#readings);
    const suspects = this.#candidates(change).filter((planned) => this.isNew(judgeOne(planned, slice)));
    if (suspects.length === 0) return [];
    const whole = this.#evidence(change);
    return suspects.map((planned) => judgeOne(planned, whole)).filter((check) => this.isNew(check));
  }

  /** The same by the ordinary judge: every check, by all of the recording. */
  allFailures(change: Change): Check[] {
    return this.verdictsOn(changed(this.recording, change)).filter((check) => this.isNew(check));
  }

  /** Every check's verdict on another recording that is like the first. */
  verdictsOn(recording: Recording): Check[] {
    const whole = new Evidence(this.contract, recording, this.#readings);
    return this.#planned.map((planned) => judgeOne(planned, whole));
  }

  #evidence(change: Change): Evidence {
    return new Evidence(this.contract, changed(this.recording, change), this.#readings);
  }

  /** Whether a check fails that did not before, or fails otherwise. */
  isNew(check: Check): boolean {
    if (check.verdict !== 'fail' && check.verdict !== 'error') return false;
    const before = this.base.get(check.id)!;
    if (before.verdict !== check.verdict) return true;
    return before.finding?.code !== check.finding?.code || before.finding?.pointer !== check.finding?.pointer;
  }

  #candidates({ exchanges = [], awaits = [] }: Change): PlannedVerdict[] {
    const operations = new Set([...exchanges, ...awaits].map(({ operation }) => operation));
    const key = [...operations].sort().join(' ');
    const known = this.#byOperation.get(key);
    if (known) return known;
    const isReached = ({ all, operations: read }: Reach): boolean =>
      all || [...operations].some((operation) => read.has(operation));
    const candidates = this.#planned.filter(
      (planned) => operations.has(planned.operation.id) || isReached(this.#reaches.get(planned)!),
    );
    this.#byOperation.set(key, candidates);
    return candidates;
  }
}

/** A recording with a change in it. */
export function changed(recording: Recording, { exchanges = [], awaits = [] }: Change): Recording {
  const inPlace = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
  const waits = new Map(awaits.map((wait) => [wait.exchange, wait]));
  const { footer } = recording;
  return {
    ...recording,
    exchanges: recording.exchanges.map((exchange) => inPlace.get(exchange.id) ?? exchange),
    ...(footer && waits.size > 0
      ? { footer: { ...footer, awaits: footer.awaits.map((wait) => waits.get(wait.exchange) ?? wait) } }
      : {}),
  };
}
