import { describe, expect, it } from 'vitest';
import { aServer, SERVER, sending, story } from '../testing/servers.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const id = 'server.list/list-show-agree/servers[].name';

const made = [
  'server.create',
  { ...sending(contract, 'server.create', {}), body: { server: { id: SERVER } } },
] as const;
const shown = (members: Record<string, unknown>) => ['server.show', { body: { server: aServer(members) } }] as const;
const listed = (name: string) =>
  ['server.list', { body: { servers: [{ id: SERVER, status: 'ACTIVE', name }] } }] as const;
const renamed = [
  'server.rename',
  { ...sending(contract, 'server.rename', {}), body: { server: { id: SERVER } } },
] as const;

const judged = (...steps: (readonly [string, object])[]) => checkOn(contract, id, story(contract, steps as never));

describe('list-show-agree', () => {
  it('passes where both say the same', () => {
    expect(judged(made, shown({ name: 'a' }), listed('a'))).toMatchObject({ verdict: 'pass', exchanges: ['x3', 'x2'] });
  });

  it('fails where they differ, whichever was asked first', () => {
    const finding = { verdict: 'fail', code: 'views-disagree', pointer: '/servers/0/name' };
    expect(gist(judged(made, shown({ name: 'a' }), listed('b')))).toEqual(finding);
    expect(gist(judged(made, shown({ name: 'x' }), listed('b'), shown({ name: 'a' })))).toEqual(finding);
  });

  it('says nothing across a change', () => {
    expect(judged(made, shown({ name: 'a' }), renamed, listed('b')).verdict).toBe('inconclusive');
  });

  it('says nothing while a change is under way', () => {
    const busy = shown({ name: 'a', 'OS-EXT-STS:task_state': 'rebuilding' });
    expect(judged(made, busy, listed('b')).verdict).toBe('inconclusive');
  });

  it('says nothing of what others may have changed', () => {
    expect(judged(shown({ name: 'a' }), listed('b')).verdict).toBe('inconclusive');
  });
});
