import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Report } from './model.ts';
import { hostileSample, largeSample, sample } from './testing/sample.ts';

const SCHEMA = parse(readFileSync(new URL('../schemas/formats/report.yaml', import.meta.url), 'utf8'));

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(SCHEMA);

function faults(report: unknown): string[] {
  return validate(report) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

test.each([
  ['small', sample],
  ['hostile', hostileSample],
  ['large', () => largeSample(200)],
])('the %s sample keeps the schema of report.json', (_, make) => {
  expect(faults(JSON.parse(JSON.stringify(make().report)))).toEqual([]);
});

test.each<[string, (report: Report) => void]>([
  ['a failure without a finding', (report) => delete report.checks.find((check) => check.verdict === 'fail')?.finding],
  ['an open check without a reason', (report) => delete report.checks.find((check) => check.reason)?.reason],
  ['a verdict that there is not', (report) => Object.assign(report.checks[0] ?? {}, { verdict: 'ok' })],
  ['a member that there is not', (report) => Object.assign(report, { extra: 1 })],
  [
    'a waiver on a pass',
    (report) => Object.assign(report.checks.find((check) => check.waiver) ?? {}, { verdict: 'pass' }),
  ],
  ['another format version', (report) => Object.assign(report, { formatVersion: 2 })],
])('the schema refuses %s', (_, spoil) => {
  const { report } = sample();
  spoil(report);
  expect(faults(report)).not.toEqual([]);
});
