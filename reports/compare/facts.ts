import { isObject, type Schema } from '../../schemas/fold.ts';
import { resolve } from '../../schemas/registry.ts';
import type { Contract, Operation, Row } from '../../specs/contract/types.ts';
import { usualType } from '../../specs/documents/type-words.ts';
import { type Field, fieldsOf } from '../../specs/judge/fields.ts';

/** What a contract says of one thing: a parameter, a field, a code, a state, a limit. */
export interface Fact {
  place: string;
  name: string;
  rows: string[];
  type?: string;
  mandatory?: boolean;
  values?: string[];
  value?: string;
  from?: string;
  /** A ruling on the document touches it. */
  ruled?: boolean;
}

/** Places that hold facts; notes are prose. */
export const PLACES = [
  'path',
  'query',
  'header',
  'body',
  'response',
  'status',
  'error',
  'state',
  'limit',
  'microversion',
] as const;

export type Place = (typeof PLACES)[number];

/** By `<place>/<name>`. */
export type Facts = Map<string, Fact>;

/**
 * What a contract says of an operation. One with documents says what their rows say; the common one, which has none, what its
 * tables and schemas hold.
 */
export function factsOf(contract: Contract, operation: string): Facts {
  return contract.documents.length > 0 ? rowFacts(contract, operation) : tableFacts(contract, operation);
}

function rowFacts(contract: Contract, operation: string): Facts {
  const facts: Facts = new Map();
  for (const row of contract.rows.values()) {
    if (
      row.operation !== operation ||
      !(PLACES as readonly string[]).includes(row.place) ||
      row.erratum?.effect?.exclude !== undefined
    )
      continue;
    const key = `${row.place}/${row.name}`;
    const known = facts.get(key);
    if (known) known.rows.push(row.id);
    else facts.set(key, factOf(row));
  }
  return facts;
}

function factOf(row: Row): Fact {
  const { place, name, type, mandatory, values, value, from } = row;
  return {
    place,
    name,
    rows: [row.id],
    ...(type
      ? {
          type: type
            .split('|')
            .map((word) => usualType(word.trim().toLowerCase()))
            .sort()
            .join(' | '),
        }
      : {}),
    ...(mandatory === undefined ? {} : { mandatory }),
    ...(values ? { values: values.map(String) } : {}),
    ...(value === undefined ? {} : { value: `${String(value)}${row.unit ? ` ${row.unit}` : ''}` }),
    ...(from ? { from } : {}),
    ...(row.erratum ? { ruled: true } : {}),
  };
}

function tableFacts(contract: Contract, id: string): Facts {
  const facts: Facts = new Map();
  const operation = contract.operations.get(id);
  if (!operation) return facts;
  const add = (place: Place, name: string, more: Partial<Fact> = {}): void => {
    facts.set(`${place}/${name}`, { place, name, rows: [], ...more });
  };
  for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) add('path', name!, { mandatory: true });
  for (const name of queryOf(operation)) add('query', name);
  for (const [place, schema] of [
    ['body', operation.request],
    ['response', operation.response],
  ] as const) {
    for (const field of messageFields(contract, schema)) {
      if (!field.path.endsWith('*')) add(place, field.path, schemaFact(field.schema, contract));
    }
  }
  for (const { status } of operation.success) add('status', String(status));
  for (const error of operation.errors ?? []) add('error', String(typeof error === 'number' ? error : error.status));
  const { states } = operation;
  if (states?.from) add('state', 'precondition.status', { values: states.from });
  if (states?.to) add('state', 'result.status', { values: states.to.filter((state) => state !== 'gone') });
  if (operation.asynchronous) add('state', 'asynchronous');
  if (operation.recommended) add('microversion', 'recommended', { value: operation.recommended });
  return facts;
}

function queryOf({ list }: Operation): string[] {
  const { filters, pages, order } = list ?? {};
  const named = [pages?.limit, pages?.marker, pages?.offset, order?.key, order?.direction];
  return [...Object.keys(filters ?? {}), ...named.filter((name) => name !== undefined)];
}

function messageFields(contract: Contract, message: string | undefined): Field[] {
  if (message === undefined || message === 'none' || !contract.schemas.has(message)) return [];
  const lookUp = (name: string): Schema => contract.schemas.source(name);
  return fieldsOf(lookUp(message), lookUp);
}

function schemaFact(schema: Schema, contract: Contract): Partial<Fact> {
  const { type, enum: values, 'x-from': from } = resolve(schema, (name) => contract.schemas.source(name));
  const words = [type].flat().filter((word): word is string => typeof word === 'string' && word !== 'null');
  return {
    ...(words.length > 0 ? { type: words.map(usualType).sort().join(' | ') } : {}),
    ...(Array.isArray(values) ? { values: values.filter((value) => !isObject(value)).map(String) } : {}),
    ...(typeof from === 'string' ? { from } : {}),
  };
}
