import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { open, useBrowser } from '../testing/page.ts';
import { largeSample, sample } from '../testing/sample.ts';

useBrowser();

/** The check ids that the list shows. */
function listed(page: Page): Promise<string[]> {
  return page.locator('.check-link').allTextContents();
}

/** Follows the link to a check, and waits until its evidence is there. */
async function openEvidence(page: Page, check: string): Promise<void> {
  await page.getByRole('link', { name: check }).click();
  await page.getByRole('heading', { name: check }).waitFor();
}

describe('the overview', () => {
  test('says the result and its counts in plain words', async () => {
    const { page, incidents } = await open(sample());
    expect(await page.title()).toBe('Not conformant: Staging region 2');
    expect(await page.locator('h1').textContent()).toBe('✕ Not conformant');
    expect(await page.locator('.result').textContent()).toContain('breaks the easystack contract in 2 places');
    expect(await page.locator('.facts').textContent()).toContain('2026-03-01 10:07:41 UTC');
    expect(incidents).toEqual([]);
  });

  test('leads from a cell of the matrix to its checks, by mouse and by keyboard', async () => {
    const { page } = await open(sample());
    await page.getByRole('link', { name: 'server.show, response-field-present: fail, 1 of 5' }).click();
    await expect.poll(() => listed(page)).toHaveLength(5);
    await page.goBack();
    const first = page.getByRole('link', { name: 'server.list, success-status: pass' });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByLabel('Search and filter').inputValue())
      .toBe('operation:server.list-details rule:response-field-present');
  });

  test('has one cell of the matrix in the tab order', async () => {
    const { page } = await open(sample());
    expect(await page.locator('.cell[tabindex="0"]').count()).toBe(1);
    expect(await page.locator('.cell').count()).toBeGreaterThan(100);
  });
});

describe('the list of checks', () => {
  test('follows what is typed and the buttons, and the URL holds it', async () => {
    const { page } = await open(sample(), '#/checks');
    await page.getByLabel('Search and filter').fill('operation:server.* pause');
    await page.getByText('8 of 157 checks').waitFor();
    await page.getByRole('button', { name: 'fail', exact: true }).click();
    await expect.poll(() => listed(page)).toEqual(['server.pause/success-status']);
    expect(new URL(page.url()).hash).toBe('#/checks?q=operation:server.*+pause+verdict:fail');
    await page.reload();
    expect(await listed(page)).toEqual(['server.pause/success-status']);
    await page.getByLabel('Level').selectOption('may');
    await page.getByText('Nothing matches these filters.').waitFor();
    await page.goBack();
    await page.getByText('1 of 157 checks').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('157 of 157 checks').waitFor();
  });

  test('shows the most urgent first', async () => {
    const { page } = await open(sample(), '#/checks');
    const badges = await page.locator('.check-list .badge').allInnerTexts();
    expect(badges.slice(0, 7)).toEqual([
      '✕ fail',
      '✕ fail',
      '✕ fail',
      '✕ fail',
      '✕ fail, waived',
      '! suite error',
      '? inconclusive',
    ]);
  });

  test('of 2,000 checks shows a hundred, and finds the others', async () => {
    const { page } = await open(largeSample(2000), '#/checks');
    expect(await listed(page)).toHaveLength(100);
    await page.getByLabel('Search and filter').fill('verdict:fail member_1');
    await page.waitForFunction(() => location.hash.includes('member_1'));
    await page.locator('.check-link').nth(5).click();
    await page.getByRole('heading', { name: 'Exchanges' }).waitFor();
  });
});

describe('the evidence of a check', () => {
  test('shows finding, clause in both languages, erratum, exchange and curl', async () => {
    const { page, incidents } = await open(sample(), '#/checks?q=verdict:fail');
    await openEvidence(page, 'server.pause/success-status');
    const panel = page.getByRole('complementary', { name: 'Evidence' });
    const text = await panel.textContent();
    for (const part of [
      'Answered with 200 where the document states 202.',
      'EasyStack compute API, v6.1.2 · 1.3 暂停云主机 · success code 202',
      'A call that succeeds is answered with 202.',
      '调用成功时返回 202。',
      'Erratum E-017',
      'curl -i -X POST',
      '"X-Auth-Token: $TOKEN"',
      'HTTP 200',
    ]) {
      expect(text).toContain(part);
    }
    expect(await panel.locator('.expected .json').textContent()).toContain('202');
    expect(await panel.locator('.actual .json').textContent()).toContain('200');
    expect(incidents).toEqual([]);
  });

  test('marks what the pointer points to, or where it is missing', async () => {
    const type = 'server.show/response-field-type/server.OS-EXT-STS:power_state';
    const { page } = await open(sample(), `#/checks?check=${type}`);
    const marked = page.locator('.exchange .line.marked');
    expect(await marked.allInnerTexts()).toEqual(['"OS-EXT-STS:power_state": "1",']);
    expect(await marked.isVisible()).toBe(true);
    await openEvidence(page, 'server.show/response-field-present/server.OS-EXT-STS:vm_state');
    expect(await marked.allInnerTexts()).toEqual(['expected here, absent: OS-EXT-STS:vm_state']);
    await openEvidence(page, 'server.list/content-type');
    expect(await page.locator('.headers .marked').textContent()).toContain('text/html');
  });

  test('brings what is marked into sight, however long the body is', async () => {
    const sampled = sample();
    const body = sampled.recording.exchanges.find((exchange) => exchange.id === 'x3')?.response?.body;
    const server = (body as { server: Record<string, unknown> }).server;
    for (let index = 0; index < 300; index += 1) server[`extra${index}`] = index;
    const state = server['OS-EXT-STS:power_state'];
    delete server['OS-EXT-STS:power_state'];
    server['OS-EXT-STS:power_state'] = state;
    const type = 'server.show/response-field-type/server.OS-EXT-STS:power_state';
    const { page } = await open(sampled, `#/checks?check=${type}`);
    await page.locator('.exchange .line.marked').waitFor();
    await page.waitForFunction(() => {
      const mark = document.querySelector('.exchange .line.marked')?.getBoundingClientRect();
      const frame = document.querySelector('.exchange .line.marked')?.closest('pre')?.getBoundingClientRect();
      return mark && frame && mark.top >= frame.top && mark.bottom <= frame.bottom;
    });
  });

  test('gives the reason of what was not observed, and the terms of a waiver', async () => {
    const { page } = await open(sample(), '#/checks?check=server.migrate/success-status');
    const panel = page.getByRole('complementary', { name: 'Evidence' });
    expect(await panel.textContent()).toContain('went to ERROR and never became ACTIVE');
    await openEvidence(page, 'keypair.import/success-status');
    expect(await panel.textContent()).toContain('by platform-team@example.com, until 2026-12-31');
  });

  test('takes the focus when it opens and gives it back when Escape closes it', async () => {
    const { page } = await open(sample(), '#/checks?q=verdict:fail');
    const link = page.getByRole('link', { name: 'server.pause/success-status' });
    await link.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'server.pause/success-status' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
    await page.keyboard.press('Escape');
    await page.getByRole('complementary', { name: 'Evidence' }).waitFor({ state: 'detached' });
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('copies the curl line, or marks it where the browser refuses', async () => {
    const { page } = await open(sample(), '#/checks?check=server.pause/success-status');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText(/^(Copied|Marked: copy it with the keyboard)$/).waitFor();
  });

  test('says where a row comes from that no document of the contract has', async () => {
    const sampled = sample();
    const check = sampled.report.checks.find((each) => each.id === 'server.pause/success-status');
    Object.assign(check ?? {}, { rows: ['nova#server.pause/status/202'] });
    const { page } = await open(sampled, '#/checks?check=server.pause/success-status');
    await page.getByText('it is a fact of nova, which they build on').waitFor();
  });

  test('says so where there is no such check', async () => {
    const { page, incidents } = await open(sample(), '#/checks?check=__proto__');
    await page.getByRole('heading', { name: 'This report has no check named __proto__.' }).waitFor();
    expect(incidents).toEqual([]);
  });
});

describe('the rows', () => {
  test('show their verdicts and lead to the evidence', async () => {
    const { page } = await open(sample(), '#/rows?q=operation:server.pause');
    expect(await page.locator('.row-list tbody tr').count()).toBe(1);
    expect(await page.locator('.row-list tbody').textContent()).toContain('A call that succeeds is answered with 202.');
    await openEvidence(page, 'server.pause/success-status');
    expect(await page.getByLabel('Search and filter').inputValue()).toBe(
      'row:easystack-compute-6.1.2#server.pause/status/202',
    );
  });
});

describe('the language', () => {
  test('is switched on the page, kept in the URL, and leaves the rest as it was', async () => {
    const { page } = await open(sample(), '#/checks?q=verdict:fail&check=server.pause/success-status');
    await page.getByRole('link', { name: '中文' }).click();
    await page.locator('.finding', { hasText: '返回 200，而文档规定为 202。' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.title()).toBe('不符合: Staging region 2');
    expect(new URL(page.url()).hash).toBe('#/checks?q=verdict:fail&check=server.pause/success-status&lang=zh');
  });

  test('of the report itself may be Chinese', async () => {
    const { page } = await open(sample(), '', { lang: 'zh' });
    expect(await page.locator('h1').textContent()).toBe('✕ 不符合');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Not conformant' }).waitFor();
  });
});
