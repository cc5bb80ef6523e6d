import { expect, test } from 'vitest';
import { judgedSample } from '../testing/judged.ts';
import { open, useBrowser } from '../testing/page.ts';
import { sample } from '../testing/sample.ts';

useBrowser();

const judged = judgedSample();
const ZONES = 'huawei-ecs-guide#zone.list/response/availabilityZoneInfo';
const guide = judged.report.coverage!.find(({ id }) => id === 'huawei-ecs-guide')!;

test('the overview has the numbers of each document, and each leads to its rows', async () => {
  const { page, incidents } = await open(judged);
  const section = page.getByRole('region', { name: 'Coverage of the documents' });
  expect(await section.locator('tbody tr').count()).toBe(judged.report.coverage!.length);
  await section.locator(`a[href*="huawei-ecs-guide+state:excluded"]`).click();
  expect(await page.getByLabel('Search and filter').inputValue()).toBe('document:huawei-ecs-guide state:excluded');
  expect(await page.locator('.row-list tbody tr').count()).toBe(guide.excluded);
  const [, excluded] = Object.entries(judged.report.rows).find(
    ([, row]) => row.document === guide.id && row.state === 'excluded',
  )!;
  await page.getByText(excluded.reason!.en).first().waitFor();
  await page.getByRole('link', { name: '中文' }).click();
  await page.getByText(excluded.reason!.zh).first().waitFor();
  await page.locator('.state.excluded', { hasText: '已排除' }).first().waitFor();
  expect(incidents).toEqual([]);
});

test('a row that nothing judged is shown all the same, and one that was shows first what failed it', async () => {
  const { report, recording } = judgedSample();
  const on = report.checks.filter(({ rows }) => rows.includes(ZONES));
  expect(on.length).toBeGreaterThan(1);
  const finding = { code: 'x', message: { en: 'What was found.', zh: '发现的问题。' } };
  Object.assign(on.findLast(({ verdict }) => verdict === 'pass')!, { verdict: 'fail', finding });
  const { page } = await open({ report, recording }, '#/rows?q=state:unjudged+operation:server.show');
  expect(await page.locator('.row-list .state').allTextContents()).toContain('unjudged');
  await page
    .locator('.choice', { hasText: /^State/ })
    .locator('select')
    .selectOption('judged');
  await page.getByLabel('Operation').selectOption('zone.list');
  const row = page.locator('.row-list tr', { hasText: ZONES }).first();
  expect(await row.locator('.state').textContent()).toBe('judged');
  const badges = await row.locator('.row-checks .badge').allTextContents();
  expect(badges.length).toBe(on.length);
  expect(badges.map((badge) => badge.slice(1).trim())).toEqual(['fail', ...Array(on.length - 1).fill('pass')]);
});

test('a report on a part has no states', async () => {
  const { page } = await open(sample(), '#/rows');
  expect(await page.locator('.state').count()).toBe(0);
  expect(await page.locator('.choice', { hasText: /^State/ }).count()).toBe(0);
});
