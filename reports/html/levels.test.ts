import { expect, test } from 'vitest';
import { reportWithLevels } from '../testing/levels.ts';
import { open, useBrowser } from '../testing/page.ts';
import { sample } from '../testing/sample.ts';

useBrowser();

const missing = 'server.pause/success-status/202';
const report = reportWithLevels({ verdicts: { [missing]: 'inconclusive' } });

test('the page shows the levels, their capabilities, and what is missing for the next one', async () => {
  const { page, incidents } = await open({ report, recording: sample().recording });
  const section = page.getByRole('region', { name: 'Levels of certification' });
  expect(await section.textContent()).toContain('Level reached: Read only');
  expect(await section.locator('.ladder > .reached').allTextContents()).toHaveLength(1);
  expect(await section.locator('.ladder > .missed').allTextContents()).toHaveLength(4);
  expect(await section.locator('.unmet').textContent()).toMatch(/Power and pauses .*Missing 1/);
  expect(await section.locator('summary').textContent()).toBe('Missing for the next level: Lifecycle: 1 check');
  await section.getByRole('link', { name: missing }).click();
  await page.getByRole('complementary', { name: 'Evidence' }).getByText(missing).first().waitFor();
  expect(incidents).toEqual([]);
});

test('the page shows them in Chinese; a report without levels has no such section', async () => {
  const { page } = await open({ report, recording: sample().recording }, '', { lang: 'zh' });
  expect(await page.locator('.levels').textContent()).toContain('已达到级别: 只读');
  const { page: without } = await open(sample());
  expect(await without.locator('.levels').count()).toBe(0);
});
