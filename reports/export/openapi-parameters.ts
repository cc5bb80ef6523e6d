/** Parameters of paths, queries and headers as OpenAPI has them. */
import type { Schema } from '../../schemas/fold.ts';
import { inRange } from '../../schemas/version.ts';
import type { Contract, Operation, Row } from '../../specs/contract/types.ts';
import type { Language } from '../text.ts';
import { meaningOf } from './openapi-facts.ts';
import { say } from './words.ts';

/** Types of the documents' tables that are more than text. A query says true in several ways, Python's among them. */
const TYPES: Readonly<Record<string, Schema>> = {
  integer: { type: 'integer' },
  boolean: { type: 'string', enum: ['true', 'false', 'True', 'False', '1', '0'] },
};

/** The parameters in the path and the query of some operations that share them; a name that several have stands once. */
export function parametersOf(
  contract: Contract,
  operations: readonly Operation[],
  version: string,
  language: Language,
): Schema[] {
  const [first] = operations as [Operation];
  const inPath = [...first.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const rows = operations.flatMap((operation) => rowsIn(contract, operation, version));
  const query = new Set([
    ...rows.filter(({ place }) => place === 'query').map(({ name }) => name),
    ...operations.flatMap(tabled),
  ]);
  const describe = (place: 'path' | 'query', name: string): Schema => {
    const own = rows.filter((row) => row.place === place && row.name === name);
    return parameter(place, name, own, language, operations.length);
  };
  return [...inPath.map((name) => describe('path', name)), ...[...query].map((name) => describe('query', name))];
}

function parameter(place: 'path' | 'query', name: string, rows: Row[], language: Language, sharers: number): Schema {
  const [row] = rows;
  const meaning = row && meaningOf(row, language);
  const mandatory = place === 'path' || (rows.length === sharers && rows.every((one) => one.mandatory));
  // A choice that one operation makes binds the others that share the path no more than a type that they do not state.
  const values = rows.length === sharers && place === 'query' ? row?.values : undefined;
  return {
    name,
    in: place,
    ...(mandatory ? { required: true } : {}),
    ...(meaning ? { description: meaning } : {}),
    schema: { ...(TYPES[row?.type ?? ''] ?? { type: 'string' }), ...(values ? { enum: values } : {}) },
    ...(rows.length > 0 ? { 'x-rows': rows.map(({ id }) => id) } : {}),
  };
}

function rowsIn(contract: Contract, operation: Operation, version: string): Row[] {
  return [...contract.rows.values()].filter(
    (row) => row.operation === operation.id && inRange(version, row) && row.erratum?.effect?.exclude === undefined,
  );
}

/** Query parameters that the tables know of, for a profile without documents. */
function tabled({ list }: Operation): string[] {
  if (!list) return [];
  const { pages, order, filters } = list;
  const names = [pages?.limit, pages?.marker, pages?.offset, order?.key, order?.direction];
  return [...Object.keys(filters ?? {}), ...names.filter((name) => name !== undefined)];
}

/**
 * The headers that ask for a microversion, as reusable parameters; none where the profile has but one.
 * The older form is the bare number, the newer one has the service before it.
 */
export function versionHeaders(contract: Contract, version: string, language: Language): Record<string, Schema> {
  const { min, max, headers } = contract.profile.microversions;
  if (min === max) return {};
  const entries = headers.map((name) => {
    const value = name.toLowerCase() === 'openstack-api-version' ? `compute ${version}` : version;
    const description = say(language, 'version', { version, min });
    return [
      name,
      { name, in: 'header', description, schema: { type: 'string', const: value }, example: value },
    ] as const;
  });
  return Object.fromEntries(entries);
}
