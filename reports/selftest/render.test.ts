import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readValidated } from '../../schemas/input.ts';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import type { Equivalent } from '../../specs/selftest/equivalents.ts';
import { resultOf, type SelftestResult } from '../../specs/selftest/result.ts';
import type { ShardResult } from '../../specs/selftest/shard.ts';
import type { Trial } from '../../specs/selftest/try.ts';
import { openFile, useBrowser } from '../testing/page.ts';
import { selftestHtml } from './render.ts';
import { selftestLines } from './terminal.ts';

const folder = temporaryFolder();

const trial = (changes: Partial<Trial>): Trial => ({
  kind: 'field-null',
  id: 'server.show/server.name/x1',
  operation: 'server.show',
  rows: ['nova#server.show/response/server.name'],
  fate: 'killed',
  right: ['server.show/response-field/server.name'],
  others: ['server.show/list-show-agree/server.name'],
  ...changes,
});
const SURVIVOR = trial({ fate: 'survived', right: [], others: [], id: 'server.show/<b>/x2' });
const OTHERWISE = trial({ fate: 'otherwise', right: [], found: ['server.show/list-show-agree/server.name'] });
const shard = (trials: Trial[], accused: ShardResult['controls'][number]['accused'] = []): ShardResult => ({
  profile: 'openstack',
  contract: 'digest',
  run: 'run',
  exchanges: 1,
  trials,
  controls: [{ control: 'key-order', id: 'all', checks: 10, accused }],
  passing: { 'response-field': 7 },
});
const EQUIVALENT: Equivalent = {
  kinds: ['field-null'],
  rows: ['*#server.show/response/*'],
  reason: { en: 'It may be null.', zh: '可以为 null。' },
};
const result = (shards: ShardResult[], equivalents: Equivalent[] = [], complete = false): SelftestResult =>
  resultOf(shards, {
    suite: { name: 'suite', version: '1' },
    seed: 1,
    seconds: 2,
    cpuSeconds: 3,
    workers: 2,
    contracts: new Map(),
    equivalents,
    behaviour: [],
    complete,
  });

describe('the result of a self-test', () => {
  it('is good where all mutants are killed and no control is accused', () => {
    const good = result([shard([trial({})])]);
    expect(good).toMatchObject({ ok: true, total: { mutants: 1, killed: 1 } });
    expect(good.cells).toEqual([
      { rule: 'response-field', kind: 'field-null', right: 1, beside: 0 },
      { rule: 'list-show-agree', kind: 'field-null', right: 0, beside: 1 },
    ]);
  });

  it.each([
    ['a survivor', [SURVIVOR]],
    ['a mutant that is noticed otherwise only', [OTHERWISE]],
  ])('is bad for %s, unless it is explained', (_what, trials) => {
    expect(result([shard(trials)]).ok).toBe(false);
    expect(result([shard(trials)], [EQUIVALENT])).toMatchObject({ ok: true, total: { explained: 1 } });
  });

  it('is bad for an explanation of nothing, once everything was tried', () => {
    expect(result([shard([trial({})])], [EQUIVALENT], true)).toMatchObject({ ok: false, stale: [expect.any(String)] });
    expect(result([shard([trial({})])], [EQUIVALENT], false)).toMatchObject({ ok: true, stale: [] });
  });

  it('is bad for an accused control', () => {
    const accused = [{ id: 'server.show/links', rule: 'links', code: 'link-astray' }];
    const bad = result([shard([trial({})], accused)]);
    expect(bad.ok).toBe(false);
    expect(bad.rules.find(({ id }) => id === 'links')).toMatchObject({ falseAlarms: 1, controls: 1 });
    expect(selftestLines(bad, []).join('\n')).toContain('key-order: server.show/links: link-astray');
  });

  it('fits its schema', () => {
    const file = path.join(folder, 'selftest.json');
    writeFileSync(file, JSON.stringify(result([shard([trial({}), SURVIVOR, OTHERWISE])])));
    expect(readValidated<SelftestResult>(file, 'selftest').total.mutants).toBe(3);
  });
});

describe('wrong clouds alone', () => {
  useBrowser();

  const cloud = {
    title: 'a title',
    profile: 'huawei',
    expected: ['a.b/paging/*'],
    code: 'page-gap',
    right: [],
    beside: [],
  };
  const clouds: SelftestResult = {
    ...result([]),
    behaviour: [
      { ...cloud, deviation: 'pages-skip', killed: true },
      { ...cloud, deviation: 'pages-repeat', killed: false, beside: ['a.b/links: link-astray'] },
    ],
    ok: false,
  };

  it('are all that the terminal speaks of', () => {
    expect(selftestLines(clouds, [])).toEqual([
      '1 of 2 wrong clouds caught',
      '    huawei pages-repeat: none of a.b/paging/* failed with page-gap',
      '        but a.b/links: link-astray',
      '',
    ]);
  });

  it('are all that the first page shows, those first that were not caught', async () => {
    const file = path.join(folder, 'clouds.html');
    writeFileSync(file, await selftestHtml(clouds, 'en'));
    const { page, incidents } = await openFile(file, '#/overview');
    expect(await page.locator('h1').textContent()).toBe('50 %');
    expect(await page.locator('main tbody th').allTextContents()).toEqual([
      'pages-repeat a title',
      'pages-skip a title',
    ]);
    expect(incidents).toEqual([]);
  });
});

describe('its page', () => {
  useBrowser();

  it.each([
    ['#/overview', '33.3 %'],
    ['#/matrix', 'A response field is null'],
    ['#/matrix?lang=zh', '响应字段为 null'],
    ['#/survivors', 'server.show/<b>/x2'],
    ['#/survivors?q=gate-late', 'There are none.'],
    ['#/controls', 'Members in another order'],
  ])('shows %s', async (hash, text) => {
    const file = path.join(folder, 'index.html');
    writeFileSync(file, await selftestHtml(result([shard([trial({}), SURVIVOR, OTHERWISE])]), 'en'));
    const { page, incidents } = await openFile(file, hash);
    expect(await page.locator('main').textContent()).toContain(text);
    expect(incidents).toEqual([]);
  });

  it('groups the digits of its numbers, but not those of the seed', async () => {
    const whole = result([shard([trial({})])]);
    const file = path.join(folder, 'large.html');
    const total = { ...whole.total, mutants: 7325, killed: 7325 };
    writeFileSync(file, await selftestHtml({ ...whole, total, seed: 20261122 }, 'en'));
    const { page } = await openFile(file);
    const lead = await page.locator('.result').textContent();
    expect(lead).toContain('7,325 of 7,325 wrong recordings are caught');
    expect(lead).toContain('seed 20261122');
  });
});
