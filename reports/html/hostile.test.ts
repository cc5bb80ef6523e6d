import { describe, expect, test } from 'vitest';
import { open, useBrowser } from '../testing/page.ts';
import { HOSTILE, hostileSample, sample } from '../testing/sample.ts';

useBrowser();

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
    expect(await page.locator('.target').textContent()).toBe(`${shown}\\u001b[31m\\u202e\\u2028\\u0000`);
  });

  test('finds a policy that lets one script run, by its hash, and loads nothing', async () => {
    const { page } = await open(hostileSample());
    const policy = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? '';
    expect(policy).toMatch(
      /default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]+'; style-src 'sha256-[A-Za-z0-9+/=]+';/,
    );
    expect(policy).not.toContain('unsafe');
  });

  test('gains nothing from names that every object has', async () => {
    const sampled = sample();
    const check = sampled.report.checks.find((each) => each.id === 'server.pause/success-status');
    Object.assign(check ?? {}, { exchanges: ['__proto__', 'constructor'], rows: ['constructor'] });
    const { page, incidents } = await open(sampled, '#/checks?check=server.pause/success-status');
    expect(await page.getByText('This exchange is not in the recording.').count()).toBe(2);
    await page.getByRole('link', { name: 'Document rows' }).click();
    await page.getByRole('heading', { name: 'Document rows' }).waitFor();
    expect(incidents).toEqual([]);
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
