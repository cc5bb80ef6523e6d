import { describe, expect, it } from 'vitest';
import { exchangeOf, type recordingOf, withoutAnswer } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { successStatus } from './success-status.ts';

const openstack = contractOf('openstack');
const easystack = contractOf('easystack');
const pause = 'server.pause/success-status/202';

describe('success-status', () => {
  it('passes where a documented case got the documented code', () => {
    const check = checkOn(easystack, pause, [exchangeOf(easystack, 'server.pause')]);
    expect(check).toMatchObject({ verdict: 'pass', level: 'must', exchanges: ['x1'] });
    expect(check.rows).toEqual(['easystack-compute-6.1.2#server.pause/status/202']);
  });

  it.each([
    [200, 'status-unexpected'],
    [204, 'status-unexpected'],
    [404, 'request-refused'],
    [500, 'request-refused'],
    [302, 'request-refused'],
  ])('fails for %i', (status, code) => {
    const check = checkOn(openstack, pause, [
      exchangeOf(openstack, 'server.pause'),
      exchangeOf(openstack, 'server.pause', { status }),
    ]);
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer: '/status' });
    expect(check.finding).toMatchObject({ expected: 202, actual: status });
    expect(check.exchanges).toEqual(['x2']);
  });

  it.each(['poll', 'setup', 'cleanup', 'discovery', 'transition', 'locking', 'recycling', 'microversion'] as const)(
    'judges a %s that succeeded, and takes no offence at one that did not',
    (intent) => {
      const refused = exchangeOf(openstack, 'server.pause', { intent, status: 409 });
      expect(gist(checkOn(openstack, pause, [refused]))).toEqual({ verdict: 'inconclusive', reason: 'not-exercised' });
      const odd = exchangeOf(openstack, 'server.pause', { intent, status: 200 });
      expect(checkOn(openstack, pause, [odd])).toMatchObject({ verdict: 'fail' });
      const right = exchangeOf(openstack, 'server.pause', { intent });
      expect(checkOn(openstack, pause, [right])).toMatchObject({ verdict: 'pass' });
    },
  );

  it.each(['no-token', 'bad-token', 'unknown-id', 'transition-refused', 'foreign'] as const)(
    'does not judge a request with something wrong, though it is accepted (%s)',
    (intent) => {
      for (const status of [200, 202, 401]) {
        const spoiled = exchangeOf(openstack, 'server.pause', { intent, status });
        expect(gist(checkOn(openstack, pause, [spoiled]))).toEqual({
          verdict: 'inconclusive',
          reason: 'not-exercised',
        });
      }
    },
  );

  it.each([429, 503])('is inconclusive where the target was only ever busy (%i)', (status) => {
    const busy = exchangeOf(openstack, 'server.pause', { status });
    expect(gist(checkOn(openstack, pause, [busy]))).toEqual({ verdict: 'inconclusive', reason: 'target-busy' });
    expect(checkOn(openstack, pause, [busy, exchangeOf(openstack, 'server.pause')])).toMatchObject({
      verdict: 'pass',
      exchanges: ['x2'],
    });
  });

  it('takes the code of the microversion that was asked for', () => {
    const ids = ['keypair.create/success-status/200', 'keypair.create/success-status/201'];
    const at = (microversion: string | null, status: number) =>
      exchangeOf(openstack, 'keypair.create', { microversion, status });
    const verdicts = (...args: Parameters<typeof at>) => ids.map((id) => checkOn(openstack, id, [at(...args)]).verdict);
    expect(verdicts('2.1', 200)).toEqual(['pass', 'inconclusive']);
    expect(verdicts(null, 200)).toEqual(['pass', 'inconclusive']);
    expect(verdicts('2.2', 201)).toEqual(['inconclusive', 'pass']);
    expect(verdicts('2.2', 200)).toEqual(['inconclusive', 'fail']);
    expect(verdicts('2.1', 201)).toEqual(['fail', 'inconclusive']);
    expect(verdicts('latest', 201)).toEqual(['inconclusive', 'pass']);
  });

  it('takes "latest" for the highest that the target offers', () => {
    const exchange = exchangeOf(openstack, 'keypair.create', { microversion: 'latest', status: 200 });
    const old = { target: { microversions: { min: '2.1', max: '2.1' } } };
    expect(checkOn(openstack, 'keypair.create/success-status/200', [exchange], old)).toMatchObject({ verdict: 'pass' });
    const none = { target: { microversions: null } };
    expect(checkOn(openstack, 'keypair.create/success-status/200', [exchange], none)).toMatchObject({
      verdict: 'pass',
    });
  });

  it('plans no code that is out of reach of the profile, and judges one by all of its ranges', () => {
    const operation = {
      ...openstack.operations.get('server.pause')!,
      success: [
        { status: 200, until: '2.1' },
        { status: 202, from: '2.2', until: '2.4' },
        { status: 202, from: '2.6' },
        { status: 204, from: '2.94' },
      ],
    };
    const contract = { ...openstack, operations: new Map([[operation.id, operation]]) };
    expect(successStatus.plan(operation, contract).map(({ detail }) => detail)).toEqual(['200', '202']);
    const late = exchangeOf(contract, 'server.pause', { microversion: '2.7', status: 202 });
    expect(checkOn(contract, pause, [late])).toMatchObject({ verdict: 'pass' });
    const wrong = exchangeOf(contract, 'server.pause', { microversion: '2.7', status: 200 });
    expect(checkOn(contract, pause, [wrong])).toMatchObject({ verdict: 'fail' });
  });

  it('builds on the upstream code where a document gives none', () => {
    const huawei = contractOf('huawei');
    const check = checkOn(huawei, 'server.show/success-status/200', [exchangeOf(huawei, 'server.show')]);
    expect(check).toMatchObject({ verdict: 'pass', rows: ['nova#server.show/status/200'] });
  });

  it.each([
    [{ incomplete: true }, 'inconclusive', 'incomplete-recording'],
    [{ scenarios: [] }, 'inconclusive', 'not-exercised'],
    [{ scenarios: [{ operation: 'server.pause' }] }, 'inconclusive', 'not-observed'],
    [
      { scenarios: [{ operation: 'server.pause', state: 'blocked', reason: 'no-resource', detail: 'No image.' }] },
      'inconclusive',
      'no-resource',
    ],
    [
      { scenarios: [{ operation: 'server.pause', state: 'not-allowed', reason: 'not-permitted' }] },
      'not-applicable',
      'not-permitted',
    ],
    [
      {
        scenarios: [
          { operation: 'server.pause', state: 'not-allowed', reason: 'version-range' },
          { operation: 'server.pause', state: 'blocked', reason: 'precondition', exchange: 'x7' },
        ],
      },
      'inconclusive',
      'precondition',
    ],
    [
      {
        scenarios: [
          { operation: 'server.pause', state: 'not-allowed', reason: 'version-range' },
          { operation: 'server.pause' },
        ],
      },
      'inconclusive',
      'not-observed',
    ],
    [
      { scenarios: [{ operation: 'server.pause', intent: 'no-token', state: 'blocked', reason: 'precondition' }] },
      'inconclusive',
      'not-exercised',
    ],
  ] as const)('says why it could not be observed: %j', (changes, verdict, reason) => {
    const check = checkOn(openstack, pause, [], structuredClone(changes) as Parameters<typeof recordingOf>[2]);
    expect(gist(check)).toEqual({ verdict, reason });
    expect(check.detail?.en).not.toBe('');
  });

  it('names the exchange that blocked it', () => {
    const scenarios = [
      {
        operation: 'server.pause',
        state: 'blocked' as const,
        reason: 'precondition',
        detail: 'It was not made.',
        exchange: 'x7',
      },
    ];
    const check = checkOn(openstack, pause, [], { scenarios });
    expect(check).toMatchObject({ detail: { en: 'It was not made.' }, exchanges: ['x7'] });
  });

  it('learns nothing from a request without an answer', () => {
    const lost = withoutAnswer(exchangeOf(openstack, 'server.pause'), 'timeout');
    expect(gist(checkOn(openstack, pause, [lost]))).toEqual({ verdict: 'inconclusive', reason: 'not-observed' });
  });
});
