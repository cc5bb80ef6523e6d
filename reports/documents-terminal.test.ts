import { describe, expect, test } from 'vitest';
import { lintDocuments } from '../specs/documents/lint.ts';
import { DOCUMENT_RULES } from '../specs/documents/rules/index.ts';
import { renderDocuments } from './documents-terminal.ts';

describe('the contradictions for people', () => {
  const linted = lintDocuments({ only: ['huawei-bms-v1'] });

  test('stand by their rulings, with both places', () => {
    const text = renderDocuments(linted, DOCUMENT_RULES);
    expect(text).toMatch(/^huawei-bms-v1 {2}\d+ contradictions, \d+ rulings\n/);
    expect(text).toContain('  iptype\n    Table 11 has 5_bgp and 5_sbgp');
    expect(text).toContain('Table 11, body server.publicip.eip.iptype: one of "5_bgp", "5_sbgp"');
    expect(text).toContain('(request-2/server/publicip/eip/iptype): "5_bpg"');
    expect(text).toContain('bandwidth-size  [level should]');
    expect(text).toMatch(/Every contradiction has a ruling\.\n$/);
  });

  test('say how many are left out where only the first ones are shown', () => {
    const text = renderDocuments(linted, DOCUMENT_RULES, { each: 1 });
    expect(text).toContain('… 1 more');
    expect(text).toMatch(/--all shows all of them.*\n$/);
  });

  test('come in Chinese', () => {
    const text = renderDocuments(linted, DOCUMENT_RULES, { lang: 'zh' });
    expect(text).toContain('表 11 为 5_bgp');
    expect(text).toContain('示例取值与所列取值');
    expect(text).toMatch(/所有矛盾均有裁定。\n$/);
  });

  test('begin with those that have no ruling, each with file and line', () => {
    const [document] = linted;
    const [first, ...others] = document!.findings;
    const changed = [
      {
        ...document!,
        findings: [{ finding: first!.finding }, ...others],
        idle: [{ erratum: first!.erratum!, id: 'gone' }],
      },
    ];
    const text = renderDocuments(changed, DOCUMENT_RULES);
    expect(text.split('\n')[2]).toBe('  Without a ruling (1)');
    expect(text).toMatch(
      new RegExp(`${first!.finding.id}[^]*fixtures/documents/huawei-bms-v1/baremetal.create.yaml:\\d+`),
    );
    expect(text).toMatch(
      /Ruled on, but found no more \(1\)\n {4}\S+: gone {2}fixtures\/documents\/errata\/huawei-bms-v1.yaml:\d+/,
    );
    expect(text).not.toContain('Every contradiction has a ruling');
  });

  test('have no colour unless asked for', () => {
    expect(renderDocuments(linted, DOCUMENT_RULES)).not.toContain('\u001b');
    expect(renderDocuments(linted, DOCUMENT_RULES, { colour: true })).toContain('\u001b[1mhuawei-bms-v1');
  });
});
