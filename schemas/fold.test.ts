import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSchema, mergePatch, type Schema } from './fold.ts';
import { inRange } from './version.ts';

const MINORS = 12;
const version = fc.nat(MINORS).map((minor) => `2.${minor}`);
const range = fc.record({ 'x-from': version, 'x-until': version }, { requiredKeys: [] });
const names = fc.constantFrom('a', 'b', 'c', 'constructor', 'x');

/** Schemas with every annotation that folding knows, at every place where it looks. */
const { schema } = fc.letrec<{ schema: Schema; members: Schema }>((tie) => ({
  members: fc.dictionary(
    names,
    fc.tuple(tie('schema'), range).map(([part, ends]) => ({ ...part, ...ends })),
  ) as fc.Arbitrary<Schema>,
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record(
      { type: fc.constantFrom('string', 'object'), 'x-required-from': version, 'x-required-until': version },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        properties: tie('members'),
        required: fc.uniqueArray(names),
        anyOf: fc.array(
          fc.tuple(tie('schema'), range).map(([part, ends]) => ({ ...part, ...ends })),
          { maxLength: 2 },
        ),
        items: tie('schema'),
        'x-when': tie('schema'),
        'x-versions': fc.array(
          fc.record({ from: version, until: version, schema: tie('schema') }, { requiredKeys: ['schema'] }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
  ) as fc.Arbitrary<Schema>,
}));

describe('foldSchema', () => {
  it('keeps exactly the members whose range holds the version', () => {
    fc.assert(
      fc.property(fc.dictionary(names, range), version, (properties, at) => {
        const kept = Object.entries(properties).filter(([, ends]) =>
          inRange(at, { from: ends['x-from'], until: ends['x-until'] }),
        );
        expect(foldSchema({ properties }, at)).toEqual({ properties: Object.fromEntries(kept) });
      }),
    );
  });

  it('changes nothing the second time, and nothing in what it is given', () => {
    fc.assert(
      fc.property(schema, version, (whole, at) => {
        const before = structuredClone(whole);
        const once = foldSchema(whole, at);
        expect(foldSchema(once, at)).toEqual(once);
        expect(whole).toEqual(before);
      }),
    );
  });

  it('leaves no choice between versions', () => {
    fc.assert(
      fc.property(schema, version, (whole, at) => {
        const check = (part: unknown): void => {
          if (typeof part !== 'object' || part === null) return;
          expect(part).not.toHaveProperty('x-versions');
          Object.values(part).forEach(check);
        };
        check(foldSchema(whole, at));
      }),
    );
  });

  const cases: [string, Schema, string, Schema][] = [
    [
      'takes a branch away',
      { oneOf: [{ const: 1, 'x-until': '2.9' }, { const: 2 }] },
      '2.10',
      { oneOf: [{ const: 2 }] },
    ],
    [
      'puts the first fitting version in place, beside what stands around it',
      {
        description: 'd',
        'x-versions': [
          { until: '2.4', schema: { const: 1 } },
          { from: '2.2', schema: { const: 2 } },
        ],
      },
      '2.3',
      { description: 'd', const: 1 },
    ],
    [
      'lets no version fit',
      { type: 'string', 'x-versions': [{ from: '2.4', schema: { const: 1 } }] },
      '2.3',
      { type: 'string' },
    ],
    [
      'looks for versions within a version',
      { 'x-versions': [{ schema: { 'x-versions': [{ from: '2.2', schema: { const: 2 } }] } }] },
      '2.3',
      { const: 2 },
    ],
    [
      'no longer requires what is gone',
      { required: ['a', 'b'], properties: { a: { 'x-until': '2.2' }, b: {} } },
      '2.3',
      { required: ['b'], properties: { b: {} } },
    ],
    [
      'requires nothing where nothing is left',
      { required: ['a'], properties: { a: { 'x-until': '2.2' } } },
      '2.3',
      { properties: {} },
    ],
    [
      'requires what a version makes mandatory',
      { properties: { a: { 'x-required-from': '2.3' }, b: { 'x-required-until': '2.2' } } },
      '2.3',
      { required: ['a'], properties: { a: { 'x-required-from': '2.3' }, b: { 'x-required-until': '2.2' } } },
    ],
    [
      'no longer requires what a version makes optional',
      { required: ['b', 'c'], properties: { b: { 'x-required-until': '2.2' } } },
      '2.3',
      { required: ['c'], properties: { b: { 'x-required-until': '2.2' } } },
    ],
    [
      'reaches into items, maps and conditions',
      {
        items: { properties: { a: { 'x-from': '2.4' } } },
        additionalProperties: { anyOf: [{ 'x-from': '2.4' }, { const: 1 }] },
        'x-when': { properties: { b: { 'x-from': '2.4' } } },
      },
      '2.3',
      { items: { properties: {} }, additionalProperties: { anyOf: [{ const: 1 }] }, 'x-when': { properties: {} } },
    ],
    [
      'leaves what is no schema',
      { properties: { a: true }, items: false, enum: [{ 'x-from': '2.4' }] },
      '2.3',
      { properties: { a: true }, items: false, enum: [{ 'x-from': '2.4' }] },
    ],
  ];
  it.each(cases)('%s', (_what, whole, at, expected) => {
    expect(foldSchema(whole, at)).toEqual(expected);
  });
});

describe('mergePatch', () => {
  // The examples of RFC 7396, appendix A.
  const examples: [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it.each(examples)('lays %j under %j', (base, patch, merged) => {
    expect(mergePatch(base, patch)).toEqual(merged);
  });

  const json = fc.jsonValue({ maxDepth: 4 });

  it('does what the pseudocode of RFC 7396, section 2 does, whatever members are called', () => {
    fc.assert(
      fc.property(json, json, (base, patch) => {
        expect(mergePatch(base, patch)).toStrictEqual(specified(structuredClone(base), patch));
      }),
    );
    const hostile = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"a": null}}');
    expect(JSON.stringify(mergePatch({}, hostile))).toBe('{"__proto__":{"polluted":1},"constructor":{}}');
    expect(({} as Schema).polluted).toBeUndefined();
  });

  it('is the same laid twice, and changes neither side', () => {
    fc.assert(
      fc.property(json, json, (base, patch) => {
        const before = JSON.stringify([base, patch]);
        const once = mergePatch(base, patch);
        expect(mergePatch(once, patch)).toStrictEqual(once);
        expect(JSON.stringify([base, patch])).toBe(before);
      }),
    );
  });
});

/** RFC 7396, section 2, word for word, over lists of members. */
function specified(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isMembers = typeof target === 'object' && target !== null && !Array.isArray(target);
  let members: [string, unknown][] = isMembers ? Object.entries(target) : [];
  for (const [name, value] of Object.entries(patch)) {
    const old = members.find(([known]) => known === name);
    if (value === null) members = members.filter((member) => member !== old);
    else if (old) old[1] = specified(old[1], value);
    else members.push([name, specified(undefined, value)]);
  }
  return Object.fromEntries(members);
}
