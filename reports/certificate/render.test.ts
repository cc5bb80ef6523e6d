import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report, ReportLevels } from '../model.ts';
import type { Statement } from '../signing/types.ts';
import { launchBrowser } from '../testing/browser.ts';
import { reportWithLevels } from '../testing/levels.ts';
import { HOSTILE } from '../testing/sample.ts';
import { type CertificateSignature, renderCertificate } from './render.ts';

type Reached = Report & { levels: ReportLevels & { reached: string } };

const signature: CertificateSignature = {
  signer: 'SHA256:+cQyV67vR0mXFhaNpIYSpoW1AGEnfMK/KE7vnp80SYc',
  statement: {
    signedAt: '2026-03-02T08:00:00.000Z',
    expires: '2027-03-01',
    target: { name: 'x', profile: 'easystack', fingerprint: 'cd'.repeat(32) },
  } as Statement,
};

/** A certificate that is as full as it can get: long names, many waivers, documents, an unfavourable remark. */
function fullest(name = `Region ${'north-east '.repeat(40)}`): Reached {
  const report = reportWithLevels() as Reached;
  const waivers = Array.from({ length: 30 }, (_, index) => ({
    owner: HOSTILE,
    reason: `${index} ${HOSTILE.repeat(9)}`,
    expires: '2026-12-31',
  }));
  const [first] = report.checks;
  report.checks.push(...waivers.map((waiver) => ({ ...first!, verdict: 'fail' as const, waiver })));
  for (const capability of report.levels.capabilities) capability.waived = 99;
  report.target.name = name;
  report.documents = Object.fromEntries(
    Array.from({ length: 3 }, (_, index) => [
      `d${index}`,
      { title: { en: 'A long title of a document', zh: '文档标题' }, edition: 'v6.1.2' },
    ]),
  );
  return report;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe('a certificate', () => {
  test.each([
    ['en', fullest(), signature],
    ['zh', fullest(), signature],
    ['en', reportWithLevels({ profile: 'huawei' }) as Reached, undefined],
  ] as const)('is one page, in %s', async (lang, report, signed) => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => problems.push(request.url()));
    await page.setContent(renderCertificate(report, { lang, ...(signed ? { signature: signed } : {}) }));
    for (const size of [{ preferCSSPageSize: true }, { format: 'Letter' }] as const) {
      const pdf = (await page.pdf(size)).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page[^s]/g)).toHaveLength(1);
    }
    expect(problems).toEqual([]);
    await page.close();
  });

  test('names the level, what it rests on, and who signed', () => {
    const html = renderCertificate(reportWithLevels() as Reached, { signature });
    for (const part of [
      'Staging region 2',
      '>Administration<',
      'easystack/2026-11',
      signature.signer,
      '2027-03-01',
      'cd'.repeat(32),
      'conform verify',
    ])
      expect(html).toContain(part);
    expect(html).toMatch(/Each of the [\d,]+ checks that the level requires was observed/);
    expect(renderCertificate(reportWithLevels() as Reached)).toContain('The report is not signed');
  });

  test('counts in no capability above the level, and tells of failures beyond it', () => {
    const report = reportWithLevels({ verdicts: { 'server.attach-volume/success-status/200': 'fail' } }) as Reached;
    const html = renderCertificate(report, {});
    expect(report.levels.reached).toBe('lifecycle');
    expect(html).toMatch(/class="unmet">–<\/span> Recycle bin<\/span><span class="count">not reached/);
    expect(html).toContain('Beyond this level the contract was broken in 3 places');
  });

  test('cannot be broken out of', () => {
    const html = renderCertificate(fullest(HOSTILE), { signature });
    expect(html).not.toMatch(/<img|<script|\u202e/);
  });
});
