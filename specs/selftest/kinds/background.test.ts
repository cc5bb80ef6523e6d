import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../testing/recording.ts';
import { aServer, SERVER, story } from '../../testing/servers.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import { failureHidden, taskLost } from './background.ts';

describe('what goes on in the background', () => {
  it('comes to nothing, and is shown as done', () => {
    const contract = contractOf('easystack');
    const scenario = 'server.create/failing/no-host';
    const exchanges = story(contract, [
      ['server.create', { intent: 'failing', scenario }],
      ['server.show', { intent: 'poll', scenario, follows: 'x1', body: { server: aServer({ status: 'ERROR' }) } }],
    ]);
    const wait = { operation: 'server.create', exchange: 'x1', resource: `server ${SERVER}`, to: ['ERROR'] };
    const awaits = [{ ...wait, reached: 'ERROR', timedOut: false, interrupted: false }];
    const [tried, ...more] = triedOn(contract, failureHidden, exchanges, { awaits });
    expect([tried?.fate, more]).toEqual(['killed', []]);
    expect(tried?.mutant.change.exchanges?.[0]?.response?.body).toMatchObject({ server: { status: 'ACTIVE' } });
  });

  it('is a task that nobody finds', () => {
    const contract = contractOf('huawei');
    const { method, path } =
      contract.auxiliary.get('baremetal-job.show') ?? contract.operations.get('baremetal-job.show')!;
    const look = {
      ...exchangeOf(contract, 'baremetal.create', { intent: 'poll', status: 200, body: { status: 'SUCCESS' } }),
      ...{ operation: 'baremetal-job.show', follows: 'x1', request: { method, url: `http://c${path}`, headers: {} } },
    };
    const tried = triedOn(contract, taskLost, [exchangeOf(contract, 'baremetal.create'), look]);
    expect(tried.map(({ fate }) => fate)).toEqual(['killed', 'killed', 'killed']);
    expect(tried.map(({ mutant }) => mutant.change.exchanges?.[0]?.response?.status)).toEqual([400, 403, 404]);
  });
});
