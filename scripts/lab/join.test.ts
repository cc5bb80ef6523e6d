import { describe, expect, it } from 'vitest';
import type { Check } from '../../specs/judge/types.ts';
import { explains, joinOutcomes } from './join.ts';
import { surprises } from './known.ts';

const check = (id: string, verdict: Check['verdict'], why?: string): Check => ({
  id,
  operation: id.split('/')[0]!,
  rule: id.split('/')[1]!,
  level: 'must',
  verdict,
  rows: [],
  exchanges: [],
  ...(verdict === 'fail'
    ? { finding: { code: why!, message: { en: '', zh: '' } } }
    : why === undefined
      ? {}
      : { reason: why }),
});

const lab = [
  check('server.show/success-status/200', 'pass'),
  check('server.show/response-field/server.id', 'fail', 'field-missing'),
  check('server.stop/refusal/404', 'inconclusive', 'not-observed'),
  check('server.evacuate/success-status/200', 'pass'),
];

describe('joinOutcomes', () => {
  it('finds nothing between runs that came to the same verdicts for the same reasons', () => {
    expect(joinOutcomes(lab, structuredClone(lab))).toEqual([]);
  });

  it('names each check that ended differently, for another reason, or on one side alone', () => {
    const embedded = [
      check('server.show/success-status/200', 'fail', 'status-unexpected'),
      check('server.show/response-field/server.id', 'fail', 'field-type'),
      check('server.stop/refusal/404', 'inconclusive', 'precondition'),
    ];
    expect(joinOutcomes(lab, embedded)).toEqual([
      { id: 'server.evacuate/success-status/200', lab: 'pass', embedded: 'absent' },
      { id: 'server.show/response-field/server.id', lab: 'fail field-missing', embedded: 'fail field-type' },
      { id: 'server.show/success-status/200', lab: 'pass', embedded: 'fail status-unexpected' },
      {
        id: 'server.stop/refusal/404',
        lab: 'inconclusive not-observed',
        embedded: 'inconclusive precondition',
      },
    ]);
  });
});

describe('surprises', () => {
  const difference = { id: 'server.evacuate/success-status/200', lab: 'pass', embedded: 'inconclusive no-resource' };
  const entry = { check: 'server.evacuate/*', lab: 'pass', embedded: 'inconclusive no-resource', reason: 'one host' };

  it('lets an explanation cover the differences that it is about', () => {
    expect(surprises([difference], [entry], explains)).toEqual({ unknown: [], stale: [] });
  });

  it('gives away what nobody explains, and explanations of nothing', () => {
    const turned = { ...difference, embedded: 'fail status-unexpected' };
    expect(surprises([turned], [entry], explains)).toEqual({ unknown: [turned], stale: [entry] });
    expect(surprises([], [entry], explains)).toEqual({ unknown: [], stale: [entry] });
  });
});
