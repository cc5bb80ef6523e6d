import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../testing/browser.ts';
import type { Sample } from '../testing/sample.ts';
import { HOSTILE, hostileSample, largeSample, sample } from '../testing/sample.ts';
import { renderHtml } from './render.ts';

/** Longest that a click on a report of 2,000 checks may take to show, on a busy machine. */
const QUICK_MS = 1000;

let browser: Browser;
let folder: string;
const pages: Page[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  browser = await launchBrowser();
});
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  page: Page;
  /** What went wrong on the page, and what it tried to load; must stay empty. */
  incidents: string[];
}

async function open(
  sampled: Sample,
  hash = '',
  options: BrowserContextOptions & { lang?: 'en' | 'zh' } = {},
): Promise<Opened> {
  const { lang, ...contextOptions } = options;
  const file = join(folder, `report-${pages.length}.html`);
  await writeFile(file, await renderHtml(sampled.report, sampled.recording, lang ? { lang } : {}));
  const page = await (await browser.newContext(contextOptions)).newPage();
  pages.push(page);
  const incidents: string[] = [];
  page.on('dialog', (dialog) => {
    incidents.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => incidents.push(`error ${error.message}`));
  page.on('console', (message) => incidents.push(`console ${message.text()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(folder).href)) incidents.push(`request ${request.url()}`);
  });
  page.setDefaultTimeout(15_000);
  await page.goto(pathToFileURL(file).href + hash);
  await page.locator('main').waitFor();
  return { page, incidents };
}

/** The check ids that the list shows. */
function listed(page: Page): Promise<string[]> {
  return page.locator('.check-link').allTextContents();
}

describe('the overview', () => {
  test('says the result and its counts in plain words', async () => {
    const { page, incidents } = await open(sample());
    expect(await page.title()).toBe('Not conformant: Staging region 2');
    expect(await page.locator('h1').innerText()).toBe('✕ Not conformant');
    expect(await page.locator('.result').innerText()).toContain('breaks the easystack contract in 2 places');
    expect(await page.locator('.facts').innerText()).toContain('2026-03-01 10:07:41 UTC');
    expect(incidents).toEqual([]);
  });

  test('leads from a cell of the matrix to its checks, by mouse and by keyboard', async () => {
    const { page } = await open(sample());
    await page.getByRole('link', { name: 'server.show, response-field-present: fail, 1 of 5' }).click();
    expect(await listed(page)).toHaveLength(5);
    await page.goBack();
    const first = page.getByRole('link', { name: 'server.list, success-status: pass' });
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Search and filter').inputValue()).toBe(
      'operation:server.list-details rule:response-field-present',
    );
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
    expect(await listed(page)).toEqual(['server.pause/success-status']);
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

  test('of 2,000 checks is quick', async () => {
    const started = performance.now();
    const large = largeSample(2000);
    await renderHtml(large.report, large.recording);
    expect(performance.now() - started).toBeLessThan(QUICK_MS);
    const { page } = await open(large, '#/checks');
    expect(await listed(page)).toHaveLength(100);
    const typed = performance.now();
    await page.getByLabel('Search and filter').fill('verdict:fail member_1');
    await page
      .getByText('100 of 2,000 checks')
      .or(page.getByText(/of 2,000 checks/))
      .first()
      .waitFor();
    await page.waitForFunction(() => location.hash.includes('member_1'));
    await page.locator('.check-link').nth(5).click();
    await page.getByRole('heading', { name: 'Exchanges' }).waitFor();
    expect(performance.now() - typed).toBeLessThan(2 * QUICK_MS);
  });
});

describe('the evidence of a check', () => {
  test('shows finding, clause in both languages, erratum, exchange and curl', async () => {
    const { page, incidents } = await open(sample(), '#/checks?q=verdict:fail');
    await page.getByRole('link', { name: 'server.pause/success-status' }).click();
    const panel = page.getByRole('complementary', { name: 'Evidence' });
    const text = await panel.innerText();
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
    expect(await panel.locator('.expected .json').innerText()).toContain('202');
    expect(await panel.locator('.actual .json').innerText()).toContain('200');
    expect(incidents).toEqual([]);
  });

  test('marks what the pointer points to, or where it is missing', async () => {
    const type = 'server.show/response-field-type/server.OS-EXT-STS:power_state';
    const { page } = await open(sample(), `#/checks?check=${type}`);
    const marked = page.locator('.exchange .line.marked');
    expect(await marked.allInnerTexts()).toEqual(['"OS-EXT-STS:power_state": "1",']);
    expect(await marked.isVisible()).toBe(true);
    await page.getByRole('link', { name: 'server.show/response-field-present/server.OS-EXT-STS:vm_state' }).click();
    expect(await marked.allInnerTexts()).toEqual(['expected here, absent: OS-EXT-STS:vm_state']);
    await page.getByRole('link', { name: 'server.list/content-type' }).click();
    expect(await page.locator('.headers .marked').innerText()).toContain('text/html');
  });

  test('gives the reason of what was not observed, and the terms of a waiver', async () => {
    const { page } = await open(sample(), '#/checks?check=server.migrate/success-status');
    const panel = page.getByRole('complementary', { name: 'Evidence' });
    expect(await panel.innerText()).toContain('went to ERROR and never became ACTIVE');
    await page.getByRole('link', { name: 'keypair.import/success-status' }).click();
    expect(await panel.innerText()).toContain('by platform-team@example.com, until 2026-12-31');
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
    expect(await page.locator('.row-list tbody').innerText()).toContain('A call that succeeds is answered with 202.');
    await page.getByRole('link', { name: 'server.pause/success-status' }).click();
    await page.getByRole('complementary', { name: 'Evidence' }).waitFor();
    expect(await page.getByLabel('Search and filter').inputValue()).toBe(
      'row:easystack-compute-6.1.2#server.pause/status/202',
    );
  });
});

describe('the language', () => {
  test('is switched on the page, kept in the URL, and leaves the rest as it was', async () => {
    const { page } = await open(sample(), '#/checks?q=verdict:fail&check=server.pause/success-status');
    await page.getByRole('link', { name: '中文' }).click();
    await page.getByText('返回 200，而文档规定为 202。').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expect(await page.title()).toBe('不符合: Staging region 2');
    expect(new URL(page.url()).hash).toBe('#/checks?q=verdict:fail&check=server.pause/success-status&lang=zh');
  });

  test('of the report itself may be Chinese', async () => {
    const { page } = await open(sample(), '', { lang: 'zh' });
    expect(await page.locator('h1').innerText()).toBe('✕ 不符合');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Not conformant' }).waitFor();
  });
});

describe('a hostile target', () => {
  test.each([
    '#/overview',
    '#/checks',
    '#/checks?check=server.pause/success-status',
    '#/checks?check=server.show/response-field-present/server.OS-EXT-STS:vm_state',
    '#/rows',
  ])('does no harm at %s', async (hash) => {
    const { page, incidents } = await open(hostileSample(), hash);
    await page.waitForTimeout(200);
    expect(incidents).toEqual([]);
    expect(await page.locator('img, iframe, object, embed, form, link, base').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(3);
    const targets = await page
      .locator('a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(targets.filter((href) => !href.startsWith('#/'))).toEqual([]);
    expect(await page.evaluate(() => ({}) as Record<string, unknown>)).toEqual({});
  });

  test('is shown as it is, unseen characters as escapes', async () => {
    const { page } = await open(hostileSample());
    const shown = HOSTILE.slice(0, HOSTILE.indexOf('\u001b'));
    expect(await page.locator('.target').innerText()).toBe(`${shown}\\u001b[31m\\u202e\\u2028\\u0000`);
  });

  test('could not run a script even if one got in', async () => {
    const { page, incidents } = await open(sample());
    await page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.textContent = 'alert(1)';
      } catch {
        // Trusted Types refuse the text already.
      }
      document.body.append(script);
      const image = document.createElement('img');
      image.setAttribute('src', 'x');
      try {
        image.setAttribute('onerror', 'alert(2)');
      } catch {
        // And this one.
      }
      document.body.append(image);
    });
    await page.waitForTimeout(200);
    expect(incidents.filter((incident) => incident.startsWith('dialog'))).toEqual([]);
    expect(incidents.join()).toContain('Content Security Policy');
  });
});

describe('for everyone', () => {
  /** Contrast of each text with what is behind it (WCAG 2.2, 1.4.3), where it falls short. */
  async function faint(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const parse = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = ([red = 0, green = 0, blue = 0]: number[]) => {
        const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
          const part = value / 255;
          return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element: Element | null): number[] => {
        if (!element) return [255, 255, 255];
        const colour = parse(getComputedStyle(element).backgroundColor);
        return colour.length === 3 || (colour[3] ?? 0) > 0 ? colour : behind(element.parentElement);
      };
      const found = new Set<string>();
      for (const element of document.querySelectorAll<HTMLElement>('main *, header *')) {
        const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
        if (!text || element.offsetParent === null) continue;
        const [one, other] = [parse(getComputedStyle(element).color), behind(element)].map(luminance) as [
          number,
          number,
        ];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (ratio < 4.5) found.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
      }
      return [...found];
    });
  }

  test.each(['light', 'dark'] as const)('the %s page has contrast enough', async (colorScheme) => {
    for (const hash of [
      '#/overview',
      '#/checks?check=server.pause/success-status',
      '#/checks?check=server.show/response-field-type/server.OS-EXT-STS:power_state',
      '#/rows',
    ]) {
      const { page } = await open(sample(), hash, { colorScheme });
      expect(await faint(page), hash).toEqual([]);
    }
  });

  test('has landmarks, one main heading, and names for all controls', async () => {
    for (const hash of ['#/overview', '#/checks?check=server.pause/success-status', '#/rows']) {
      const { page } = await open(sample(), hash);
      expect(await page.getByRole('main').count()).toBe(1);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.getByRole('navigation', { name: 'Sections of the report' }).count()).toBe(1);
      const nameless = await page.locator('a, button, input, select').evaluateAll(
        (elements) =>
          elements.filter((element) => {
            const labels = (element as HTMLInputElement).labels?.length ?? 0;
            return !element.textContent?.trim() && !element.getAttribute('aria-label') && labels === 0;
          }).length,
      );
      expect(nameless).toBe(0);
      const ids = await page.locator('[id]').evaluateAll((elements) => elements.map((element) => element.id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('fits a narrow screen', async () => {
    for (const hash of ['#/overview', '#/checks', '#/checks?check=server.pause/success-status', '#/rows']) {
      const { page } = await open(sample(), hash, { viewport: { width: 360, height: 740 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), hash).toBeLessThanOrEqual(360);
    }
  });

  test('can be printed, with the result, the matrix and the failures, in light colours', async () => {
    const { page } = await open(sample(), '', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(await page.getByRole('heading', { name: 'Failures' }).isVisible()).toBe(true);
    expect(await page.getByRole('navigation', { name: 'Sections of the report' }).isVisible()).toBe(false);
  });
});
