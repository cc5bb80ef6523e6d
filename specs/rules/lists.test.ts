import { describe, expect, it } from 'vitest';
import type { Exchange, ListMark } from '../recording/types.ts';
import { exchangeOf } from '../testing/recording.ts';
import { checkOn, contractOf, gist } from '../testing/verdicts.ts';

const contract = contractOf('openstack');
const OPERATION = 'server.list-details';
const ONE = { id: 'one', name: 'one', flavor: { id: '1' }, created: '2024-03-05T07:09:11Z' };
const TWO = { id: 'two', name: 'two', flavor: { id: '2' }, created: '2024-03-05T07:09:12Z' };

interface Sent {
  intent: Exchange['intent'];
  query: string;
  list: ListMark;
  items?: object[];
  status?: number;
  scenario?: string;
  links?: boolean;
}

function sent({ intent, query, list, items, status, scenario }: Sent): Exchange {
  const request = { method: 'GET', url: `https://cloud.example.com/servers/detail?${query}`, headers: {} };
  const body = items ? { servers: items } : { badRequest: { code: 400, message: 'no' } };
  return exchangeOf(contract, OPERATION, {
    intent,
    request,
    list,
    body,
    status: status ?? 200,
    ...(scenario ? { scenario } : {}),
  });
}

const verdict = (rule: string, exchanges: Exchange[]) => gist(checkOn(contract, `${OPERATION}/${rule}`, exchanges));

describe('query-effect', () => {
  const list = { parameter: 'flavor', value: '1', in: ['one'], out: ['two'] };
  const flavor = (items: object[] | undefined, status = 200) =>
    verdict('query-effect/flavor', [
      sent({ intent: 'query', query: 'flavor=1', list, status, ...(items ? { items } : {}) }),
    ]);

  it('passes where what fits is listed and the rest is not', () => {
    expect(flavor([ONE])).toEqual({ verdict: 'pass' });
  });
  it('fails where what fits is left out', () => {
    expect(flavor([])).toMatchObject({ verdict: 'fail', code: 'query-misses' });
  });
  it('fails where the parameter is ignored', () => {
    expect(flavor([ONE, TWO])).toMatchObject({ verdict: 'fail', code: 'query-ignored' });
  });
  it('fails for an item of somebody else that does not fit', () => {
    const stranger = { ...TWO, id: 'three' };
    expect(flavor([ONE, stranger])).toMatchObject({
      verdict: 'fail',
      code: 'query-ignored',
      pointer: '/servers/1/flavor/id',
    });
  });
  it('excuses an item that is on its way to another state', () => {
    const of = (task: string | null) => {
      const items = [{ id: 'three', name: 'three', status: 'RESIZE', 'OS-EXT-STS:task_state': task }];
      return verdict('query-effect/status', [
        sent({ intent: 'query', query: 'status=ACTIVE', list: { parameter: 'status', in: [], out: ['two'] }, items }),
      ]);
    };
    expect(of('resize_prep')).toEqual({ verdict: 'pass' });
    expect(of(null)).toMatchObject({ verdict: 'fail', code: 'query-ignored' });
  });
  it('fails where the query is refused', () => {
    expect(flavor(undefined, 400)).toMatchObject({ verdict: 'fail', code: 'query-refused' });
  });
  it('is inconclusive where all that is there fits', () => {
    const alike = sent({ intent: 'query', query: 'flavor=1', list: { ...list, out: [] }, items: [ONE] });
    expect(verdict('query-effect/flavor', [alike])).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not-told-apart',
    });
  });
  it('is inconclusive where nothing was sent', () => {
    expect(verdict('query-effect/flavor', [])).toMatchObject({ verdict: 'inconclusive', reason: 'not-exercised' });
  });
});

describe('paging', () => {
  const scenario = `${OPERATION}/page-marker`;
  const walk = (pages: object[][], after: object[] = [ONE, TWO]): Exchange[] => {
    const part = (name: 'before' | 'page' | 'after', items: object[]) =>
      sent({
        intent: 'page',
        query: 'limit=1',
        list: { parameter: 'marker', walk: { id: `${scenario}#1`, part: name, size: 1 } },
        items,
        scenario,
      });
    return [part('before', [ONE, TWO]), ...pages.map((items) => part('page', items)), part('after', after)];
  };

  it('passes where the pages make up the list', () => {
    expect(verdict('paging/marker', walk([[ONE], [TWO], []]))).toEqual({ verdict: 'pass' });
    expect(verdict('paging/limit', walk([[ONE], [TWO], []]))).toEqual({ verdict: 'pass' });
  });
  it('fails for a gap, a duplicate and a page that is too long', () => {
    expect(verdict('paging/marker', walk([[ONE], []]))).toMatchObject({ verdict: 'fail', code: 'page-gap' });
    expect(verdict('paging/marker', walk([[ONE], [ONE]]))).toMatchObject({ verdict: 'fail', code: 'page-duplicate' });
    expect(verdict('paging/limit', walk([[ONE, TWO]]))).toMatchObject({ verdict: 'fail', code: 'page-size' });
  });
  it('says nothing of a list that changed meanwhile', () => {
    expect(verdict('paging/marker', walk([[ONE], [ONE]], [ONE]))).toMatchObject({ reason: 'list-unsteady' });
  });
});

describe('paging through key pairs while others come and go', () => {
  /** A page whose marker is gone. */
  const REFUSED = '!';
  const keys = (names: string) => ({ keypairs: [...names].map((name) => ({ keypair: { name } })) });
  const walked = (before: string, pages: string[], after: string) => {
    const part = (name: 'before' | 'page' | 'after', names: string): Exchange =>
      exchangeOf(contract, 'keypair.list', {
        intent: 'page',
        scenario: 'keypair.list/page-marker',
        list: { parameter: 'marker', walk: { id: 'keypair.list/page-marker#1', part: name, size: 2 } },
        ...(names === REFUSED
          ? { status: 400, body: { badRequest: { code: 400, message: 'no' } } }
          : { body: keys(names) }),
      });
    const exchanges = [part('before', before), ...pages.map((names) => part('page', names)), part('after', after)];
    return gist(checkOn(contract, 'keypair.list/paging/marker', exchanges));
  };

  it('asks for each that stays, and for no other', () => {
    expect(walked('abcd', ['ab', 'ce', ''], 'abce')).toEqual({ verdict: 'pass' });
    expect(walked('abcd', ['ab', 'd'], 'acd')).toMatchObject({ verdict: 'fail', code: 'page-gap' });
    expect(walked('abcd', ['ab', 'bc', 'd'], 'bcd')).toMatchObject({ verdict: 'fail', code: 'page-duplicate' });
  });
  it('notices what came and went between the two looks', () => {
    expect(walked('abc', ['ab', 'cx', REFUSED], 'abc')).toMatchObject({ reason: 'list-unsteady' });
    expect(walked('abc', ['ab', REFUSED], 'abc')).toMatchObject({ verdict: 'fail', code: 'query-refused' });
    expect(walked('abc', ['ab', 'xc', ''], 'abc')).toEqual({ verdict: 'pass' });
  });
  it('says nothing of a walk that was cut short, or of a list of which one alone stays', () => {
    expect(walked('abcd', ['ab', 'ce'], 'abce')).toMatchObject({ reason: 'list-unsteady' });
    expect(walked('ab', ['ac', ''], 'a')).toMatchObject({ reason: 'list-unsteady' });
  });
});

describe('the size of a page', () => {
  const huawei = contractOf('huawei');
  const LIST = 'cloudserver.list-details';
  const listed = (query: string, found: number, mark: Partial<Exchange> = {}): Exchange => ({
    ...exchangeOf(huawei, LIST, {
      request: { method: 'GET', url: `https://cloud.example.com/v1/p/cloudservers/detail?${query}`, headers: {} },
      body: { count: 1100, servers: Array.from({ length: found }, (_, index) => ({ id: `id-${index}` })) },
    }),
    ...mark,
  });
  const tried = (value: string): Partial<Exchange> => ({ intent: 'page', list: { parameter: 'limit', value } });
  const sizes = (part: string, exchanges: Exchange[]) => gist(checkOn(huawei, `${LIST}/paging/${part}`, exchanges));
  const tooLarge = { verdict: 'fail', code: 'page-size', pointer: '/servers' };

  it('is 25 where no limit is asked for, by whatever request', () => {
    expect(sizes('default', [listed('', 25, tried('default'))])).toEqual({ verdict: 'pass' });
    expect(sizes('default', [listed('', 24, tried('default'))])).toEqual(tooLarge);
    expect(sizes('default', [listed('', 25, tried('default')), listed('status=ACTIVE', 26)])).toEqual(tooLarge);
    expect(sizes('default', [listed('', 25, tried('default')), listed('limit=200', 200)])).toEqual({ verdict: 'pass' });
  });

  describe('is counted in pages', () => {
    const id = `${LIST}/page-offset#1`;
    const part = (name: 'before' | 'page' | 'probe' | 'after', query: string, found: number, mark = {}) =>
      listed(query, found, { intent: 'page', list: { parameter: 'offset', walk: { id, part: name }, ...mark } });
    const walked = ({ zero = 2, second = 0, after = 2 }) =>
      sizes('offset', [
        part('before', 'limit=1000', 2),
        part('page', 'limit=2&offset=1', 2),
        part('probe', 'limit=2&offset=0', zero, { value: '0', in: ['id-0', 'id-1'] }),
        part('page', 'limit=2&offset=2', 0),
        part('probe', 'limit=2&offset=2', second, { value: '2', in: [] }),
        part('after', 'limit=1000', after),
      ]);

    it('page 0 is the first one, and behind one that holds all there is nothing', () => {
      expect(walked({})).toEqual({ verdict: 'pass' });
      expect(walked({ second: 1 })).toEqual({ verdict: 'fail', code: 'page-duplicate', pointer: '/servers' });
      expect(walked({ zero: 1 })).toEqual({ verdict: 'fail', code: 'page-duplicate', pointer: '/servers' });
    });

    it('and nothing is said of that where the list changed meanwhile', () => {
      expect(walked({ second: 1, after: 1 })).toMatchObject({ reason: 'list-unsteady' });
      expect(walked({ second: 3 })).toMatchObject({ reason: 'list-unsteady' });
    });
  });

  it('is 1000 at most: more is cut or refused, and never given', () => {
    const beyond = (found: number, changes = {}) => listed('limit=1001', found, { ...tried('maximum'), ...changes });
    expect(sizes('maximum', [beyond(1000)])).toEqual({ verdict: 'pass' });
    expect(sizes('maximum', [beyond(1001)])).toEqual(tooLarge);
    expect(sizes('maximum', [beyond(1000), listed('limit=2000', 1001)])).toEqual(tooLarge);
    const answered = (status: number) => sizes('maximum', [beyond(0, { response: { status, headers: {} } })]);
    expect(answered(400)).toEqual({ verdict: 'pass' });
    expect(answered(500)).toMatchObject({ verdict: 'fail', code: 'query-refused' });
  });
});

describe('sorting', () => {
  const sorted = (direction: string, items: object[]) =>
    sent({
      intent: 'sort',
      query: `sort_dir=${direction}`,
      list: { parameter: 'created_at', value: direction },
      items,
    });

  it('passes where the order is right', () => {
    const both = [sorted('asc', [ONE, TWO]), sorted('desc', [TWO, ONE])];
    expect(verdict('sorting/sort_key', both)).toEqual({ verdict: 'pass' });
    expect(verdict('sorting/sort_dir', both)).toEqual({ verdict: 'pass' });
  });
  it('fails the direction alone where it is ignored', () => {
    const both = [sorted('asc', [ONE, TWO]), sorted('desc', [ONE, TWO])];
    expect(verdict('sorting/sort_key', both)).toEqual({ verdict: 'pass' });
    expect(verdict('sorting/sort_dir', both)).toMatchObject({ verdict: 'fail', code: 'order-wrong' });
  });
});

describe('invalid-query', () => {
  const refused = (status: number) =>
    verdict('invalid-query/limit-negative', [
      sent({
        intent: 'bad-query',
        query: 'limit=-1',
        list: { parameter: 'limit', value: '-1' },
        status,
        scenario: `${OPERATION}/bad-query-limit-negative`,
        ...(status < 300 ? { items: [] } : {}),
      }),
    ]);

  it('passes for 400 and fails for anything else', () => {
    expect(refused(400)).toEqual({ verdict: 'pass' });
    expect(refused(200)).toMatchObject({ verdict: 'fail', code: 'refusal-missing' });
    expect(refused(500)).toMatchObject({ verdict: 'fail', code: 'refusal-status' });
  });
});

describe('the tables', () => {
  it.each(['easystack', 'huawei'] as const)('%s: each documented query parameter of a list has a check', (profile) => {
    const vendor = contractOf(profile);
    for (const row of vendor.rows.values()) {
      const operation = vendor.operations.get(row.operation);
      if (row.place !== 'query' || !operation || operation.method !== 'GET' || row.erratum?.effect?.exclude) continue;
      const { filters = {}, pages, order } = operation.list ?? {};
      const known = [...Object.keys(filters), ...Object.values(pages ?? {}), order?.key, order?.direction];
      expect(known, row.id).toContain(row.name);
    }
  });
});
