import { createHmac, randomBytes } from 'node:crypto';
import { formatMarker } from '../../recording/redacted.ts';
import type { Exchange, RecordedResponse } from '../../recording/types.ts';
import { publicKeysIn } from './derive.ts';
import { PLACEHOLDER, placeholder, placeholderIndex, type Replace, replaceByForm } from './forms.ts';
import { createLiterals, type Literals } from './literals.ts';
import { isStructural, kindOfName } from './sensitive.ts';
import { shapeOf } from './shape.ts';

/**
 * Takes secrets out of what is about to be written. In their place stand markers (`specs/recording/redacted.ts`), which keep
 * what can be judged of a value: its type, shape, length, and which other values it equals. Three nets, one behind the other:
 * names that hide a secret, the secrets that are known to the run (in any usual encoding, in keys too), and forms that give one away.
 */
export interface Redactor {
  /** Makes a value known as a secret: from here on it is taken out wherever it appears. */
  add(kind: string, value: string): void;
  /** A copy without secrets. */
  exchange(exchange: Exchange): Exchange;
  /** A copy of any JSON value without secrets. */
  value<T>(value: T): T;
}

const TAG_DIGITS = 12;

/** A shorter number may be anything: a size, a port, a year. */
const SHORTEST_SECRET_NUMBER = 8;

/** Makes the redactor of a run, with a random key of its own for the tags. @param secrets literal values of the target file */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const key = randomBytes(32);
  const known = createLiterals();
  const kinds = new Map<string, string>();
  const hidden = new Set(secrets);
  const add = (kind: string, value: string): void => {
    if (value === '' || kinds.has(value)) return;
    kinds.set(value, kind);
    known.add(value);
  };
  for (const secret of secrets) add('secret', secret);

  const marker: Replace = (kind, value) =>
    formatMarker({
      kind: kinds.get(value) ?? kind,
      shape: shapeOf(value),
      length: hidden.has(value) ? null : [...value].length,
      tag: createHmac('sha256', key).update(value).digest('hex').slice(0, TAG_DIGITS),
    });

  const walkerFor = (local: Literals): Walker => new Walker([known, local], marker);
  return {
    add,
    value: (value) => walkerFor(createLiterals()).walk(value) as typeof value,
    exchange(exchange) {
      const local = createLiterals();
      collect(exchange.request.headers, local);
      collect(exchange.request.body, local);
      collect(exchange.response?.headers, local);
      collect(exchange.response?.body, local);
      return redactExchange(exchange, walkerFor(local));
    },
  };
}

function redactExchange(exchange: Exchange, walker: Walker): Exchange {
  const { request, response, failure } = exchange;
  const body = (side: { body?: unknown }): { body?: unknown } =>
    side.body === undefined ? {} : { body: walker.walk(side.body) };
  return {
    ...exchange,
    parameters: walker.walk(exchange.parameters) as Exchange['parameters'],
    scenario: walker.text(exchange.scenario),
    request: { ...request, url: walker.text(request.url), headers: walker.headers(request.headers), ...body(request) },
    ...(response
      ? {
          response: {
            ...response,
            headers: walker.headers(response.headers),
            ...redactBody(response, walker),
            ...derivedOf(response),
          },
        }
      : {}),
    ...(failure ? { failure: { ...failure, message: walker.text(failure.message) } } : {}),
  };
}

/** Taken before the keys are: what they fit is judged from it. */
function derivedOf({ body }: RecordedResponse): Pick<RecordedResponse, 'derived'> {
  const derived = publicKeysIn(body);
  return derived.length > 0 ? { derived } : {};
}

function redactBody({ body, truncated }: RecordedResponse, walker: Walker): { body?: unknown } {
  if (body === undefined) return {};
  return { body: truncated && typeof body === 'string' ? walker.cutText(body) : walker.walk(body) };
}

/** Goes through a value with all three nets. */
class Walker {
  readonly #literals: readonly Literals[];
  readonly #marker: Replace;

  constructor(literals: readonly Literals[], marker: Replace) {
    this.#literals = literals;
    this.#marker = marker;
  }

  /** @param kind of the secret that the value is, by the name that it stands behind @param name that name */
  walk(value: unknown, kind?: string, name?: string): unknown {
    if (typeof value === 'string') return kind && value !== '' ? this.#marker(kind, value) : this.text(value);
    if (typeof value === 'number') return kind || this.#isSecret(value) ? 0 : value;
    if (Array.isArray(value)) return value.map((item) => this.walk(item, kind, name));
    if (typeof value !== 'object' || value === null) return value;
    const inherited = name !== undefined && isStructural(name) ? undefined : kind;
    const members = Object.entries(value).map(([key, item]) => [
      this.text(key),
      this.walk(item, kindOfName(key, name) ?? inherited, key),
    ]);
    return Object.fromEntries(members);
  }

  text(text: string): string {
    return this.#replace(text, (part, put) =>
      this.#literals.reduce((done, literals) => literals.replace(done, (value) => put('secret', value)), part),
    );
  }

  /** A text that was cut off, perhaps in the middle of a secret. */
  cutText(text: string): string {
    return this.#replace(text, (part, put) => {
      const whole = this.#literals.reduce(
        (done, literals) => literals.replace(done, (value) => put('secret', value)),
        part,
      );
      return this.#literals.reduce(
        (done, literals) => literals.replaceCut(done, (value) => put('secret', value)),
        whole,
      );
    });
  }

  #isSecret(number: number): boolean {
    const digits = String(number);
    return digits.length >= SHORTEST_SECRET_NUMBER && this.text(digits) !== digits;
  }

  /** Markers are put in at the very end: what they are made of must not be found by the next search. */
  #replace(text: string, byLiterals: (text: string, put: Replace) => string): string {
    const markers: string[] = [];
    const restore = (part: string): string =>
      part.replace(PLACEHOLDER, (_, digits: string) => markers[placeholderIndex(digits)]!);
    const put: Replace = (kind, value) => placeholder(markers.push(this.#marker(kind, restore(value))) - 1);
    const foreign = text.replace(/[\ufdd0-\ufdef]/g, '\ufffd').replaceAll('«redacted:', '« redacted:');
    return restore(replaceByForm(byLiterals(foreign, put), put));
  }

  headers(headers: Record<string, string>): Record<string, string> {
    const clean = Object.entries(headers).map(([name, value]) => [this.text(name), this.#header(name, value)]);
    return Object.fromEntries(clean);
  }

  #header(name: string, value: string): string {
    const kind = kindOfName(name);
    if (!kind || value === '') return this.text(value);
    if (kind !== 'signature') return this.#marker(kind, value);
    return this.#authorization(value);
  }

  /** The scheme of an authorization and the names of the signed headers stay; what proves the identity goes. */
  #authorization(value: string): string {
    const [, algorithm, access, signed, signature] =
      /^(\S+) Access=([^,]*), SignedHeaders=([^,]*), Signature=(.*)$/.exec(value) ?? [];
    if (algorithm && access && signed !== undefined && signature) {
      const replaced = `Access=${this.#marker('access-key', access)}, SignedHeaders=${this.text(signed)}`;
      return `${this.text(algorithm)} ${replaced}, Signature=${this.#marker('signature', signature)}`;
    }
    const [, scheme, rest] = /^(\S+) (.+)$/.exec(value) ?? [];
    return scheme && rest
      ? `${this.text(scheme)} ${this.#marker('signature', rest)}`
      : this.#marker('signature', value);
  }
}

/** Makes what stands behind sensitive names known for the exchange at hand: a refusal often repeats the value that it refuses. */
function collect(value: unknown, literals: Literals, kind?: string, name?: string): void {
  if (typeof value === 'string' && kind) literals.add(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, literals, kind, name);
  else if (typeof value === 'object' && value !== null) {
    const inherited = name !== undefined && isStructural(name) ? undefined : kind;
    for (const [key, item] of Object.entries(value)) collect(item, literals, kindOfName(key, name) ?? inherited, key);
  }
}
