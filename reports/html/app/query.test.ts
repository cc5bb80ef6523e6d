import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Searchable } from './query.ts';
import { askedValue, formatQuery, KEYS, matcher, parseQuery, withValue } from './query.ts';
import type { State } from './state.ts';
import { readHash, writeHash } from './state.ts';

const VIEWS = ['overview', 'checks', 'rows'];

const PAUSE: Searchable = {
  values: {
    verdict: ['fail'],
    level: ['must'],
    operation: ['server.pause'],
    row: ['easystack-compute-6.1.2#server.pause/status/202', 'nova#server.pause/status/202'],
  },
  text: 'server.pause/success-status\nanswered with 200\nos-ext-sts:vm_state',
};

function finds(query: string): boolean {
  return matcher(parseQuery(query))(PAUSE);
}

describe('a query', () => {
  test.each([
    '',
    'verdict:fail',
    'verdict:fail,error',
    'verdict:error verdict:fail',
    'operation:server.*',
    'operation:*.pause level:must',
    'row:*#server.pause/*',
    '-verdict:pass',
    '-nothing "answered with"',
    'os-ext-sts:vm_state',
  ])('finds by %j', (query) => {
    expect(finds(query)).toBe(true);
  });

  test.each([
    'verdict:pass',
    'verdict:fai',
    '-verdict:fail',
    'operation:server',
    'operation:serverXpause',
    'operation:server.pa*pause',
    'operation:*.pause*x',
    'reason:precondition',
    'answered nothing',
    '-answered',
    '"with answered"',
  ])('does not find by %j', (query) => {
    expect(finds(query)).toBe(false);
  });

  test('is the same after being written and read again, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-"* ,verdict') }), (typed) => {
        const terms = parseQuery(typed);
        expect(parseQuery(formatQuery(terms))).toEqual(terms);
      }),
      { numRuns: 500 },
    );
  });

  test('takes a filter in and out, and keeps the rest', () => {
    const query = 'verdict:pass "two words" operation:server.*';
    expect(withValue(query, 'verdict', 'fail')).toBe('"two words" operation:server.* verdict:fail');
    expect(withValue(query, 'verdict', null)).toBe('"two words" operation:server.*');
    expect(askedValue(parseQuery(query), 'verdict')).toBe('pass');
    expect(askedValue(parseQuery('verdict:a,b'), 'verdict')).toBeNull();
    expect(askedValue(parseQuery('-verdict:a'), 'verdict')).toBeNull();
  });

  test('with many wildcards is answered: trying each way to share the text out would take for ever', () => {
    const long = { values: { row: ['a'.repeat(300)] }, text: '' };
    expect(matcher(parseQuery(`row:${'*a'.repeat(12)}*b`))(long)).toBe(false);
  });
});

describe('the URL', () => {
  const states = fc.record<State>({
    view: fc.constantFrom('overview', 'checks', 'rows'),
    query: fc.string({ unit: 'grapheme' }),
    page: fc.integer({ min: 1, max: 99 }),
    check: fc.option(fc.string({ unit: 'grapheme', minLength: 1 })),
    language: fc.constantFrom('en', 'zh'),
  });

  test('holds every state', () => {
    fc.assert(
      fc.property(states, fc.constantFrom('en' as const, 'zh' as const), (state, own) => {
        const url = new URL(`file:///report.html${writeHash(state, own)}`);
        expect(readHash(url.hash, own, VIEWS)).toEqual(state);
      }),
    );
  });

  test('is readable', () => {
    const state: State = {
      view: 'checks',
      query: 'verdict:fail operation:server.*',
      page: 1,
      check: 'server.pause/success-status',
      language: 'zh',
    };
    expect(writeHash(state, 'en')).toBe(
      '#/checks?q=verdict:fail+operation:server.*&check=server.pause/success-status&lang=zh',
    );
  });

  test('that makes no sense leads to the overview', () => {
    expect(readHash('#/nowhere?page=-3&lang=fr', 'zh', VIEWS)).toEqual({
      view: 'overview',
      query: '',
      page: 1,
      check: null,
      language: 'zh',
    });
  });
});

test('every key that a query knows is lower case, as it is read', () => {
  for (const key of KEYS) expect(key).toMatch(/^[a-z]+$/);
});
