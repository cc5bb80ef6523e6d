import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../recording/types.ts';
import { type Changes, exchangeOf } from '../../testing/recording.ts';
import { aServer, SERVER, story } from '../../testing/servers.ts';
import { contractOf } from '../../testing/verdicts.ts';
import { triedOn } from '../testing.ts';
import type { MutantKind } from '../types.ts';
import { answerBreaksStatement, laterBreaksStatement, shownBreaksStatement } from './statements.ts';

const contract = contractOf('easystack');
const request = (body: unknown) => ({ method: 'POST', url: 'http://c/v2.1', headers: {}, body });

const created = (server: object) =>
  exchangeOf(contract, 'server.create', {
    ...{ request: request({ server }), body: { server: { id: 'a', links: [], adminPass: 'x' } } },
  });

/** So many that one of them would be chosen if any could be. */
const many = (exchange: Exchange): Exchange[] => Array.from({ length: 40 }, () => exchange);

/** Mutants on one statement: what they break and where, and what becomes of them. */
function tried(kind: MutantKind, check: string, exchanges: Parameters<typeof triedOn>[2], of = contract) {
  return triedOn(of, kind, exchanges)
    .filter(({ mutant }) => mutant.id.startsWith(`${check}/`))
    .map(({ mutant: { expect: due }, fate }) => [fate, due.codes.join(), due.pointers?.join()]);
}

describe('an answer that is not as a document says', () => {
  it('breaks each condition by itself', () => {
    expect(
      tried(answerBreaksStatement, 'server.create/statement/password-generated', [created({ name: 'n' })]),
    ).toEqual([
      ['killed', 'statement-required', '/server'],
      ['killed', 'statement-type', '/server/adminPass'],
      ['killed', 'statement-minLength', '/server/adminPass'],
    ]);
  });

  it('refuses a documented call, which a statement on all of them is about', () => {
    const up = exchangeOf(contract, 'hypervisor.list-details', {
      body: { hypervisors: [{ state: 'up', status: 'enabled' }] },
    });
    const exchanges = [up, exchangeOf(contract, 'aggregate.list')];
    const platform = triedOn(contract, answerBreaksStatement, exchanges).filter(({ mutant }) =>
      mutant.id.startsWith('aggregate.list/statement/platform/'),
    );
    expect(platform.map(({ mutant, fate }) => [fate, mutant.change.exchanges?.[0]?.response?.status])).toEqual([
      ['killed', 409],
    ]);
  });

  it('accepts a call otherwise, where the statement is on accepted ones alone', () => {
    const issued = exchangeOf(contract, 'token.create', { status: 201 });
    const tokens = triedOn(contract, answerBreaksStatement, [issued]).filter(({ mutant }) =>
      mutant.id.startsWith('token.create/statement/without-a-token/'),
    );
    expect(tokens.map(({ mutant, fate }) => [fate, mutant.change.exchanges?.[0]?.response?.status])).toEqual([
      ['killed', 203],
    ]);
  });

  it.each([
    [
      'answers',
      'server.show/statement/failure',
      many(exchangeOf(contract, 'server.show')),
      exchangeOf(contract, 'server.show', { status: 404, body: { itemNotFound: { code: 404, message: 'no' } } }),
    ],
    [
      'requests',
      'server.create/statement/password-generated',
      many(created({ name: 'n', adminPass: 'y' })),
      created({ name: 'n' }),
    ],
    [
      'calls',
      'aggregate.list/statement/methods',
      (['setup', 'poll', 'look', 'query', 'page', 'sort', 'cleanup', 'discovery'] as const).map((intent) =>
        exchangeOf(contract, 'aggregate.list', { intent }),
      ),
      exchangeOf(contract, 'aggregate.list'),
    ],
  ])('is only made of %s that the statement is about', (_what, check, beside, about) => {
    const changed = triedOn(contract, answerBreaksStatement, [about, ...beside])
      .filter(({ mutant }) => mutant.id.startsWith(`${check}/`))
      .map(({ mutant }) => mutant.change.exchanges?.[0]?.id);
    expect(new Set(changed)).toEqual(new Set(['x1']));
  });
});

describe('what is shown or answered later', () => {
  it('is not as a document says of the resource', () => {
    const exchanges = story(contract, [
      ['server.create', { request: request({ server: { name: 'n' } }), body: { server: { id: SERVER } } }],
      ['server.show', { body: { server: aServer({ security_groups: [{ name: 'default' }] }) } }],
    ]);
    expect(tried(shownBreaksStatement, 'server.create/statement/security-group-by-default', exchanges)).toEqual([
      ['killed', 'statement-minItems', '/server/security_groups'],
      ['killed', 'statement-const', '/server/security_groups/0/name'],
    ]);
  });

  it('is not as a document says of another call', () => {
    const huawei = contractOf('huawei');
    const scenario = 'server.create/documented';
    const list: Changes = {
      intent: 'look',
      scenario,
      body: { servers: [{ id: 'a', metadata: { charging_mode: '0' } }] },
    };
    const exchanges = story(huawei, [
      ['server.create', { scenario }],
      ['cloudserver.list-details', list],
      ['cloudserver.list-details', { ...list, facts: { 'made.id': 'a' } }],
    ]);
    expect(tried(laterBreaksStatement, 'server.create/statement/billing', exchanges, huawei)).toEqual([
      ['killed', 'statement-contains', '/servers'],
      ['killed', 'statement-required', '/servers/0/metadata'],
      ['killed', 'statement-const', '/servers/0/metadata/charging_mode'],
    ]);
  });
});
