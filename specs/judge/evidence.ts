import type { ErrorObject } from 'ajv';
import type { Schema } from '../../schemas/fold.ts';
import { BASE_VERSION } from '../../schemas/version.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { withStandIns } from '../recording/redacted.ts';
import type { Await, Exchange, Recording, ScenarioOutcome } from '../recording/types.ts';
import { fieldAt, push, type Walk, walkBody } from './fields.ts';

/** What the schema of a response says about one body. */
export interface BodyReading {
  walk: Walk;
  errors: ErrorObject[];
  /** The errors, by the path of the field that each is about. */
  errorsByField: Map<string, ErrorObject[]>;
}

/** What was read of bodies, kept for as long as their exchanges are. */
export type Readings = WeakMap<Exchange, Map<string, BodyReading>>;

/** The recording, ordered for the rules: by operation, with each body read once. */
export class Evidence {
  readonly contract: Contract;
  readonly recording: Recording;
  readonly #byOperation = new Map<string, Exchange[]>();
  readonly #polls = new Map<string, Exchange[]>();
  readonly #outcomes = new Map<string, ScenarioOutcome[]>();
  readonly #readings: Readings;

  /** @param readings what was read already, where the recording has exchanges of one that was judged before by the same contract */
  constructor(contract: Contract, recording: Recording, readings: Readings = new WeakMap()) {
    this.contract = contract;
    this.recording = recording;
    this.#readings = readings;
    for (const exchange of recording.exchanges) {
      // It changed what it changed, and shows what it shows; but whatever was to follow it is missing.
      if (exchange.cutOff) continue;
      push(this.#byOperation, exchange.operation, exchange);
      if (exchange.follows) push(this.#polls, exchange.follows, exchange);
    }
    for (const outcome of recording.footer?.scenarios ?? []) push(this.#outcomes, outcome.operation, outcome);
  }

  /** Every exchange of the recording, in the order of sending; also those whose scenario was cut off and carried out anew. */
  all(): Exchange[] {
    return this.recording.exchanges;
  }

  /** Every exchange of an operation, in the order of sending. */
  exchanges(operation: Operation): Exchange[] {
    return this.#byOperation.get(operation.id) ?? [];
  }

  /** How the carrying out of the operation's cases ended. */
  outcomes(operation: Operation): ScenarioOutcome[] {
    return this.#outcomes.get(operation.id) ?? [];
  }

  /** The waits for the effect of the operation's requests. */
  awaits(operation: Operation): Await[] {
    return (this.recording.footer?.awaits ?? []).filter((wait) => wait.operation === operation.id);
  }

  /** The looks that were taken to see whether an exchange had its effect. */
  polls(exchange: Exchange): Exchange[] {
    return this.#polls.get(exchange.id) ?? [];
  }

  /** A response body read along a message schema at the exchange's microversion. */
  read(exchange: Exchange, schemaName: string): BodyReading {
    const known = this.#readings.get(exchange)?.get(schemaName);
    if (known) return known;
    const version = versionOf(exchange, this.recording);
    const { schemas } = this.contract;
    const lookUp = (name: string): Schema => schemas.folded(name, version);
    const body = withStandIns(exchange.response?.body);
    const validate = schemas.validator(schemaName, version);
    const errors = validate(body) ? [] : [...(validate.errors ?? [])];
    const walk = walkBody(lookUp(schemaName), body, lookUp);
    const errorsByField = new Map<string, ErrorObject[]>();
    for (const error of errors) push(errorsByField, fieldAt(walk, error.instancePath), error);
    const reading = { walk, errors, errorsByField };
    const ofExchange = this.#readings.get(exchange) ?? new Map<string, BodyReading>();
    this.#readings.set(exchange, ofExchange.set(schemaName, reading));
    return reading;
  }
}

/** The microversion in force: what was asked for, the API's lowest without a header, the highest for `latest`. */
export function versionOf(exchange: Exchange, recording: Recording): string {
  if (exchange.microversion === null) return BASE_VERSION;
  if (exchange.microversion === 'latest') return recording.header.target.microversions?.max ?? BASE_VERSION;
  return /^\d+\.\d+$/.test(exchange.microversion) ? exchange.microversion : BASE_VERSION;
}
