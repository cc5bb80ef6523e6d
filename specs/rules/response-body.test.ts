import { describe, expect, it } from 'vitest';
import { type Changes, exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';
import { responseBody } from './response-body.ts';

const contract = contractOf('easystack');
const id = 'server.show/response-body';
const shown = (changes: Changes = {}) => exchangeOf(contract, 'server.show', changes);

describe('response-body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/vnd.openstack+json',
  ])('passes for JSON declared as %s', (type) => {
    const check = checkOn(contract, id, [shown({ headers: { 'content-type': type } })]);
    expect(check).toMatchObject({ verdict: 'pass', level: 'must' });
    expect(check.rows).toContain('easystack-compute-6.1.2#server.show/response/server');
  });

  const broken: [string, Changes, string][] = [
    ['nothing', { body: undefined }, 'body-missing'],
    ['text that is no JSON', { body: '{"server":', unparsable: true }, 'body-not-json'],
    ['more than is read', { body: '{"server":', unparsable: true, truncated: true }, 'body-too-large'],
    ['JSON declared as HTML', { headers: { 'content-type': 'text/html' } }, 'content-type'],
    ['JSON declared as something like it', { headers: { 'content-type': 'application/jsonp' } }, 'content-type'],
    ['JSON that is not declared', { headers: {} }, 'content-type'],
    ['a list', { body: [] }, 'body-form'],
    ['null', { body: null }, 'body-form'],
    ['a text', { body: 'x' }, 'body-form'],
  ];
  it.each(broken)('fails for %s', (_what, changes, code) => {
    const check = checkOn(contract, id, [shown(), shown(changes)]);
    const pointer = code === 'content-type' ? '/headers/content-type' : '';
    expect(gist(check)).toEqual({ verdict: 'fail', code, pointer });
    expect(check.exchanges).toEqual(['x2']);
  });

  it('leaves to the fields what is wrong within', () => {
    expect(checkOn(contract, id, [shown({ body: { server: 7 } })])).toMatchObject({ verdict: 'pass' });
    expect(checkOn(contract, id, [shown({ body: {} })])).toMatchObject({ verdict: 'pass' });
  });

  it('looks at answers of success alone, also of polls', () => {
    expect(gist(checkOn(contract, id, [shown({ status: 404, body: undefined })]))).toEqual({
      verdict: 'inconclusive',
      reason: 'not-observed',
    });
    expect(checkOn(contract, id, [shown({ intent: 'poll', body: undefined })])).toMatchObject({ verdict: 'fail' });
  });

  it('asks for no body where there is none, nor at a microversion that has none', () => {
    expect(responseBody.plan(contract.operations.get('server.pause')!, contract)).toEqual([]);
    const openstack = contractOf('openstack');
    const empty = exchangeOf(openstack, 'server.evacuate', { microversion: '2.14' });
    expect(empty.response).not.toHaveProperty('body');
    expect(checkOn(openstack, 'server.evacuate/response-body', [empty])).toMatchObject({ verdict: 'inconclusive' });
    const early = exchangeOf(openstack, 'server.evacuate', { microversion: '2.13', body: undefined });
    expect(checkOn(openstack, 'server.evacuate/response-body', [early])).toMatchObject({ verdict: 'fail' });
  });

  it('rests on an upstream fact in a profile without documents', () => {
    const openstack = contractOf('openstack');
    expect(responseBody.plan(openstack.operations.get('server.show')!, openstack)[0]?.rows).toEqual([
      'nova#server.show/response/body',
    ]);
  });
});
