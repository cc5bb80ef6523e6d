import { expect, it } from 'vitest';
import { exchangeOf } from '../../testing/recording.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import { useRefused } from './uses.ts';

it('a use that a document describes is refused: with each row of the document that does', () => {
  const contract = contractOf('easystack');
  const exchanges = ['shared-volume@2.60', 'documented@2.67'].map((name) =>
    exchangeOf(contract, 'server.attach-volume', { scenario: `server.attach-volume/${name}` }),
  );
  const tried = triedOn(contract, useRefused, exchanges);
  expect(tried.map(({ mutant, fate }) => [fate, mutant.change.exchanges?.[0]?.id, mutant.expect.rows])).toEqual([
    ['killed', 'x1', ['easystack-compute-6.1.2#server.attach-volume/microversion/shared-volume']],
  ]);
});
