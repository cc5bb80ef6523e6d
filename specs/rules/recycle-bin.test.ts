import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('easystack');

function judged(detail: 'listed' | 'left', servers: { id: string; status: string }[]) {
  const list = exchangeOf(contract, 'recycle-bin.list', {
    intent: 'recycling',
    lists: { id: 's1', present: detail === 'listed' },
    body: { servers },
  });
  return gist(checkOn(contract, `recycle-bin.list/recycle-bin/${detail}`, [list]));
}

describe('recycle-bin', () => {
  const binned = { id: 's1', status: 'SOFT_DELETED' };
  const other = { id: 's2', status: 'SOFT_DELETED' };

  it('passes where it lists what was deleted, and no more once that was restored or is no more', () => {
    expect(judged('listed', [other, binned])).toEqual({ verdict: 'pass' });
    expect(judged('left', [other])).toEqual({ verdict: 'pass' });
    expect(judged('left', [{ id: 's1', status: 'DELETED' }])).toEqual({ verdict: 'pass' });
  });

  it('fails otherwise', () => {
    expect(judged('listed', [other])).toEqual({ verdict: 'fail', code: 'not-in-bin', pointer: '/servers' });
    expect(judged('left', [binned])).toEqual({ verdict: 'fail', code: 'still-in-bin', pointer: '/servers' });
  });
});
