import path from 'node:path';
import type { Schema } from '../../schemas/fold.ts';
import { readYaml } from '../../schemas/input.ts';
import { BASE_VERSION, compareVersions, inRange } from '../../schemas/version.ts';
import { loadContract } from '../contract/load.ts';
import type { Contract, Operation, VersionRange } from '../contract/types.ts';
import { fieldsOf } from '../judge/fields.ts';
import { plainName } from './names.ts';
import type { DocumentedOperation } from './types.ts';

const QUERY_VERSIONS = path.join(import.meta.dirname, 'query-versions.yaml');

/** The profile that both vendors extend: what the API itself is. */
const SHARED_PROFILE = 'openstack';

/** What the API that the documents build on has, and in which microversions: read from the shared profile's schemas and tables. */
export class Upstream {
  readonly #contract: Contract;
  readonly #query: Record<string, Record<string, VersionRange>>;
  readonly #messages = new Map<string, Map<string, VersionRange[]>>();
  /** Versions at which something begins or has just ended, ascending. */
  readonly boundaries: string[];

  /** @throws InputError where the shared profile's files are not of their formats */
  constructor(contract: Contract = loadContract(SHARED_PROFILE)) {
    this.#contract = contract;
    this.#query = readYaml(QUERY_VERSIONS).data as Record<string, Record<string, VersionRange>>;
    this.boundaries = boundariesOf(contract);
  }

  /** The operation of this name, or else that of the same method, path and outer member of the body: a variant of it. */
  operation(documented: DocumentedOperation): Operation | undefined {
    const named = this.#contract.operations.get(documented.operation);
    if (named || documented.path === undefined) return named;
    const path = withoutVersion(documented.path);
    const member = documented.rows.find(({ place }) => place === 'body')?.name;
    return [...this.#contract.operations.values()].find(
      (operation) =>
        operation.method === documented.method &&
        operation.path === path &&
        operation.request !== undefined &&
        member !== undefined &&
        this.#fieldsOf(operation.request).has(plainName(member)),
    );
  }

  /**
   * Versions in which a part of a message is there.
   * @returns an empty list for one that there never is; undefined where the API says nothing of it
   */
  rangesOf(documented: DocumentedOperation, place: string, name: string): VersionRange[] | undefined {
    const operation = this.operation(documented);
    if (place === 'query') {
      const range = operation && this.#query[operation.id]?.[name];
      return range && [range];
    }
    const message = place === 'body' ? operation?.request : place === 'response' ? operation?.response : undefined;
    if (message === undefined || !this.#contract.schemas.has(message)) return undefined;
    const fields = this.#fieldsOf(message);
    const plain = plainName(name);
    const found = fields.get(plain) ?? fields.get(plain.replace(/\.[^.]+$/, '.*'));
    return found ?? (this.#isDescribed(fields, plain) ? [] : undefined);
  }

  /** All values that a status or state of a resource may have, by the name of the member. */
  statesOf(member: string): Set<unknown> {
    const states = new Set<unknown>();
    for (const message of this.#contract.schemas.names()) {
      const lookUp = (name: string): Schema => this.#contract.schemas.source(name);
      for (const field of fieldsOf(lookUp(message), lookUp)) {
        if (field.path.split('.').at(-1) !== member || !Array.isArray(field.schema.enum)) continue;
        for (const value of field.schema.enum) states.add(value);
      }
    }
    return states;
  }

  /** Whether the object that a field would stand in has members of fixed names; only then is one that is missing telling. */
  #isDescribed(fields: Map<string, VersionRange[]>, name: string): boolean {
    const parent = name.split('.').slice(0, -1).join('.');
    const prefix = parent === '' ? '' : `${parent}.`;
    return [...fields.keys()].some((field) => field.startsWith(prefix) && !field.slice(prefix.length).startsWith('*'));
  }

  #fieldsOf(message: string): Map<string, VersionRange[]> {
    const known = this.#messages.get(message);
    if (known) return known;
    const { schemas } = this.#contract;
    const present = this.boundaries.map((version) => {
      const lookUp = (name: string): Schema => schemas.folded(name, version);
      return new Set(fieldsOf(lookUp(message), lookUp).map((field) => plainName(field.path)));
    });
    const fields = new Map<string, VersionRange[]>();
    for (const name of new Set(present.flatMap((names) => [...names]))) {
      fields.set(name, this.#joined(present.map((names) => names.has(name))));
    }
    this.#messages.set(message, fields);
    return fields;
  }

  /** Ranges from presence at each boundary. */
  #joined(present: boolean[]): VersionRange[] {
    const ranges: VersionRange[] = [];
    for (const [index, isThere] of present.entries()) {
      if (!isThere || present[index - 1]) continue;
      const end = present.indexOf(false, index);
      ranges.push({
        ...(index > 0 ? { from: this.boundaries[index]! } : {}),
        ...(end >= 0 ? { until: before(this.boundaries[end]!) } : {}),
      });
    }
    return ranges;
  }
}

/** A path as it stands below the service's endpoint, which ends in the version and may have the project in it. */
export function withoutVersion(path: string): string {
  return path.replace(/^\/v[\d.]+(\/\{project[-_]id\})?(?=\/)/, '');
}

/** Whether a version lies in one of the ranges. */
export function isWithin(version: string, ranges: VersionRange[]): boolean {
  return ranges.some((range) => inRange(version, range));
}

/** Ranges in words: `2.26 and later`. */
export function inWords(ranges: VersionRange[]): string {
  if (ranges.length === 0) return 'no microversion';
  return ranges
    .map(({ from, until }) => {
      if (from === undefined) return until === undefined ? 'any microversion' : `${until} and earlier`;
      return until === undefined ? `${from} and later` : `${from} to ${until}`;
    })
    .join(', ');
}

function boundariesOf({ schemas }: Contract): string[] {
  const versions = new Set([BASE_VERSION]);
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if ((key === 'x-from' || key === 'from') && isVersion(member)) versions.add(member);
      else if ((key === 'x-until' || key === 'until') && isVersion(member)) versions.add(after(member));
      else visit(member);
    }
  };
  for (const name of schemas.names()) visit(schemas.source(name));
  return [...versions].sort(compareVersions);
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d+\.\d+$/.test(value);
}

function after(version: string): string {
  return step(version, 1);
}

function before(version: string): string {
  return step(version, -1);
}

function step(version: string, by: number): string {
  const [major, minor] = version.split('.');
  return `${major}.${Number(minor) + by}`;
}
