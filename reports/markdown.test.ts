import { expect, test } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import { hostileSample, largeSample, sample } from './testing/sample.ts';

function markdown({ report, recording } = sample(), lang: 'en' | 'zh' = 'en'): string {
  return renderMarkdown(report, recording, { lang });
}

test('failures come first, by operation, each with its finding and the line that repeats it', () => {
  const text = markdown();
  const at = (part: string) => {
    const index = text.indexOf(part);
    expect(index, part).toBeGreaterThan(-1);
    return index;
  };
  expect(text.startsWith('# ✕ Not conformant: Staging region 2\n')).toBe(true);
  expect(at('## Failures (2)')).toBeLessThan(at('## Faults of the suite (1)'));
  expect(at('## Faults of the suite (1)')).toBeLessThan(at('## Recommendations not followed (2)'));
  expect(at('## Recommendations not followed (2)')).toBeLessThan(at('## Waived failures (1)'));
  expect(at('## Waived failures (1)')).toBeLessThan(at('## Not observed (8)'));
  at('### `server.pause` Pause a server');
  at('- ✕ **must** `success-status` · `x7`\n  <br>Answered with 200 where the document states 202.');
  at('  curl -i -X POST https://cloud.example.com:8774/v2.1/servers/');
  at('| ✓ pass | 135 |');
});

test('names a few of the operations that were not observed', () => {
  const sampled = sample();
  for (const check of sampled.report.checks) Object.assign(check, { verdict: 'inconclusive', reason: 'interrupted' });
  expect(markdown(sampled)).toMatch(/- the run was interrupted: 157 \((`[\w.-]+`, ){8}…\)/);
});

test('speaks Chinese', () => {
  expect(markdown(sample(), 'zh')).toContain('# ✕ 不符合: Staging region 2');
});

test('text of a target stays text: no HTML, no link, no mention, no way out of a fence', () => {
  const sampled = hostileSample();
  const [exchange] = sampled.recording.exchanges.filter((each) => each.operation === 'server.pause');
  if (exchange) exchange.request.body = '```\n<b>out</b>\n````\n# heading';
  const lines = markdown(sampled).split('\n');
  let fence = '';
  const outside = lines.filter((line) => {
    const [, run = ''] = /^ *(`{3,})(?:sh)?$/.exec(line) ?? [];
    if (fence) {
      if (run.length >= fence.length) fence = '';
      return false;
    }
    fence = run;
    return !run;
  });
  expect(fence).toBe('');
  const text = outside.join('\n');
  const tags = new Set([...text.matchAll(/<[^>]*>/g)].map((match) => match[0]));
  expect([...tags].sort()).toEqual(['<!-- -->', '</details>', '</summary>', '<br>', '<details>', '<summary>']);
  expect(text).not.toMatch(/(?<!\\)\[/);
  expect(text).not.toMatch(/@\w/);
  expect(text).not.toContain('\n# heading');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: there must be none
  expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e\u2028]/);
});

test('stays small enough for a job page', () => {
  expect(markdown(largeSample(5000)).length).toBeLessThan(512 * 1024);
  expect(markdown(largeSample(5000))).toContain('Left out here: 400 more');
});
