import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { judgedSample } from '../testing/judged.ts';
import { open, useBrowser } from '../testing/page.ts';
import { sample } from '../testing/sample.ts';

useBrowser();

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
    for (const [shown, hash] of [
      [sample(), '#/overview'],
      [sample(), '#/checks?check=server.pause/success-status'],
      [sample(), '#/checks?check=server.show/response-field-type/server.OS-EXT-STS:power_state'],
      [sample(), '#/rows'],
      [judgedSample(), '#/rows?q=document:huawei-ecs-v1'],
    ] as const) {
      const { page } = await open(shown, hash, { colorScheme });
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
