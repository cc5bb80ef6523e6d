import { isObject, type Schema } from '../../schemas/fold.ts';
import { resolve, type SchemaRegistry } from '../../schemas/registry.ts';
import { compareVersions, inRange, nextVersion, previousVersion } from '../../schemas/version.ts';
import { fieldsOf } from '../judge/fields.ts';
import type { Contract, Operation, Row } from './types.ts';

/**
 * What a microversion does to a member of a message. `begins`, `ends`: it is there from then on, or no more.
 * `changes`: it has another type, format or range. `obliges`, `frees`: it becomes mandatory in a request, or stops being so.
 * `settles`: what might be missing from a response is promised.
 */
export interface FieldChange {
  path: string;
  kind: 'begins' | 'ends' | 'changes' | 'obliges' | 'frees' | 'settles';
}

/** A microversion at which a message is another than just below. */
export interface Threshold {
  version: string;
  below: string;
  changes: FieldChange[];
}

/** The thresholds of the profile's range at which a response is another; the body as a whole has the empty path. */
export function responseThresholds(operation: Operation, contract: Contract): Threshold[] {
  if (operation.response === 'none' || !hasVersions(operation, contract)) return [];
  const { bodiless } = operation;
  const thresholds = messageThresholds(operation.response, operation, contract);
  if (!bodiless) return thresholds;
  const ends: Threshold[] = [
    ...(bodiless.until ? [thresholdAt(nextVersion(bodiless.until), [{ path: '', kind: 'begins' }])] : []),
    ...(bodiless.from ? [thresholdAt(bodiless.from, [{ path: '', kind: 'ends' }])] : []),
  ];
  const speaking = thresholds.filter(({ version, below }) => !inRange(version, bodiless) && !inRange(below, bodiless));
  return [...speaking, ...ends].filter((threshold) => isWithin(threshold, operation, contract));
}

/** The thresholds of the profile's range at which a request is another. */
export function requestThresholds(operation: Operation, contract: Contract): Threshold[] {
  if (operation.request === undefined || !hasVersions(operation, contract)) return [];
  return messageThresholds(operation.request, operation, contract);
}

/** The microversions of the profile's range from which on an operation is answered with other codes of success, or is no more. */
export function statusThresholds(operation: Operation, contract: Contract): string[] {
  if (!hasVersions(operation, contract)) return [];
  const { min, max } = contract.profile.microversions;
  const starts = operation.success.flatMap(({ from, until }) => [from, until && nextVersion(until)]);
  const edges = [...starts, endOf(operation)].filter((version): version is string => version !== undefined);
  const reachable = [...new Set(edges)].filter((v) => compareVersions(v, min) > 0 && compareVersions(v, max) <= 0);
  return reachable.sort(compareVersions).filter((version) => {
    if (version === endOf(operation)) return true;
    return codesAt(operation, version).join() !== codesAt(operation, previousVersion(version)).join();
  });
}

/** The first microversion at which an operation is no more; undefined where it has no end. */
export function endOf(operation: Operation): string | undefined {
  return operation.versions?.until && nextVersion(operation.versions.until);
}

/** The codes of success of a microversion. */
export function codesAt(operation: Operation, version: string): number[] {
  return operation.success.filter((code) => inRange(version, code)).map((code) => code.status);
}

/** The rows of the profile's documents that state that something of an operation begins, ends or changes with a microversion. */
export function versionRows(
  operation: Operation,
  contract: Contract,
  version: string,
  on: (what: string) => boolean,
): Row[] {
  return [...contract.rows.values()].filter((row) => {
    if (row.operation !== operation.id || row.place !== 'microversion' || row.on === undefined || !on(row.on))
      return false;
    return thresholdOf(row).includes(version);
  });
}

/** The microversions with which what a row speaks of begins, and is no more. */
export function thresholdOf(row: Row): string[] {
  return [...(row.from ? [row.from] : []), ...(row.until ? [nextVersion(row.until)] : [])];
}

/** Whether a profile asks for microversions of an operation at all. */
export function hasVersions(operation: Operation, contract: Contract): boolean {
  const { min, max } = contract.profile.microversions;
  return operation.service === 'compute' && compareVersions(min, max) < 0;
}

function messageThresholds(name: string, operation: Operation, contract: Contract): Threshold[] {
  if (!contract.schemas.has(name)) return [];
  return contract.schemas
    .boundaries(name)
    .map((version) => thresholdAt(version, []))
    .filter((threshold) => isWithin(threshold, operation, contract))
    .map((threshold) => ({ ...threshold, changes: changesAt(contract.schemas, name, threshold) }))
    .filter(({ changes }) => changes.length > 0);
}

function thresholdAt(version: string, changes: FieldChange[]): Threshold {
  return { version, below: previousVersion(version), changes };
}

/** Whether both sides of a threshold are microversions of the profile in which the operation exists. */
function isWithin({ version, below }: Threshold, operation: Operation, contract: Contract): boolean {
  const { min, max } = contract.profile.microversions;
  const isThere = (side: string): boolean =>
    inRange(side, { from: min, until: max }) && inRange(side, operation.versions ?? {});
  return isThere(version) && isThere(below);
}

function changesAt(schemas: SchemaRegistry, name: string, { version, below }: Threshold): FieldChange[] {
  const before = readFields(schemas, name, below);
  const after = readFields(schemas, name, version);
  const changes: FieldChange[] = [];
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [old, young] = [before.get(path), after.get(path)];
    // A member of something that begins or ends goes without saying.
    if (!old || !young) {
      const parent = parentOf(path);
      if (parent === '' || (before.has(parent) && after.has(parent)))
        changes.push({ path, kind: old ? 'ends' : 'begins' });
    } else changes.push(...differences(path, old, young, below, version));
  }
  return changes;
}

function differences(path: string, old: FieldForm, young: FieldForm, below: string, version: string): FieldChange[] {
  const changes: FieldChange[] = [];
  if (old.form !== young.form) changes.push({ path, kind: 'changes' });
  const [was, is] = [isObliged(old.schema, below), isObliged(young.schema, version)];
  if (was !== is) changes.push({ path, kind: is ? 'obliges' : 'frees' });
  if (old.schema['x-optional'] !== undefined && young.schema['x-optional'] === undefined)
    changes.push({ path, kind: 'settles' });
  return changes;
}

interface FieldForm {
  schema: Schema;
  /** What the schema says of the value itself, as JSON: without its members, which are fields of their own. */
  form: string;
}

function readFields(schemas: SchemaRegistry, name: string, version: string): Map<string, FieldForm> {
  const lookUp = (message: string): Schema => schemas.folded(message, version);
  const fields = fieldsOf(lookUp(name), lookUp);
  return new Map(
    fields.map(({ path, schema }) => {
      const resolved = resolve(schema, lookUp);
      return [path, { schema: resolved, form: JSON.stringify(formOf(resolved, lookUp, 0)) }];
    }),
  );
}

/** Keywords that say nothing of the value itself. */
const BESIDE = new Set(['properties', 'required', '$ref', 'title', 'description']);
const DEEPEST = 8;

function formOf(value: unknown, lookUp: (name: string) => Schema, depth: number): unknown {
  if (depth > DEEPEST) return null;
  if (Array.isArray(value)) return value.map((part) => formOf(part, lookUp, depth + 1));
  if (!isObject(value)) return value;
  const entries = Object.entries(resolve(value, lookUp)).filter(([key]) => !BESIDE.has(key) && !key.startsWith('x-'));
  return Object.fromEntries(entries.map(([key, part]) => [key, formOf(part, lookUp, depth + 1)]));
}

function isObliged(schema: Schema, version: string): boolean {
  const range = { from: schema['x-required-from'] as string, until: schema['x-required-until'] as string };
  return (range.from !== undefined || range.until !== undefined) && inRange(version, range);
}

/** The field that a member stands in: `server` of `server.tags`, `servers` of `servers[].id`. */
function parentOf(path: string): string {
  const cut = path.lastIndexOf('.');
  return cut < 0 ? '' : path.slice(0, cut).replace(/(\[\]|\.\*)+$/, '');
}
