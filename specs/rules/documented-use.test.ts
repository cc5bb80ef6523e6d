import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist, PROFILES } from '../testing/verdicts.ts';
import { documentedUse } from './documented-use.ts';

const contract = contractOf('huawei');
const OPERATION = 'baremetal.create';
const id = `${OPERATION}/documented-use/batch`;
const sent = (status: number, scenario = 'batch') =>
  exchangeOf(contract, OPERATION, { scenario: `${OPERATION}/${scenario}`, status });

describe('documented-use', () => {
  it('passes where the case was taken, and rests on the rows that the case is about', () => {
    expect(checkOn(contract, id, [sent(200)])).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['huawei-bms-v1#baremetal.create/limit/server.name.batch.maximum'],
    });
  });

  it('fails where it was refused', () => {
    expect(gist(checkOn(contract, id, [sent(400)]))).toEqual({
      ...{ verdict: 'fail', code: 'use-refused', pointer: '/status' },
    });
  });

  it('says nothing of a busy target, or by other cases', () => {
    expect(gist(checkOn(contract, id, [sent(503)]))).toEqual({ verdict: 'inconclusive', reason: 'target-busy' });
    expect(checkOn(contract, id, [sent(400, 'year')]).verdict).toBe('inconclusive');
  });

  it('does not apply where the target has nothing to try it with', () => {
    const scenario = `${OPERATION}/public-ip`;
    const outcome = { id: scenario, operation: OPERATION, state: 'not-allowed' as const, reason: 'no-resource' };
    const check = checkOn(contract, `${OPERATION}/documented-use/public-ip`, [sent(200)], { scenarios: [outcome] });
    expect(gist(check)).toEqual({ verdict: 'not-applicable', reason: 'no-resource' });
  });

  it.each(PROFILES)('%s: rests on rows that there are', (profile) => {
    const own = contractOf(profile);
    const planned = [...own.operations.values()].flatMap((operation) => documentedUse.plan(operation, own));
    expect(planned.flatMap(({ rows }) => rows).filter((row) => !own.rows.has(row))).toEqual([]);
  });
});
