import type { Schema } from '../../schemas/fold.ts';
import { inRange } from '../../schemas/version.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { walkBody } from '../judge/fields.ts';
import type { Exchange, Recording, RecordingFooter, RecordingHeader, ScenarioOutcome } from '../recording/types.ts';
import { isMissing } from '../rules/missing.ts';
import { sampleBody } from './sample.ts';

/** What a test says of an exchange beyond what would be right. */
export interface Changes extends Partial<Omit<Exchange, 'operation' | 'response'>> {
  status?: number;
  /** The response's body; `undefined` for none. Left out: a right one. */
  body?: unknown;
  /** Headers of the response, in place of the right ones. */
  headers?: Record<string, string>;
  unparsable?: true;
  truncated?: true;
}

/** An operation of a contract. @throws Error where the contract has none of that id */
export function operationOf(contract: Contract, id: string): Operation {
  const operation = contract.operations.get(id);
  if (!operation) throw new Error(`the contract of ${contract.profile.id} has no operation ${id}`);
  return operation;
}

/** The microversion at which an operation is called rightly without more words; null for services that have none. */
export function versionFor(operation: Operation): string | null {
  if (operation.service !== 'compute') return null;
  return operation.recommended ?? operation.versions?.from ?? '2.1';
}

/**
 * A right answer's body: the documented example, where it fits the schema and lacks nothing, else one made by the schema.
 * @returns undefined where the answer has no body at that microversion
 */
export function rightBody(contract: Contract, operation: Operation, version: string): unknown {
  if (operation.response === 'none') return undefined;
  if (operation.bodiless && inRange(version, operation.bodiless)) return undefined;
  const { schemas } = contract;
  const validate = schemas.validator(operation.response, version);
  const lookUp = (name: string): Schema => schemas.folded(name, version);
  const isWhole = (body: unknown): boolean => {
    const { occurrences, unknown } = walkBody(lookUp(operation.response), body, lookUp);
    return unknown.length === 0 && ![...occurrences.values()].flat().some(isMissing);
  };
  const examples = contract.examples.filter(
    ({ operation: id, kind, body }) => id === operation.id && kind === 'response' && body !== undefined,
  );
  const example = examples.find(({ body }) => validate(body) && isWhole(body));
  return example ? structuredClone(example.body) : sampleBody(schemas, operation.response, version);
}

/** An exchange as it should be: a documented call and its right answer, changed as a test wants it. */
export function exchangeOf(contract: Contract, id: string, changes: Changes = {}): Exchange {
  const operation = operationOf(contract, id);
  const { status, body, headers, unparsable, truncated, ...rest } = changes;
  const microversion = changes.microversion === undefined ? versionFor(operation) : changes.microversion;
  const version = microversion === null || microversion === 'latest' ? '2.1' : microversion;
  const answer = 'body' in changes ? body : rightBody(contract, operation, version);
  const code = operation.success.find((candidate) => inRange(version, candidate))?.status ?? 200;
  return {
    type: 'exchange',
    id: 'x1',
    operation: id,
    scenario: `${id}/documented`,
    intent: 'case',
    microversion,
    identity: operation.permission,
    parameters: {},
    sentAt: '2024-03-05T07:09:11.000Z',
    durationMs: 1,
    request: { method: operation.method, url: `https://cloud.example.com${operation.path}`, headers: {} },
    response: {
      status: status ?? code,
      headers: headers ?? {
        'content-type': 'application/json',
        'x-openstack-request-id': 'req-1',
        ...(operation.service === 'compute' ? versionHeaders(version) : {}),
      },
      ...(answer === undefined ? {} : { body: answer }),
      ...(unparsable ? { unparsable } : {}),
      ...(truncated ? { truncated } : {}),
    },
    ...rest,
  };
}

/** How Nova says which microversion an answer is of. */
function versionHeaders(version: string): Record<string, string> {
  return {
    'openstack-api-version': `compute ${version}`,
    'x-openstack-nova-api-version': version,
    vary: 'OpenStack-API-Version, X-OpenStack-Nova-API-Version',
  };
}

/** The same without an answer: the connection failed. */
export function withoutAnswer(exchange: Exchange, kind: string): Exchange {
  const { response: _response, ...rest } = exchange;
  return { ...rest, failure: { kind, message: kind } };
}

/** What a test says of a recording beyond its exchanges. */
export interface RecordingChanges {
  target?: Partial<RecordingHeader['target']>;
  startedAt?: string;
  scenarios?: Partial<ScenarioOutcome>[];
  awaits?: RecordingFooter['awaits'];
  /** True for a recording that broke off. */
  incomplete?: boolean;
}

/** A recording of some exchanges, numbered in their order; their scenarios are done unless the test says otherwise. */
export function recordingOf(contract: Contract, exchanges: Exchange[], changes: RecordingChanges = {}): Recording {
  const numbered = exchanges.map((exchange, index) => ({ ...exchange, id: `x${index + 1}` }));
  const { min, max } = contract.profile.microversions;
  const scenarios = changes.scenarios?.map(
    (outcome): ScenarioOutcome => ({ id: 's', operation: '', intent: 'case', state: 'done', ...outcome }),
  );
  const header: RecordingHeader = {
    type: 'header',
    formatVersion: 1,
    suite: { name: 'compute-conformance', version: '0.0.0' },
    run: { id: 'run', startedAt: changes.startedAt ?? '2024-03-05T07:00:00.000Z' },
    target: {
      name: 'test',
      profile: contract.profile.id,
      microversions: { min, max },
      allow: { create: true, admin: true, destructive: true, billing: true },
      endpoints: { compute: 'https://cloud.example.com/v2.1' },
      limits: { timeoutSeconds: 60 },
      waivers: [],
      ...changes.target,
    },
  };
  const footer: RecordingFooter = {
    type: 'footer',
    finishedAt: '2024-03-05T07:30:00.000Z',
    exchanges: numbered.length,
    interrupted: false,
    scenarios: scenarios ?? numbered.map(doneFor),
    awaits: changes.awaits ?? [],
    leftovers: [],
  };
  return { header, exchanges: numbered, ...(changes.incomplete ? {} : { footer }) };
}

function doneFor({ id, operation, scenario, intent }: Exchange): ScenarioOutcome {
  return { id: scenario, operation, intent, state: 'done', exchange: id };
}
