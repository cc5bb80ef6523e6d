import { describe, expect, it } from 'vitest';
import type { Schema } from '../../schemas/fold.ts';
import { fillCase } from '../exercise/fill.ts';
import { caseVersions } from '../exercise/versions.ts';
import { type Field, fieldsOf } from '../judge/fields.ts';
import { planChecks } from '../judge/judge.ts';
import { RULES } from '../rules/index.ts';
import { bareAddress, exceptionsOf, inventoryOf } from '../testing/inventory.ts';
import { PLAUSIBLE_FACTS } from '../testing/placeholders.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { matchesPattern } from './inventory.ts';
import type { Contract, Operation, Row } from './types.ts';

const VENDORS = ['easystack', 'huawei'] as const;
const rows = new Map(PROFILES.flatMap((profile) => [...contractOf(profile).rows]));

/** The messages of an operation, with the place of the rows that speak of them. */
function messagesOf(operation: Operation): ['response' | 'body', string][] {
  const { request, response } = operation;
  const own: ['response' | 'body', string | undefined][] = [
    ['body', request ?? undefined],
    ['response', response === 'none' ? undefined : response],
  ];
  return own.filter((entry): entry is ['response' | 'body', string] => entry[1] !== undefined);
}

function fieldsIn(contract: Contract, message: string): Field[] {
  const lookUp = (name: string): Schema => contract.schemas.source(name);
  return fieldsOf(lookUp(message), lookUp);
}

function rowsOf(contract: Contract, operation: string, place: string): Row[] {
  return [...contract.rows.values()].filter((row) => row.operation === operation && row.place === place);
}

describe('rows and properties', () => {
  it('of messages stand for each other', () => {
    const exceptions = { rows: exceptionsOf('rows'), properties: exceptionsOf('properties') };
    const faults: string[] = [];
    for (const profile of VENDORS) {
      const contract = contractOf(profile);
      const cited = new Set(planChecks(contract, RULES).flatMap(({ check }) => check.rows));
      for (const row of contract.rows.values()) {
        if (row.place !== 'response' && row.place !== 'body') continue;
        const operation = contract.operations.get(row.operation);
        const message = operation && new Map(messagesOf(operation)).get(row.place);
        if (message && fieldsIn(contract, message).some(({ path }) => path === row.name)) continue;
        if (exceptions.rows.covers(row.id) || row.erratum?.effect?.exclude) continue;
        faults.push(
          `${row.id}: ${message ? `schemas/*/${message}.yaml has no such property` : 'the operation has no such message'}${cited.has(row.id) ? ' (a check rests on it)' : ''}`,
        );
      }
    }
    const described = new Set([...rows.values()].map(({ operation, place, name }) => `${operation}/${place}/${name}`));
    for (const profile of PROFILES) {
      const contract = contractOf(profile);
      for (const operation of contract.operations.values()) {
        for (const [place, message] of messagesOf(operation)) {
          for (const { path, schema } of fieldsIn(contract, message)) {
            const id = `${operation.id}/${place}/${path}`;
            if (path.endsWith('*') || described.has(id) || schema['x-rows'] || exceptions.properties.covers(id))
              continue;
            faults.push(`${id} of schemas/*/${message}.yaml (${profile}) has no row in any document, and no x-rows`);
          }
        }
      }
    }
    expect(faults).toEqual([]);
    const unused = [...exceptions.rows.unused(), ...exceptions.properties.unused()];
    expect(
      unused.map((pattern) => `nothing needs "${pattern}" of fixtures/documents/exceptions.yaml any more`),
    ).toEqual([]);
  });

  it('name each other by ids that there are', () => {
    const named = (part: unknown): string[] => {
      if (typeof part !== 'object' || part === null) return [];
      return Object.entries(part).flatMap(([key, value]) => (key === 'x-rows' ? (value as string[]) : named(value)));
    };
    const faults = PROFILES.flatMap((profile) => {
      const { schemas } = contractOf(profile);
      return schemas.names().flatMap((message) =>
        named(schemas.source(message))
          .filter((id) => !id.startsWith('nova#') && !rows.has(id))
          .map((id) => `x-rows of schemas/*/${message}.yaml (${profile}) names ${id}, which is no row`),
      );
    });
    expect(faults).toEqual([]);
  });

  it('of limits and microversions are about something', () => {
    const isRow = (id: string): boolean => rows.has(id) || [...rows.keys()].some((row) => matchesPattern(id, row));
    const faults = [...rows.values()]
      .filter(({ on, document, operation }) => on !== undefined && !isRow(`${document}#${operation}/${on}`))
      .map(({ id, on }) => `${id} is on ${on}, which is no row of the same file`);
    expect(faults).toEqual([]);
  });
});

describe.each(VENDORS)('the table of %s', (profile) => {
  const contract = contractOf(profile);
  const files = contract.profile.documents.flatMap(inventoryOf);

  it('has the operations of its documents, each described once', () => {
    const faults = files.flatMap(({ file, operation }) => [
      ...(contract.operations.has(operation)
        ? []
        : [`${file} describes ${operation}, which has no entry in specs/operations/${profile}`]),
      ...(file.endsWith(`/${operation}.yaml`) ? [] : [`${file} is about ${operation}; name it so`]),
      ...(files.some((other) => other.operation === operation && other.file !== file)
        ? [`${operation} has two files: ${file} is one`]
        : []),
    ]);
    const lonely = [...contract.operations.keys()].filter((id) => !files.some(({ operation }) => operation === id));
    expect([
      ...faults,
      ...lonely.map((id) => `${id} of specs/operations/${profile} has no file in fixtures/documents`),
    ]).toEqual([]);
  });

  it('agrees with them on methods and addresses', () => {
    const exceptions = exceptionsOf('paths');
    const faults = files.flatMap(({ file, operation: id, method, path: address }) => {
      const operation = contract.operations.get(id);
      if (!operation) return [];
      const sameAddress =
        address === undefined || bareAddress(address) === bareAddress(operation.path) || exceptions.covers(id);
      return [
        ...(method === operation.method ? [] : [`${file} says ${method}, the table ${operation.method}`]),
        ...(sameAddress ? [] : [`${file} says ${address}, the table ${operation.path}`]),
      ];
    });
    expect(faults).toEqual([]);
    if (profile === 'easystack') expect(exceptions.unused()).toEqual([]);
  });

  const ruledOut = (row: Row): boolean => row.erratum?.effect?.exclude !== undefined;
  const codesAt = (operation: string, place: string) => rowsOf(contract, operation, place);

  it.each([
    ['success', 'status', (operation: Operation) => operation.success],
    ['error', 'error', (operation: Operation) => operation.errors ?? []],
  ] as const)('agrees with them on %s codes, where they give any', (_what, place, codesOf) => {
    const faults = [...contract.operations.values()].flatMap((operation) => {
      const documented = codesAt(operation.id, place);
      if (documented.length === 0) return [];
      const codes = new Set(codesOf(operation).map((code) => String(typeof code === 'number' ? code : code.status)));
      const named = new Set(documented.map(({ name }) => name));
      return [
        ...documented
          .filter((row) => !ruledOut(row) && !codes.has(row.name))
          .map(({ id }) => `${id} is not in the table`),
        ...[...codes]
          .filter((code) => !named.has(code))
          .map((code) => `${operation.id}: no document gives ${code}, the table has it`),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('agrees with them on the recommended microversion', () => {
    const faults = [...contract.operations.values()].flatMap(({ id, recommended }) => {
      const documented = rowsOf(contract, id, 'microversion').find(({ name }) => name === 'recommended')?.value;
      return documented === recommended ? [] : [`${id}: documented is ${documented}, the table has ${recommended}`];
    });
    expect(faults).toEqual([]);
  });

  it('agrees with them on states, and on what goes on behind the answer', () => {
    const sorted = (values: unknown[] | undefined): string => JSON.stringify([...(values ?? [])].sort());
    const faults = [...contract.operations.values()].flatMap(({ id, states, asynchronous }) =>
      rowsOf(contract, id, 'state').flatMap((row) => {
        if (row.name === 'precondition.status' && sorted(row.values) !== sorted(states?.from))
          return [`${row.id}: the table has ${states?.from}`];
        if (row.name === 'result.status' && sorted(row.values) !== sorted(states?.to))
          return [`${row.id}: the table has ${states?.to}`];
        return row.name === 'asynchronous' && !asynchronous && !ruledOut(row) && !row.erratum
          ? [`${row.id}: the table has it synchronous`]
          : [];
      }),
    );
    expect(faults).toEqual([]);
  });
});

describe.each(PROFILES)('the cases of %s', (profile) => {
  const contract = contractOf(profile);

  it('are in reach of the profile, and send what the messages allow at each of their microversions', () => {
    const faults: string[] = [];
    for (const operation of contract.operations.values()) {
      for (const entry of operation.exercise ?? []) {
        const { versions, missing } = caseVersions(operation, entry, contract, {
          microversions: contract.profile.microversions,
        });
        const name = `${operation.id}/${entry.id ?? 'documented'}`;
        if (missing.length > 0) faults.push(`${name} asks for ${missing.join(', ')}, out of reach of the profile`);
        const { body } = fillCase(operation, entry, PLAUSIBLE_FACTS, contract.examples);
        if ((body === undefined) !== !operation.request)
          faults.push(`${name}: a body and a request message go together`);
        for (const version of operation.request ? versions : []) {
          const validate = contract.schemas.validator(operation.request!, version ?? '2.1');
          if (validate(body)) continue;
          const said = validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
          faults.push(`${name}@${version} sends what schemas/*/${operation.request}.yaml does not allow: ${said}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('have names of their own, and undo what they do by operations that there are', () => {
    const faults = [...contract.operations.values()].flatMap((operation) => {
      const names = (operation.exercise ?? []).map(({ id }) => id ?? 'documented');
      const undone = (operation.exercise ?? []).flatMap(({ undo }) => undo ?? []);
      return [
        ...names
          .filter((name, index) => names.indexOf(name) !== index)
          .map((name) => `${operation.id} has two cases "${name}"`),
        ...undone
          .filter((id) => !contract.operations.has(id) && !contract.auxiliary.has(id))
          .map((id) => `${operation.id} is undone by ${id}, which there is not`),
      ];
    });
    expect(faults).toEqual([]);
  });

  it('belong to operations whose messages there are', () => {
    const faults = [...contract.operations.values(), ...contract.auxiliary.values()].flatMap((operation) =>
      messagesOf(operation)
        .filter(([, message]) => !contract.schemas.has(message))
        .map(
          ([place, message]) =>
            `${operation.id} names ${message} for its ${place}, and there is no schemas/*/${message}.yaml`,
        ),
    );
    expect(faults).toEqual([]);
  });
});

describe('words', () => {
  it('of every title are there in both languages', () => {
    const titled = PROFILES.flatMap((profile) => {
      const { profile: own, documents, operations, auxiliary } = contractOf(profile);
      const parts = [...operations.values(), ...auxiliary.values()].map(({ id, title }) => ({ id, title }));
      return [{ id: own.id, title: own.title }, ...documents, ...parts];
    });
    const files = VENDORS.flatMap((profile) => contractOf(profile).profile.documents.flatMap(inventoryOf));
    const all = [...titled, ...files.map(({ file, title }) => ({ id: file, title }))];
    expect(
      all.filter(({ title }) => !title?.en || !title.zh).map(({ id }) => `${id} has no title in both languages`),
    ).toEqual([]);
  });

  it("of every row say what it means, its own or the glossary's", () => {
    const silent = [...rows.values()].filter(({ clause }) => !clause.en.includes(': ') || !clause.zh.includes('：'));
    expect(
      silent.map(
        ({ id }) => `${id} has neither words of its own (en and zh) nor an entry in fixtures/documents/glossary`,
      ),
    ).toEqual([]);
  });
});
