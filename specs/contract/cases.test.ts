import { describe, expect, it } from 'vitest';
import { formatSchema } from '../../schemas/input.ts';
import { loadResources } from '../exercise/resources.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { spelledOut } from './cases.ts';
import type { Case, Operation, Refusal } from './types.ts';

/** As much of the target file's schema as names what a run builds with. */
interface TargetSchema {
  properties: { resources: { properties: object } };
}

const operation = (exercise: Case[], refusals?: Refusal[]): Operation =>
  ({ id: 'server.create', exercise, ...(refusals ? { refusals } : {}) }) as Operation;

const plain: Case = {
  id: 'plain',
  example: 'request-1',
  rows: ['limit/name.maximum'],
  set: { '/server/name': '$name', '/server/count': 1 },
  unset: ['/server/tags', '/server/user_data'],
  needs: { keypair: {} },
  allow: ['billing'],
};

describe('a variant of a case', () => {
  it('takes from it what it does not say itself, but not what it stands for', () => {
    const variant = { id: 'two', as: 'plain', set: { '/server/count': 2 }, needs: { port: {} } };
    expect(spelledOut(operation([plain, variant])).exercise![1]).toEqual({
      ...{ id: 'two', as: 'plain', example: 'request-1', unset: plain.unset, allow: ['billing'] },
      set: { '/server/name': '$name', '/server/count': 2 },
      needs: { keypair: {}, port: {} },
    });
  });

  it('keeps what it puts in where the case takes it out', () => {
    const [, variant] = spelledOut(
      operation([plain, { id: 'tags', as: 'plain', set: { '/server/tags': {} }, unset: ['/server/count'] }]),
    ).exercise!;
    expect(variant!.unset).toEqual(['/server/user_data', '/server/count']);
  });

  it('may be a refusal', () => {
    const [refusal] = spelledOut(operation([plain], [{ id: 'none', as: 'plain', status: 400 }])).refusals!;
    expect(refusal).toMatchObject({ id: 'none', status: 400, example: 'request-1', set: plain.set });
    expect(refusal).not.toHaveProperty('rows');
  });

  it.each([
    ['nowhere', 'which there is none of'],
    ['two', 'which is a variant itself'],
  ])('is no variant of %s, %s', (as, sentence) => {
    const cases = [plain, { id: 'two', as: 'plain' }, { id: 'three', as }];
    expect(() => spelledOut(operation(cases))).toThrow(`"three" of server.create is as the case "${as}", ${sentence}`);
  });
});

describe('what the cases of the tables name', () => {
  const contracts = PROFILES.map(contractOf);
  const entries = contracts.flatMap((contract) =>
    [...contract.operations.values()].flatMap((operation) =>
      [
        ...(operation.exercise ?? []),
        ...(operation.refusals ?? []),
        ...Object.values(operation.list?.refuses ?? {}).map(({ query: _query, ...refusal }) => refusal),
      ].map((entry) => ({ operation: operation.id, entry: entry as Case })),
    ),
  );

  it('as their rows is in a document', () => {
    const isRow = (operation: string, name: string): boolean =>
      contracts.some(({ profile, rows }) =>
        profile.documents.some((document) =>
          rows.has(name.startsWith('common/') ? `${document}#${name}` : `${document}#${operation}/${name}`),
        ),
      );
    const lost = entries.flatMap(({ operation, entry }) =>
      (entry.rows ?? []).filter((name) => !isRow(operation, name)).map((name) => `${operation}: ${name}`),
    );
    expect(lost).toEqual([]);
  });

  it('as what the target has to have can be found, or named in a target file', () => {
    const { discover } = loadResources();
    const named = Object.keys((formatSchema('target') as TargetSchema).properties.resources.properties);
    const known = new Set([
      ...Object.keys(discover).flatMap((alias) => [alias, `${alias}2`]),
      ...named.map((key) => key.replace(/([A-Z])/g, (letter) => `_${letter.toLowerCase()}`)),
      'region',
    ]);
    expect(entries.flatMap(({ entry }) => entry.has ?? []).filter((alias) => !known.has(alias))).toEqual([]);
  });
});
