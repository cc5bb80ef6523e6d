import type { Contract } from '../../specs/contract/types.ts';
import { type Draft, differ, joinAlike, sidesByValue, withoutList } from './draft.ts';
import { type Fact, type Facts, factsOf, PLACES, type Place } from './facts.ts';
import type { DifferenceSide } from './model.ts';

/** The kind of difference for something that only some contracts have, by where it stands. */
const ONLY: Record<Place, string> = {
  path: 'stated-path',
  query: 'stated-parameter',
  header: 'stated-header',
  body: 'stated-parameter',
  response: 'stated-field',
  status: 'stated-code',
  error: 'stated-error',
  state: 'stated-state',
  limit: 'stated-limit-only',
  microversion: 'stated-microversion',
};

/** Places whose facts are held against each other as one list, not one by one. */
const AS_LISTS: readonly Place[] = ['status', 'error'];

/** What of a fact that several contracts have may differ, with the kind of difference and its words. */
const ASPECTS: { kind: string; places: readonly Place[]; pick: (fact: Fact) => string | undefined }[] = [
  { kind: 'stated-type', places: ['query', 'body', 'response'], pick: ({ type }) => type },
  {
    kind: 'stated-mandatory',
    places: ['query', 'header', 'body'],
    pick: ({ mandatory }) => (mandatory === undefined ? undefined : mandatory ? 'mandatory' : 'optional'),
  },
  {
    kind: 'stated-values',
    places: ['query', 'body', 'response', 'state'],
    pick: ({ values }) => values && [...values].sort().join(', '),
  },
  { kind: 'stated-limit', places: ['limit'], pick: ({ value }) => value },
  { kind: 'stated-microversion', places: ['microversion'], pick: ({ value, from }) => value ?? from },
];

/** What sets contracts apart, as their documents (or, for the common one, its tables) state it. Needs no deployment. */
export function contractDifferences(contracts: readonly Contract[]): Draft[] {
  if (contracts.length < 2) return [];
  const ids = new Set(contracts.flatMap((contract) => [...contract.operations.keys()]));
  const drafts = [...ids].flatMap((operation) => {
    const having = contracts.filter((contract) => contract.operations.has(operation));
    const apart = having.length < contracts.length ? [operationOnly(operation, contracts)] : [];
    return having.length < 2 ? apart : [...apart, ...calls(operation, having), ...factDifferences(operation, having)];
  });
  return [...joinAlike(drafts, ({ subject }) => withoutList(subject)), ...ranges(contracts)];
}

function operationOnly(id: string, contracts: readonly Contract[]): Draft {
  const sides = contracts.map((contract): DifferenceSide => {
    const operation = contract.operations.get(id);
    const side = contract.profile.id;
    if (!operation) return { side, state: 'lacks' };
    return { side, state: 'has', value: `${operation.method} ${operation.path}`, rows: rowsOfOperation(contract, id) };
  });
  return { kind: 'operation-only', operations: [id], subject: id, sides };
}

/** Rows that stand for an operation as a whole: a few of its first ones. */
function rowsOfOperation(contract: Contract, operation: string): string[] {
  const rows = [...contract.rows.values()].filter((row) => row.operation === operation);
  return rows.slice(0, 1).map(({ id }) => id);
}

/** Other methods, paths, permissions of the same operation. */
function calls(id: string, contracts: readonly Contract[]): Draft[] {
  const values = new Map(
    contracts.map((contract) => {
      const { method, path, permission, service } = contract.operations.get(id)!;
      return [contract.profile.id, { value: `${method} ${path} (${service}, ${permission})` }];
    }),
  );
  if (!differ(values)) return [];
  return [{ kind: 'stated-call', operations: [id], subject: '', sides: sidesByValue(values) }];
}

function factDifferences(operation: string, contracts: readonly Contract[]): Draft[] {
  const facts = new Map(contracts.map((contract) => [contract.profile.id, factsOf(contract, operation)]));
  return PLACES.flatMap((place): Draft[] => {
    const speaking = new Map([...facts].filter(([, each]) => [...each.values()].some((fact) => fact.place === place)));
    const unsaid = unsaidAt(operation, place, contracts, speaking);
    if (speaking.size < 2) return unsaid;
    const differences = AS_LISTS.includes(place)
      ? lists(operation, place, speaking)
      : [...names(speaking, place)].flatMap((name) => oneFact(operation, place, name, speaking));
    return [...unsaid, ...differences];
  });
}

/** Documents that say nothing at all of a place, of which others do. */
function unsaidAt(
  operation: string,
  place: Place,
  contracts: readonly Contract[],
  speaking: Map<string, Facts>,
): Draft[] {
  const silent = contracts.filter(({ profile, documents }) => documents.length > 0 && !speaking.has(profile.id));
  if (speaking.size === 0 || silent.length === 0) return [];
  const sides = contracts.map(({ profile }): DifferenceSide => {
    if (silent.some((contract) => contract.profile.id === profile.id)) return { side: profile.id, state: 'lacks' };
    return { side: profile.id, state: speaking.has(profile.id) ? 'has' : 'unknown' };
  });
  return [{ kind: 'unsaid', operations: [operation], subject: place, sides }];
}

function names(facts: Map<string, Facts>, place: Place): Set<string> {
  const all = [...facts.values()].flatMap((each) => [...each.values()]);
  return new Set(all.filter((fact) => fact.place === place).map(({ name }) => name));
}

function lists(operation: string, place: Place, facts: Map<string, Facts>): Draft[] {
  const values = new Map(
    [...facts].map(([side, each]) => {
      const own = [...each.values()].filter((fact) => fact.place === place);
      return [
        side,
        {
          value: own
            .map(({ name }) => name)
            .sort()
            .join(', '),
          rows: own.flatMap(({ rows }) => rows),
        },
      ];
    }),
  );
  return differ(values)
    ? [{ kind: ONLY[place], operations: [operation], subject: '', sides: sidesByValue(values) }]
    : [];
}

function oneFact(operation: string, place: Place, name: string, facts: Map<string, Facts>): Draft[] {
  const key = `${place}/${name}`;
  const having = [...facts].filter(([, each]) => each.has(key));
  const subject = place === 'query' ? `?${name}` : name;
  if (having.length < facts.size) {
    if (isInsideAnother(place, name, facts)) return [];
    const sides = [...facts].map(([side, each]): DifferenceSide => {
      const fact = each.get(key);
      if (!fact) return { side, state: 'lacks' };
      const value = describe(fact);
      return { side, state: 'has', ...(value ? { value } : {}), ...(fact.rows.length > 0 ? { rows: fact.rows } : {}) };
    });
    return [{ kind: ONLY[place], operations: [operation], subject, sides }];
  }
  return ASPECTS.filter(({ places }) => places.includes(place)).flatMap(({ kind, pick }): Draft[] => {
    const values = new Map<string, { value: string; rows?: string[] }>();
    for (const [side, each] of having) {
      const { rows, ...fact } = each.get(key)!;
      const value = pick({ rows, ...fact });
      if (value !== undefined) values.set(side, { value, ...(rows.length > 0 ? { rows } : {}) });
    }
    if (!differ(values)) return [];
    // A ruling on a document's own contradiction may well have settled it; the row shows it.
    const isRuled = having.some(([, each]) => each.get(key)?.ruled);
    const sides = sidesByValue(values);
    return [{ kind, operations: [operation], subject, sides, ...(isRuled ? { weight: 'notes' } : {}) }];
  });
}

/** A member of something that the others lack as a whole says nothing new. */
function isInsideAnother(place: Place, name: string, facts: Map<string, Facts>): boolean {
  if (place !== 'body' && place !== 'response') return false;
  const lacking = [...facts.values()].filter((each) => !each.has(`${place}/${name}`));
  const parent = name.slice(0, Math.max(name.lastIndexOf('.'), 0)).replace(/(\[\]|\.\*)+$/, '');
  if (parent === '') return false;
  return (
    [...facts.values()].some((each) => each.has(`${place}/${parent}`)) &&
    lacking.every((each) => !each.has(`${place}/${parent}`))
  );
}

function describe({ type, mandatory, values, value, from }: Fact): string {
  const parts = [
    type,
    mandatory === undefined ? undefined : mandatory ? 'mandatory' : 'optional',
    values?.join(', '),
    value,
    from && `≥ ${from}`,
  ];
  return parts.filter(Boolean).join('; ');
}

function ranges(contracts: readonly Contract[]): Draft[] {
  const values = new Map(
    contracts.map(({ profile }) => {
      const { min, max } = profile.microversions;
      return [profile.id, { value: min === max ? min : `${min}–${max}` }];
    }),
  );
  return differ(values) ? [{ kind: 'stated-range', operations: [], subject: '', sides: sidesByValue(values) }] : [];
}
