import { describe, expect, it } from 'vitest';
import type { Exchange } from '../recording/types.ts';
import { type Changes, exchangeOf, operationOf, rightBody } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const openstack = contractOf('openstack');
const easystack = contractOf('easystack');
const VARY = 'OpenStack-API-Version, X-OpenStack-Nova-API-Version';

function headersOf(version: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'openstack-api-version': `compute ${version}`,
    'x-openstack-nova-api-version': version,
    vary: VARY,
  };
}

function asked(id: string, microversion: string | null, changes: Changes = {}): Exchange {
  const headers = headersOf(microversion ?? '2.1');
  return exchangeOf(openstack, id, {
    intent: 'microversion',
    scenario: `${id}/microversions`,
    microversion,
    headers,
    ...changes,
  });
}

/** A right answer of one microversion, as the answer to another. */
function bodyOf(id: string, version: string): unknown {
  return rightBody(openstack, operationOf(openstack, id), version);
}

describe('microversion-response', () => {
  const id = 'keypair.list/microversion-response/2.2';
  const list = (version: string, changes?: Changes) => asked('keypair.list', version, changes);

  it('passes where two answers differ as the two forms of the message do', () => {
    expect(checkOn(openstack, id, [list('2.1'), list('2.2')])).toMatchObject({
      verdict: 'pass',
      rows: ['nova#keypair.list/microversion/2.2'],
    });
  });

  it.each([
    ['a field that comes too early', '2.1', '2.2', 'field-too-early'],
    ['a field that is missing from its microversion on', '2.2', '2.1', 'field-missing'],
  ])('fails for %s', (_what, spoilt, version, code) => {
    const exchanges = ['2.1', '2.2'].map((one) =>
      list(one, one === spoilt ? { body: bodyOf('keypair.list', version) } : {}),
    );
    expect(checkOn(openstack, id, exchanges)).toMatchObject({ verdict: 'fail', finding: { code } });
  });

  it('fails for a difference that neither form knows', () => {
    const body = structuredClone(bodyOf('keypair.list', '2.2')) as { keypairs: { keypair: object }[] };
    for (const { keypair } of body.keypairs) Object.assign(keypair, { news: 1 });
    const check = checkOn(openstack, id, [list('2.1'), list('2.2', { body })]);
    expect(check).toMatchObject({ verdict: 'fail', finding: { code: 'difference-undocumented' } });
  });

  it('fails for another type than that of the side', () => {
    const check = 'hypervisor.list-details/microversion-response/2.53';
    const sent = (below: string) => [
      asked('hypervisor.list-details', '2.52', { body: bodyOf('hypervisor.list-details', below) }),
      asked('hypervisor.list-details', '2.53'),
    ];
    expect(checkOn(openstack, check, sent('2.52'))).toMatchObject({ verdict: 'pass' });
    expect(checkOn(openstack, check, sent('2.53'))).toMatchObject({ verdict: 'fail' });
  });

  it('concludes nothing from empty lists, from one side alone, or beyond the range of the target', () => {
    const empty = { body: { keypairs: [] } };
    expect(checkOn(openstack, id, [list('2.1', empty), list('2.2', empty)])).toMatchObject({ verdict: 'inconclusive' });
    expect(checkOn(openstack, id, [list('2.2')])).toMatchObject({ verdict: 'inconclusive' });
    const old = { target: { microversions: { min: '2.1', max: '2.1' } } };
    expect(gist(checkOn(openstack, id, [], old))).toEqual({ verdict: 'not-applicable', reason: 'version-range' });
  });
});

describe('microversion-status', () => {
  const id = 'keypair.delete/microversion-status/2.2';
  const sent = (below: number, at: number) => [
    asked('keypair.delete', '2.1', { status: below }),
    asked('keypair.delete', '2.2', { status: at }),
  ];

  it('passes where the code changes with its microversion, and fails where it does not', () => {
    expect(checkOn(openstack, id, sent(202, 204))).toMatchObject({ verdict: 'pass' });
    expect(checkOn(openstack, id, sent(204, 204))).toMatchObject({
      verdict: 'fail',
      finding: { expected: 202, actual: 204 },
    });
    expect(checkOn(openstack, id, sent(202, 202))).toMatchObject({ verdict: 'fail' });
    expect(checkOn(easystack, id, sent(200, 204))).toMatchObject({
      verdict: 'pass',
      rows: ['easystack-compute-6.1.2#keypair.delete/microversion/status.204'],
    });
  });

  it('wants an operation that is no more to be refused', () => {
    const end = 'service.enable/microversion-status/2.53';
    const at = (status: number) => [asked('service.enable', '2.52'), asked('service.enable', '2.53', { status })];
    expect([400, 404, 200, 500].map((status) => checkOn(openstack, end, at(status)).verdict)).toEqual([
      'pass',
      'pass',
      'fail',
      'fail',
    ]);
  });
});

describe('microversion-request', () => {
  const detail = '2.10/keypair.user_id';
  const id = `keypair.import/microversion-request/${detail}`;
  const sent = (below: number, at: number) =>
    [
      [below, '2.9'],
      [at, '2.10'],
    ].map(([status, microversion]) =>
      asked('keypair.import', microversion as string, {
        status: status as number,
        threshold: detail,
        scenario: 'trial',
        request: {
          method: 'POST',
          url: 'https://cloud.example.com/os-keypairs',
          headers: {},
          body: { keypair: { name: 'a', public_key: 'b', user_id: 'c' } },
        },
      }),
    );

  it.each([
    [400, 201, 'pass', undefined],
    [201, 201, 'fail', 'parameter-accepted'],
    [500, 201, 'fail', 'refusal-status'],
    [400, 400, 'fail', 'parameter-refused'],
    [409, 409, 'inconclusive', undefined],
  ])('below %i, at %i: %s', (below, at, verdict, code) => {
    const check = checkOn(openstack, id, sent(below, at));
    expect([check.verdict, check.finding?.code]).toEqual([verdict, code]);
  });

  it('wants a query parameter to have its effect from its microversion on', () => {
    const hosts = (...names: string[]) => ({ hypervisors: names.map((name) => ({ hypervisor_hostname: name })) });
    const query = (microversion: string, body: unknown, status = 200) =>
      asked('hypervisor.list-details', microversion, {
        body,
        status,
        threshold: '2.33/query.limit',
        request: { method: 'GET', url: 'https://cloud.example.com/os-hypervisors/detail?limit=1', headers: {} },
      });
    const check = 'hypervisor.list-details/microversion-request/2.33/query.limit';
    const verdict = (...exchanges: Exchange[]) => checkOn(openstack, check, exchanges).verdict;
    expect(verdict(query('2.32', hosts('a', 'b')), query('2.33', hosts('a')))).toBe('pass');
    expect(verdict(query('2.32', {}, 400), query('2.33', hosts('a')))).toBe('pass');
    expect(verdict(query('2.32', hosts('a', 'b')), query('2.33', hosts('a', 'b')))).toBe('fail');
    expect(verdict(query('2.32', hosts('a')), query('2.33', hosts('a')))).toBe('fail');
    expect(verdict(query('2.32', hosts('a', 'b')), query('2.33', {}, 400))).toBe('fail');
  });

  it('says where nothing tries a parameter', () => {
    const shared = 'server.attach-volume/microversion-request/2.60/volumeAttachment.volumeId';
    expect(gist(checkOn(easystack, shared, []))).toEqual({ verdict: 'inconclusive', reason: 'not-exercised' });
  });
});

describe('microversion-echo', () => {
  const id = 'server.pause/microversion-echo';
  const sent = (changes: Record<string, string | undefined>) => {
    const headers = { ...headersOf('2.25'), ...changes };
    const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return [asked('server.pause', '2.25', { headers: Object.fromEntries(given) })];
  };

  it('passes where both headers and Vary say it, and fails where one does not', () => {
    expect(checkOn(openstack, id, sent({}))).toMatchObject({ verdict: 'pass', level: 'must' });
    expect(checkOn(easystack, id, sent({}))).toMatchObject({ verdict: 'pass', level: 'should' });
    const code = (changes: Record<string, string | undefined>) => checkOn(openstack, id, sent(changes)).finding?.code;
    expect(code({ 'openstack-api-version': undefined })).toBe('version-not-echoed');
    expect(code({ 'x-openstack-nova-api-version': '2.1' })).toBe('version-not-echoed');
    expect(code({ vary: 'OpenStack-API-Version' })).toBe('version-not-in-vary');
    expect(code({ vary: undefined })).toBe('version-not-in-vary');
  });

  it('wants the header of all services to do what the older one does', () => {
    const other = 'server.show/microversion-echo/OpenStack-API-Version';
    const by = (version: string, echo = version) =>
      asked('server.show', '2.93', {
        versionHeader: 'OpenStack-API-Version',
        headers: headersOf(echo),
        body: bodyOf('server.show', version),
      });
    expect(checkOn(openstack, other, [asked('server.show', '2.93'), by('2.93')])).toMatchObject({ verdict: 'pass' });
    expect(checkOn(openstack, other, [asked('server.show', '2.93'), by('2.1', '2.1')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'version-not-echoed' },
    });
    expect(checkOn(openstack, other, [asked('server.show', '2.93'), by('2.1', '2.93')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'header-differs' },
    });
  });
});

describe('no microversion, latest, and the range', () => {
  it('wants an answer without a microversion to be that of 2.1', () => {
    const id = 'server.show/microversion-default';
    const bare = (version: string) => asked('server.show', null, { body: bodyOf('server.show', version) });
    expect(checkOn(openstack, id, [bare('2.1'), asked('server.show', '2.1')])).toMatchObject({ verdict: 'pass' });
    expect(checkOn(openstack, id, [bare('2.93'), asked('server.show', '2.1')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'default-differs' },
    });
    const loud = asked('server.show', null, { headers: headersOf('2.93') });
    expect(checkOn(openstack, id, [loud, asked('server.show', '2.1')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'default-version' },
    });
    expect(checkOn(easystack, id, []).rows).toEqual(['easystack-compute-6.1.2#common/microversion/default']);
  });

  it('wants only an answer where no microversion is documented', () => {
    const huawei = contractOf('huawei');
    const exchange = exchangeOf(huawei, 'server.show', { microversion: null });
    expect(checkOn(huawei, 'server.show/microversion-default', [exchange])).toMatchObject({ verdict: 'pass' });
  });

  it('wants latest to be the highest', () => {
    const id = 'server.show/microversion-latest';
    const latest = (version: string, echo = '2.93') =>
      asked('server.show', 'latest', { headers: headersOf(echo), body: bodyOf('server.show', version) });
    expect(checkOn(openstack, id, [latest('2.93'), asked('server.show', '2.93')])).toMatchObject({ verdict: 'pass' });
    expect(checkOn(openstack, id, [latest('2.1', '2.1'), asked('server.show', '2.93')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'latest-version' },
    });
    expect(checkOn(openstack, id, [latest('2.1'), asked('server.show', '2.93')])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'latest-differs' },
    });
  });

  it.each([
    ['microversion-unsupported', 'unsupported-version', '2.94', 406, 'computeFault'],
    ['microversion-malformed', 'malformed-version', '2.x', 400, 'badRequest'],
  ] as const)('%s', (rule, intent, microversion, status, envelope) => {
    const refused = (answer: number, body: unknown = { [envelope]: { code: answer, message: 'No.' } }) =>
      checkOn(openstack, `server.list/${rule}`, [asked('server.list', microversion, { intent, status: answer, body })]);
    expect(refused(status)).toMatchObject({ verdict: 'pass' });
    expect(refused(200, {})).toMatchObject({ verdict: 'fail', finding: { code: 'version-accepted' } });
    expect(refused(404)).toMatchObject({ verdict: 'fail', finding: { code: 'refusal-status' } });
    expect(refused(status, 'No.')).toMatchObject({ verdict: 'fail', finding: { code: 'refusal-body' } });
  });

  it('says which range the target really has', () => {
    const id = 'server.list/microversion-range';
    const beyond = (status: number) => asked('server.list', '2.94', { intent: 'unsupported-version', status });
    const ends = [asked('server.list', '2.1'), asked('server.list', '2.93')];
    expect(checkOn(openstack, id, [...ends, beyond(406)])).toMatchObject({
      verdict: 'pass',
      finding: { actual: { min: '2.1', max: '2.93' } },
    });
    expect(checkOn(openstack, id, [...ends, beyond(200)])).toMatchObject({
      verdict: 'fail',
      finding: { code: 'range-wider' },
    });
    expect(
      checkOn(openstack, id, [ends[0]!, asked('server.list', '2.93', { status: 406 }), beyond(406)]),
    ).toMatchObject({ verdict: 'fail' });
  });

  it('wants the recommended microversion to be there', () => {
    const id = 'server.create/microversion-range/recommended';
    const sent = (status: number) => [exchangeOf(easystack, 'server.create', { microversion: '2.67', status })];
    expect(checkOn(easystack, id, sent(202))).toMatchObject({
      verdict: 'pass',
      rows: ['easystack-compute-6.1.2#server.create/microversion/recommended'],
    });
    expect(checkOn(easystack, id, sent(406))).toMatchObject({ verdict: 'fail' });
    const old = { target: { microversions: { min: '2.1', max: '2.60' } } };
    expect(checkOn(easystack, id, [], old)).toMatchObject({ verdict: 'not-applicable' });
  });
});
