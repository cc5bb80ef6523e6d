import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('easystack');

describe('a limit of a response field', () => {
  const shown = (server: object) => exchangeOf(contract, 'server.create', { status: 202, body: { server } });
  const judged = (limit: string, server: object) =>
    gist(checkOn(contract, `server.create/response-limit/${limit}`, [shown(server)]));

  it.each([
    ['progress.maximum', { progress: 100 }, { progress: 101 }],
    ['progress.minimum', { progress: 0 }, { progress: -1 }],
    ['response/server.metadata.key.maximum', { metadata: { k: 'v' } }, { metadata: { ['k'.repeat(256)]: 'v' } }],
    ['response/server.metadata.value.maximum', { metadata: { k: 'v' } }, { metadata: { k: '云'.repeat(86) } }],
    [
      'response/server.OS-EXT-SRV-ATTR:user_data.format',
      { 'OS-EXT-SRV-ATTR:user_data': 'aGk=' },
      { 'OS-EXT-SRV-ATTR:user_data': 'hi!' },
    ],
  ])('%s', (limit, within, beyond) => {
    expect(judged(limit, within)).toEqual({ verdict: 'pass' });
    expect(judged(limit, beyond)).toMatchObject({ verdict: 'fail', code: 'limit-exceeded' });
    expect(judged(limit, {})).toMatchObject({ verdict: 'inconclusive' });
  });
});

describe('an action while the compute service is down', () => {
  const id = 'server.pause/service-up';
  const right = exchangeOf(contract, 'server.pause');
  const tried = (status: number) =>
    exchangeOf(contract, 'server.pause', { intent: 'service-down', status, body: undefined });

  it.each([409, 400, 503])('is refused, say with %i', (status) => {
    expect(checkOn(contract, id, [right, tried(status)])).toMatchObject({
      verdict: 'pass',
      rows: [
        'easystack-compute-6.1.2#server.pause/state/precondition.service',
        'easystack-compute-6.1.2#common/note/release-02.precondition.service',
      ],
    });
  });

  it.each([202, 500])('fails for %i', (status) => {
    expect(gist(checkOn(contract, id, [right, tried(status)]))).toMatchObject({ verdict: 'fail' });
  });

  it('proves nothing where it is never accepted', () => {
    expect(gist(checkOn(contract, id, [tried(409)]))).toMatchObject({ verdict: 'inconclusive', reason: 'no-twin' });
  });
});

describe('what can come to nothing', () => {
  const scenario = 'server.create/failing/no-host';
  const sent = exchangeOf(contract, 'server.create', { id: 'x1', intent: 'failing', scenario, status: 202 });
  const ended = (reached: string) => {
    const wait = { operation: 'server.create', exchange: 'x1', resource: 'a', to: ['ERROR'], reached };
    return gist(
      checkOn(contract, 'server.create/failing/no-host', [sent], {
        awaits: [{ ...wait, timedOut: false, interrupted: false }],
      }),
    );
  };

  it('shows as a failure', () => {
    expect(ended('ERROR')).toEqual({ verdict: 'pass' });
    expect(ended('ACTIVE')).toMatchObject({ verdict: 'fail', code: 'failure-not-shown' });
  });
});
