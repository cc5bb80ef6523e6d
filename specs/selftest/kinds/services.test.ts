import { expect, it } from 'vitest';
import { exchangeOf } from '../../testing/recording.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import { acceptedServiceDown, failingServiceDown } from './services.ts';

const contract = contractOf('easystack');
const exchanges = [
  exchangeOf(contract, 'server.pause'),
  exchangeOf(contract, 'server.pause', {
    ...{ intent: 'service-down', status: 409, body: { conflictingRequest: { code: 409, message: 'down' } } },
  }),
];

it.each([
  [acceptedServiceDown, 202],
  [failingServiceDown, 500],
])('a call on a host that is down: $id', (kind, status) => {
  const tried = triedOn(contract, kind, exchanges);
  expect(tried.map(({ mutant, fate }) => [fate, mutant.change.exchanges?.[0]?.response?.status])).toEqual([
    ['killed', status],
  ]);
  expect(tried[0]!.mutant.expect.rows).toEqual(['easystack-compute-6.1.2#server.pause/state/precondition.service']);
});
