import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../schemas/testing/temporary-folder.ts';
import { judge } from '../specs/judge/judge.ts';
import type { Check } from '../specs/judge/types.ts';
import { readRecording } from '../specs/recording/read.ts';
import { RULES } from '../specs/rules/index.ts';
import { runTarget } from './run-target.ts';

// What Huawei's own services promise can be seen to fail: the embedded cloud does otherwise, several things at a time.

const folder = temporaryFolder();

async function failed(operation: string, deviations: string[]): Promise<{ checks: Check[]; failed: string[] }> {
  const out = path.join(folder, deviations[0]!);
  const run = { target: 'embedded:huawei', out, quiet: true, only: [`${operation}/*`], deviations };
  const { contract, recordingFile } = await runTarget(run);
  const checks = judge(contract, readRecording(recordingFile), RULES, [`${operation}/*`]);
  const short = ({ id, finding }: Check): string => `${id.slice(operation.length + 1)}: ${finding!.code}`;
  return { checks, failed: checks.filter(({ verdict }) => verdict === 'fail').map(short) };
}

const LIST = 'cloudserver.list-details';
const ORDER = 'baremetal.create';

describe('the list of ECS v1', () => {
  test('each wrong item and each wrong page is found, and nothing else is', async () => {
    const wrong = [
      ...['pages-without-end', 'not-tags-mean-tags', 'expiry-shown', 'progress-beyond-all', 'launch-index-negative'],
      ...['metadata-numbers', 'errors-without-message', 'bad-queries-accepted'],
    ];
    expect((await failed(LIST, wrong)).failed.sort()).toEqual([
      'error-body/401: error-member-missing',
      'invalid-query/offset-negative: refusal-missing',
      'paging/default: page-size',
      'query-effect/not-tags: query-misses',
      'response-field/servers: field-not',
      'response-field/servers[].OS-EXT-SRV-ATTR:launch_index: field-minimum',
      'response-field/servers[].metadata.*: field-type',
      'response-field/servers[].metadata: field-type',
      'response-field/servers[].progress: field-maximum',
      'response-limit/servers[].OS-EXT-SRV-ATTR:launch_index.minimum: limit-exceeded',
      'response-limit/servers[].progress.maximum: limit-exceeded',
    ]);
  });
});

describe('orders of BMS v1', () => {
  test('a cloud that takes any order fails each check on one that must be refused', async () => {
    const { checks, failed: found } = await failed(ORDER, ['orders-taken-blindly', 'jobs-lost']);
    const open = ['files', 'batch-public-ip', 'bandwidth-between-ends', 'bandwidth-fraction', 'bandwidth-text'];
    const refusals = checks.filter(({ rule }) => rule === 'refused').map(({ id }) => id.split('/').at(-1)!);
    expect(refusals.length).toBeGreaterThan(35);
    expect(found).toEqual(expect.arrayContaining(['task-found: task-lost']));
    expect(found.filter((line) => line.startsWith('refused/')).sort()).toEqual(
      refusals
        .filter((name) => !open.includes(name))
        .map((name) => `refused/${name}: refusal-missing`)
        .sort(),
    );
    expect(found.every((line) => /^(refused|bad-request|task-found)[/:]/.test(line))).toBe(true);
  });

  test('a cloud that takes the plainest alone fails what the document allows beside it, and the rest holds', async () => {
    const { failed: found } = await failed(ORDER, ['orders-plain-only', 'errors-without-code']);
    const rules = new Set(found.map((line) => line.replace(/[/:].*/, '')));
    expect(rules).toEqual(
      new Set(['success-status', 'example-accepted', 'documented-use', 'request-parameter', 'error-body']),
    );
    expect(found.filter((line) => line.startsWith('documented-use/'))).toEqual(
      expect.arrayContaining(
        ['tags', 'password-user-data', 'windows-passwords', 'port', 'port-alone', 'public-ip', 'traffic'].map(
          (name) => `documented-use/${name}: use-refused`,
        ),
      ),
    );
  });
});
