import { describe, expect, it } from 'vitest';
import { type Changes, exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { errorBody } from './error-body.ts';

const openstack = contractOf('openstack');
const json = { 'content-type': 'application/json; charset=UTF-8' };

/** A refused request of the operation, with a body. */
function refused(status: number, body: unknown, changes: Changes = {}) {
  return exchangeOf(openstack, 'server.show', { status, body, headers: json, ...changes });
}

const fault = (kind: string, code: unknown, more = {}) => ({ [kind]: { code, message: 'It is not there.', ...more } });
const judged = (status: number, ...exchanges: ReturnType<typeof refused>[]) =>
  checkOn(openstack, `server.show/error-body/${status}`, exchanges);

describe('error-body', () => {
  it.each([
    [404, fault('itemNotFound', 404)],
    [403, fault('forbidden', 403)],
    [401, { error: { code: 401, title: 'Unauthorized', message: 'Please authenticate.' } }],
  ])('passes for a %i in its form', (status, body) => {
    expect(judged(status, refused(status, body))).toMatchObject({
      verdict: 'pass',
      level: 'must',
      rows: ['nova#common/response/error'],
    });
  });

  const wrong: [string, number, unknown, Changes, string, string][] = [
    ['nothing', 404, undefined, {}, 'error-not-json', ''],
    ['HTML', 404, '<html>', { headers: { 'content-type': 'text/html' } }, 'error-not-json', '/headers/content-type'],
    [
      'JSON that is not declared',
      404,
      fault('itemNotFound', 404),
      { headers: {} },
      'error-not-json',
      '/headers/content-type',
    ],
    ['what does not parse', 404, '{', { unparsable: true }, 'error-not-json', ''],
    ['a list', 404, [], {}, 'error-form', ''],
    ['an empty object', 404, {}, {}, 'error-form', ''],
    ['an unknown kind of fault', 404, fault('gone', 404), {}, 'error-form', ''],
    ['two faults', 404, { ...fault('itemNotFound', 404), ...fault('forbidden', 403) }, {}, 'error-form', ''],
    ['a code in words', 404, fault('itemNotFound', '404'), {}, 'error-form', '/itemNotFound/code'],
    ['a fault that is a text', 404, { itemNotFound: 'no' }, {}, 'error-form', '/itemNotFound'],
    ['no message', 404, { itemNotFound: { code: 404 } }, {}, 'error-member-missing', '/itemNotFound/message'],
    ['no code', 401, { error: { title: 'x', message: 'x' } }, {}, 'error-member-missing', '/error/code'],
    ['another code within', 404, fault('itemNotFound', 400), {}, 'error-code-differs', '/itemNotFound/code'],
  ];
  it.each(wrong)('fails for %s', (_what, status, body, changes, code, pointer) => {
    const right = status === 401 ? { error: { code: 401, title: 'x', message: 'x' } } : fault('itemNotFound', 404);
    const check = judged(status, refused(status, right), refused(status, body, changes));
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer });
    expect(check.exchanges).toEqual(['x2']);
  });

  it('judges each code by itself, whatever the request was sent for', () => {
    const other = refused(403, '<html>', { headers: {} });
    expect(judged(404, refused(404, fault('itemNotFound', 404), { intent: 'unknown-id' }), other).verdict).toBe('pass');
    expect(judged(403, other).verdict).toBe('fail');
  });

  it.each([
    [401, 'no-token'],
    [404, 'unknown-id'],
    [403, 'case'],
  ] as const)('says of a %i why the request that brings it about was not sent', (status, intent) => {
    const scenarios = [{ operation: 'server.show', intent, state: 'blocked' as const, reason: 'no-resource' }];
    const check = checkOn(openstack, `server.show/error-body/${status}`, [], { scenarios });
    expect(gist(check)).toEqual({ verdict: 'inconclusive', reason: 'no-resource' });
  });

  it("judges by the vendor's own form", () => {
    const huawei = contractOf('huawei');
    const id = 'cloudserver.list-details/error-body/400';
    const sent = (body: unknown) => exchangeOf(huawei, 'cloudserver.list-details', { status: 400, body });
    expect(checkOn(huawei, id, [sent({ error: { code: 'Ecs.0001', message: 'x' } })]).verdict).toBe('pass');
    expect(gist(checkOn(huawei, id, [sent({ error: { code: 400, message: 'x' } })]))).toEqual({
      verdict: 'fail',
      code: 'error-form',
      pointer: '/error/code',
    });
  });

  it("rests on the rows of the document's common errors", () => {
    const easystack = contractOf('easystack');
    const [check] = errorBody.plan(easystack.operations.get('server.show')!, easystack);
    expect(check?.rows).toEqual(
      ['error', 'error.code', 'error.message'].map((name) => `easystack-compute-6.1.2#common/response/${name}`),
    );
  });

  it('asks for nothing where no form is promised', () => {
    expect(errorBody.plan(openstack.operations.get('snapshot.list')!, openstack)).toEqual([]);
    const statuses = errorBody.plan(openstack.operations.get('server.show')!, openstack).map(({ detail }) => detail);
    expect(statuses).toEqual(['401', '403', '404']);
    const { profile } = openstack;
    const silent = {
      ...openstack,
      profile: { ...profile, errors: { compute: { '404': null, default: 'error.fault' } } },
    };
    expect(errorBody.plan(openstack.operations.get('server.show')!, silent).map(({ detail }) => detail)).toEqual([
      '401',
      '403',
    ]);
  });
});
