import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setPointer } from '../exercise/pointer.ts';
import { RULES } from '../rules/index.ts';
import { exchangeOf, recordingOf } from '../testing/recording.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { judge } from './judge.ts';

/** Deeper than any recording of ours has it, as one that somebody wrote may be. */
const DEEP = 3000;

const key = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    '',
    '~',
    '/',
    '*',
    '[]',
    'server',
    'servers',
    'id',
    'code',
    'error',
  ),
  fc.string(),
);
const scalar = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e308,
    '',
    '«redacted:user-data:base64:99999999:ab»',
    '«redacted:x',
    '\u0000',
    '\ud800',
  ),
  fc.string(),
  fc.double(),
);
/** Any JSON value, own members called `__proto__` among them. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.constantFrom({ toString: '' }, { toString: null, valueOf: 1 }, [{ toString: 0 }], { toJSON: '' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((members) => Object.fromEntries(members)),
  ),
}));

function nested(open: (inner: unknown) => unknown): unknown {
  let body: unknown = 1;
  for (let depth = 0; depth < DEEP; depth++) body = open(body);
  return body;
}

describe.each(PROFILES)('judging by %s', (profile) => {
  const contract = contractOf(profile);
  const operations = [...contract.operations.keys()];

  /** What went wrong in the suite itself over such answers. */
  function faults(id: string, body: unknown, more: object = {}): string[] {
    const answers = [200, 202, 401, 404, 500].map((status) => exchangeOf(contract, id, { status, body, ...more }));
    const checks = judge(contract, recordingOf(contract, [exchangeOf(contract, id, { body }), ...answers]), RULES, [
      `${id}/*`,
    ]);
    return checks.filter(({ verdict }) => verdict === 'error').map((check) => `${check.id}: ${check.detail?.en}`);
  }

  it('stands bodies of any form', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), value, (id, body) => {
        expect(faults(id, body)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('stands any value at any place of a right body', () => {
    const spot = fc.constantFrom(...operations).chain((id) => {
      const places = pointersOf(exchangeOf(contract, id).response!.body);
      return fc.tuple(fc.constant(id), fc.constantFrom(...places), value);
    });
    fc.assert(
      fc.property(spot, ([id, pointer, change]) => {
        const { body } = exchangeOf(contract, id).response!;
        expect(faults(id, pointer === '' ? change : setPointer(body, pointer, change))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['lists', (inner: unknown) => [inner]],
    ['objects', (inner: unknown) => ({ server: inner })],
    ['members called __proto__', (inner: unknown) => Object.fromEntries([['__proto__', inner]])],
  ])('stands deep %s', (_what, open) => {
    for (const id of ['server.show', 'server.create', 'zone.list'].filter((candidate) =>
      operations.includes(candidate),
    )) {
      expect(faults(id, nested(open))).toEqual([]);
    }
  });

  it('stands long lists and long texts', () => {
    const id = operations.find((candidate) => candidate.endsWith('list-details'))!;
    const { body } = exchangeOf(contract, id).response!;
    const [name] = Object.entries(body as object).find(([, list]) => Array.isArray(list))!;
    expect(faults(id, { [name]: Array.from({ length: 5000 }, (_, index) => ({ id: index })) })).toEqual([]);
    expect(faults(id, { [name]: 'a'.repeat(1_000_000) })).toEqual([]);
  });

  it('stands any headers and any microversion', () => {
    const headers = fc.dictionary(key, fc.string());
    const microversion = fc.oneof(fc.constantFrom(null, 'latest', '2.1', '2.999', '9.0'));
    fc.assert(
      fc.property(fc.constantFrom(...operations), headers, microversion, (id, named, version) => {
        const { body } = exchangeOf(contract, id).response!;
        expect(faults(id, body, { headers: named, microversion: version })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

function pointersOf(part: unknown, pointer = ''): string[] {
  if (typeof part !== 'object' || part === null) return [pointer];
  const escaped = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');
  return [
    pointer,
    ...Object.entries(part).flatMap(([name, inner]) => pointersOf(inner, `${pointer}/${escaped(name)}`)),
  ];
}
