import { describe, expect, it } from 'vitest';
import { aServer, SERVER, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const judged = (id: string, ...steps: [string, object][]) => checkOn(contract, id, story(contract, steps as never));
const made = (): [string, object] => [
  'server.create',
  { ...sending(contract, 'server.create', {}), body: { server: aServer() } },
];

describe('id-form', () => {
  it('wants each entry of a list to have an id of its own', () => {
    const list = (...ids: string[]): [string, object] => [
      'server.list',
      { body: { servers: ids.map((id) => ({ id })) } },
    ];
    expect(judged('server.list/id-form/servers[].id', list('a', 'b')).verdict).toBe('pass');
    expect(gist(judged('server.list/id-form/servers[].id', list('a', 'b', 'a')))).toEqual({
      verdict: 'fail',
      code: 'id-twice',
      pointer: '/servers/2/id',
    });
  });

  it('wants what was asked for', () => {
    const show = (id: string): [string, object] => ['server.show', { body: { server: { id } } }];
    expect(judged('server.show/id-form/server.id', show(SERVER)).verdict).toBe('pass');
    expect(gist(judged('server.show/id-form/server.id', show('another')))).toMatchObject({ code: 'id-differs' });
  });

  it('wants a new id for each, and one that is known afterwards', () => {
    const id = 'server.create/id-form/server.id';
    const look = (status: number): [string, object] => [
      'server.show',
      { status, intent: 'poll', body: { server: aServer() } },
    ];
    expect(judged(id, made(), look(200)).verdict).toBe('pass');
    expect(gist(judged(id, made(), made()))).toMatchObject({ code: 'id-again' });
    expect(gist(judged(id, made(), look(404)))).toMatchObject({ code: 'id-unknown' });
  });
});
