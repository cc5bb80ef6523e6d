import type { ValidateFunction } from 'ajv';
import { createAjv } from '../../schemas/ajv.ts';
import { isObject, type Schema } from '../../schemas/fold.ts';
import { resolve } from '../../schemas/registry.ts';
import { type Place, placesAt } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import { fieldsOf, valueAt } from '../judge/fields.ts';
import { parentOf } from './change.ts';
import { rowsOf } from './rows.ts';
import type { Answered, Subject } from './subject.ts';

/** A documented field of an answer, where it stands in one. */
export interface FieldPlace extends Place {
  operation: Operation;
  /** As the inventory names it: `servers[].flavor.id`. */
  path: string;
  rows: string[];
  exchange: Answered;
  /** What the schema says of it at the exchange's microversion: with its annotations, references followed. */
  schema: Schema;
}

/** Each response field that the contract states, in a few answers that have it. */
export function* fieldPlaces(subject: Subject): Iterable<FieldPlace> {
  for (const operation of subject.operations()) {
    const told = subject.told(operation);
    if (told.length === 0) continue;
    for (const path of statedFields(subject, operation)) {
      const rows = rowsOf(subject.contract, operation, 'response', path);
      if (rows.length === 0) continue;
      const having = told.filter(({ response }) => placesAt(response.body, path).length > 0);
      for (const exchange of subject.few(having)) {
        const schema = schemasOf(subject, operation, exchange).get(path);
        if (!schema) continue;
        const place = subject.chance.one(placesAt(exchange.response.body, path));
        yield { ...place, operation, path, rows, exchange, schema };
      }
    }
  }
}

/** Paths of the fields of an operation's answer: those that the documents have rows of; without documents, those of the schemas. */
function statedFields({ contract }: Subject, operation: Operation): string[] {
  const rows = [...contract.rows.values()].filter((row) => row.operation === operation.id && row.place === 'response');
  const lookUp = (name: string): Schema => contract.schemas.source(name);
  const paths =
    contract.profile.documents.length > 0
      ? rows.map(({ name }) => name)
      : fieldsOf(lookUp(operation.response), lookUp).map(({ path }) => path);
  return [...new Set(paths)].filter((path) => !path.endsWith('*'));
}

const schemas = new WeakMap<Schema, Map<string, Schema>>();

function schemasOf(subject: Subject, { response }: Operation, exchange: Answered): Map<string, Schema> {
  const version = subject.version(exchange);
  const lookUp = (name: string): Schema => subject.contract.schemas.folded(name, version);
  const whole = lookUp(response);
  const known = schemas.get(whole);
  if (known) return known;
  const made = new Map(fieldsOf(whole, lookUp).map(({ path, schema }) => [path, resolve(schema, lookUp)]));
  schemas.set(whole, made);
  return made;
}

const ajv = createAjv({ validateSchema: false, meta: false });
const conditions = new WeakMap<Schema, ValidateFunction>();

/** Whether the contract lets a field be missing from where it stands: by its schema, or by a ruling. */
export function mayBeMissing(
  subject: Subject,
  operation: Operation,
  exchange: Answered,
  path: string,
  pointer: string,
): boolean {
  const { contract } = subject;
  const schema = schemasOf(subject, operation, exchange).get(path) ?? {};
  if (operation.bodyOptional || schema['x-optional'] !== undefined) return true;
  const rows = rowsOf(contract, operation, 'response', path);
  if (rows.some((id) => contract.rows.get(id)?.erratum?.effect?.optional)) return true;
  const condition = schema['x-when'];
  if (!isObject(condition)) return false;
  const holds = conditions.get(condition) ?? ajv.compile(condition);
  conditions.set(condition, holds);
  return !holds(valueAt(exchange.response.body, parentOf(pointer)));
}

/**
 * The same, or the resource that it stands in may be on its way out: what is being taken away may be shown in its old state while parts
 * of it are gone.
 */
export function mayBeMissed(
  subject: Subject,
  operation: Operation,
  exchange: Answered,
  path: string,
  pointer: string,
): boolean {
  const parent = valueAt(exchange.response.body, parentOf(pointer));
  return (
    mayBeMissing(subject, operation, exchange, path, pointer) ||
    subject.isGoing(isObject(parent) ? parent.id : undefined, exchange)
  );
}
