import { readFileSync } from 'node:fs';
import { describe, inject, test } from 'vitest';
import { loadContract } from './contract/load.ts';
import { isHindered } from './judge/hindered.ts';
import { judge } from './judge/judge.ts';
import type { Check } from './judge/types.ts';
import { readRecording } from './recording/read.ts';
import { RULES } from './rules/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `reportFile`: where somebody judged the recording already, so that it need not be done again. */
    conformance: { profile: string; recordingFile: string; only: string[] | null; reportFile: string | null };
  }
  interface TaskMeta {
    /** What a test was about, for reporters. */
    conformance?: { profile: string; checks: Check[] };
  }
}

// Each operation × rule is one test: its checks are judged by the recording that the run has made, or was given.
const { profile, recordingFile, only, reportFile } = inject('conformance');
const checks = reportFile
  ? (JSON.parse(readFileSync(reportFile, 'utf8')) as { checks: Check[] }).checks
  : judge(loadContract(profile), readRecording(recordingFile), RULES, only ?? undefined);

for (const [operation, ofOperation] of groupBy(checks, (check) => check.operation)) {
  describe(operation, () => {
    for (const [rule, ofRule] of groupBy(ofOperation, (check) => check.rule)) {
      test(rule, async (context) => {
        context.task.meta.conformance = { profile, checks: ofRule };
        const remarks = ofRule.filter((check) => check.verdict === 'fail' && (check.level !== 'must' || check.waiver));
        for (const check of remarks) await context.annotate(textOf(check), 'warning');
        const telling = ofRule.filter((check) => isFailure(check) && !remarks.includes(check));
        if (telling.length > 0) throw new Error(telling.map(textOf).join('\n'));
        if (ofRule.every((check) => check.verdict === 'not-applicable')) context.skip(textOf(ofRule[0]!));
      });
    }
  });
}

/** What makes a test fail: a failure, a fault of the suite, and a must that something stood in the way of. */
function isFailure(check: Check): boolean {
  if (check.verdict === 'fail' || check.verdict === 'error') return true;
  return isHindered(check);
}

function textOf(check: Check): string {
  const text = check.finding?.message.en ?? check.detail?.en ?? check.reason ?? '';
  return `${check.verdict}${check.flaky ? ' (flaky)' : ''}: ${check.id}: ${text}${check.exchanges[0] ? ` (${check.exchanges[0]})` : ''}`;
}

function groupBy<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
