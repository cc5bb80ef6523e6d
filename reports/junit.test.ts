import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderJUnit } from './junit.ts';
import { launchBrowser } from './testing/browser.ts';
import type { Sample } from './testing/sample.ts';
import { HOSTILE, hostileSample, sample } from './testing/sample.ts';

/** What a reader of the XML finds in a test case. */
interface Case {
  className: string;
  name: string;
  /** `failure`, `error`, `skipped`, or nothing for a pass. */
  outcome: string | null;
  message: string | null;
  type: string | null;
  text: string;
}

describe('the JUnit report', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  /** Reads XML with the parser of a browser, which accepts no XML that is not well formed. */
  async function read({ report, recording }: Sample): Promise<{ cases: Case[]; counts: string }> {
    return page.evaluate(
      (xml) => {
        const document = new DOMParser().parseFromString(xml, 'application/xml');
        const fault = document.querySelector('parsererror');
        if (fault) throw new Error(fault.textContent ?? 'not well formed');
        const cases = [...document.querySelectorAll('testcase')].map((element) => {
          const outcome = element.querySelector('failure, error, skipped');
          return {
            className: element.getAttribute('classname') ?? '',
            name: element.getAttribute('name') ?? '',
            outcome: outcome?.tagName ?? null,
            message: outcome?.getAttribute('message') ?? null,
            type: outcome?.getAttribute('type') ?? null,
            text: outcome?.textContent ?? '',
          };
        });
        const root = document.documentElement;
        return {
          cases,
          counts: ['tests', 'failures', 'errors', 'skipped'].map((name) => root.getAttribute(name)).join(' '),
        };
      },
      renderJUnit(report, recording),
    );
  }

  test('has one test case for each check, under its operation', async () => {
    const sampled = sample();
    const { cases, counts } = await read(sampled);
    expect(cases.map((each) => each.name).sort()).toEqual(sampled.report.checks.map((check) => check.id).sort());
    expect(cases.every((each) => each.name.startsWith(`${each.className}/`))).toBe(true);
    expect(counts).toBe('157 4 1 17');
  });

  test('tells each verdict with its reason', async () => {
    const { cases } = await read(sample());
    const find = (name: string) => cases.find((each) => each.name === name);
    expect(find('server.stop/success-status')?.outcome).toBeNull();
    expect(find('server.pause/success-status')).toMatchObject({
      outcome: 'failure',
      type: 'must',
      message: 'Answered with 200 where the document states 202.',
    });
    expect(find('server.pause/success-status')?.text).toContain('curl -i -X POST');
    expect(find('server.pause/success-status')?.text).toContain('Expected: [202]\nActual: 200');
    expect(find('server.migrate/success-status')).toMatchObject({ outcome: 'skipped' });
    expect(find('server.migrate/success-status')?.message).toContain('inconclusive (precondition): The server that');
    expect(find('aggregate.add-host/success-status')?.message).toContain('not applicable (not-permitted)');
    expect(find('keypair.import/success-status')?.message).toContain('fail, waived: Ticket 4711');
    expect(find('flavor.list-details/error-body')).toMatchObject({ outcome: 'error', type: 'rule-threw' });
  });

  test('is well formed whatever a target says, and loses none of it', async () => {
    const { cases } = await read(hostileSample());
    const failure = cases.find((each) => each.name === 'server.pause/success-status');
    expect(cases).toHaveLength(157);
    expect(failure?.text).toContain(HOSTILE.slice(0, HOSTILE.indexOf(']]>')));
    expect(failure?.text).toContain('\\u001b[31m\\u202e\\u2028\\u0000');
  });
});
