import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { renderHtml } from '../html/render.ts';
import { launchBrowser } from './browser.ts';
import type { Sample } from './sample.ts';

let browser: Browser;
let folder: string;
const pages: Page[] = [];

/** Call once in a test file: starts the browser and takes everything away in the end. */
export function useBrowser(): void {
  folder = temporaryFolder();
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
  });
  afterAll(() => browser?.close());
}

export interface Opened {
  page: Page;
  /** What went wrong on the page, and what it tried to load; must stay empty. */
  incidents: string[];
}

/** Renders a report into a file and opens that file, as a reader would, at a place in it. Closed after the test. */
export async function open(
  sampled: Sample,
  hash = '',
  options: BrowserContextOptions & { lang?: 'en' | 'zh' } = {},
): Promise<Opened> {
  const { lang, ...contextOptions } = options;
  const file = join(folder, `report-${pages.length}.html`);
  await writeFile(file, await renderHtml(sampled.report, sampled.recording, lang ? { lang } : {}));
  return openFile(file, hash, contextOptions);
}

/** Opens a page from its file, at a place in it. Closed after the test. */
export async function openFile(file: string, hash = '', contextOptions: BrowserContextOptions = {}): Promise<Opened> {
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
    if (request.url().split('#')[0] !== pathToFileURL(file).href) incidents.push(`request ${request.url()}`);
  });
  page.setDefaultTimeout(15_000);
  await page.goto(pathToFileURL(file).href + hash);
  await page.locator('main').waitFor();
  return { page, incidents };
}
