import type { ValidateFunction } from 'ajv';
import { inRange } from '../../schemas/version.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { versionOf } from '../judge/evidence.ts';
import { push } from '../judge/fields.ts';
import type { Check } from '../judge/types.ts';
import { withStandIns } from '../recording/redacted.ts';
import { isSuccess } from '../recording/success.ts';
import type { Exchange, Recording } from '../recording/types.ts';
import { isRight } from '../rules/facts.ts';
import { Chance } from './chance.ts';

/** An exchange with an answer. */
export type Answered = Exchange & Required<Pick<Exchange, 'response'>>;

/** What mutants are made of: a contract, a recording that keeps it, and choices that are the same for the same seed. */
export class Subject {
  readonly contract: Contract;
  readonly recording: Recording;
  readonly chance: Chance;
  /** The verdicts on the recording as it is. */
  readonly base: ReadonlyMap<string, Check>;
  /** How many exchanges each fact is tried on. */
  readonly depth: number;
  readonly #byOperation = new Map<string, Answered[]>();
  readonly #byId = new Map<string, Answered>();
  #removals: Map<string, number> | undefined;

  constructor(
    contract: Contract,
    recording: Recording,
    options: { seed: number; base: ReadonlyMap<string, Check>; depth: number },
  ) {
    this.contract = contract;
    this.recording = recording;
    this.base = options.base;
    this.depth = options.depth;
    this.chance = new Chance(options.seed);
    for (const exchange of recording.exchanges) {
      if (!isAnswered(exchange)) continue;
      push(this.#byOperation, exchange.operation, exchange);
      this.#byId.set(exchange.id, exchange);
    }
  }

  /** The documented operations, or what is said of each in the contract. */
  operations(): Operation[] {
    return [...this.contract.operations.values()];
  }

  exchange(id: string): Answered | undefined {
    return this.#byId.get(id);
  }

  /** Every answered exchange that was sent behind another. */
  after({ id }: Answered): Answered[] {
    const answered = [...this.#byId.keys()];
    return answered.slice(answered.indexOf(id) + 1).map((later) => this.#byId.get(later)!);
  }

  /** Every answered exchange of an operation. */
  answered({ id }: Operation): Answered[] {
    return this.#byOperation.get(id) ?? [];
  }

  /** Right requests that were answered with success. */
  accepted(operation: Operation): Answered[] {
    return this.answered(operation).filter((exchange) => isRight(exchange) && isSuccess(exchange.response.status));
  }

  /** The same, of those whose answer has a body and is to have one. */
  told(operation: Operation): Answered[] {
    if (operation.response === 'none' || !this.contract.schemas.has(operation.response)) return [];
    return this.accepted(operation).filter(
      (exchange) => exchange.response.body !== undefined && !this.isBodiless(operation, exchange),
    );
  }

  isBodiless(operation: Operation, exchange: Exchange): boolean {
    if (operation.response === 'none') return true;
    return operation.bodiless !== undefined && inRange(this.version(exchange), operation.bodiless);
  }

  version(exchange: Exchange): string {
    return versionOf(exchange, this.recording);
  }

  /** Whether the contract's schema takes a body as the answer to an exchange. */
  accepts(operation: Operation, exchange: Exchange, body: unknown): boolean {
    return this.validator(operation, exchange)(withStandIns(body)) === true;
  }

  validator(operation: Operation, exchange: Exchange): ValidateFunction {
    return this.contract.schemas.validator(operation.response, this.version(exchange));
  }

  /** Whether a resource's removal had been asked for when an exchange was answered. */
  isGoing(id: unknown, { sentAt, durationMs }: Exchange): boolean {
    this.#removals ??= this.#findRemovals();
    const asked = this.#removals.get(String(id));
    return asked !== undefined && asked <= Date.parse(sentAt) + durationMs;
  }

  #findRemovals(): Map<string, number> {
    const removals = new Map<string, number>();
    const { operations, auxiliary } = this.contract;
    for (const { operation, parameters, sentAt, response } of this.recording.exchanges) {
      const { states } = operations.get(operation) ?? auxiliary.get(operation) ?? {};
      if (!states?.to?.includes('gone') || (response?.status ?? 500) >= 400) continue;
      for (const id of Object.values(parameters)) if (!removals.has(id)) removals.set(id, Date.parse(sentAt));
    }
    return removals;
  }

  /** Some exchanges, as unlike as may be: of each microversion and purpose one, and of those as many as the depth says. */
  few(exchanges: readonly Answered[], depth = this.depth): Answered[] {
    const alike = new Map<string, Answered[]>();
    for (const exchange of exchanges) push(alike, `${exchange.microversion} ${exchange.intent}`, exchange);
    const groups = this.chance.some([...alike.values()], depth);
    return groups.map((group) => this.chance.one(group));
  }

  /** The exchanges that a passing check of the recording as it is rests on. */
  evidenceOf(checkId: string): Answered[] {
    const check = this.base.get(checkId);
    if (check?.verdict !== 'pass') return [];
    return check.exchanges.flatMap((id) => this.#byId.get(id) ?? []);
  }
}

function isAnswered(exchange: Exchange): exchange is Answered {
  return exchange.response !== undefined;
}
