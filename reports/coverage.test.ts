import { expect, test } from 'vitest';
import { formatSchema, validateInput } from '../schemas/input.ts';
import { contractOf } from '../specs/testing/verdicts.ts';
import { coverageOf } from './coverage.ts';
import { renderMarkdown } from './markdown.ts';
import { judgedSample } from './testing/judged.ts';

const { report, recording } = judgedSample();
const contract = contractOf('huawei');

test('the report of a whole run has each row of the documents with its state, as "conform coverage" gives it', () => {
  const { documents, rows } = coverageOf([contract], [report]);
  expect(report.coverage).toEqual(documents);
  expect(documents.map(({ id }) => id).sort()).toEqual(contract.documents.map(({ id }) => id).sort());
  for (const { id, state, reason } of rows)
    expect(report.rows[id]).toMatchObject({ state, ...(reason ? { reason } : {}) });
  expect(report.rows['huawei-ecs-guide#zone.list/response/availabilityZoneInfo']?.state).toBe('judged');
  expect(report.rows['huawei-ecs-guide#server.show/path/server_id']?.state).toBe('unjudged');
  expect(rows.every(({ state, reason }) => state === 'judged' || (reason?.en && reason.zh))).toBe(true);
  const excluded = Object.values(report.rows).filter(({ state }) => state === 'excluded');
  expect(excluded.length).toBeGreaterThan(0);
  expect(excluded.every(({ reason }) => reason?.en && reason.zh)).toBe(true);
  const data = { file: 'report.json', data: JSON.parse(JSON.stringify(report)), lineOf: () => undefined };
  expect(() => validateInput(data, formatSchema('report'))).not.toThrow();
});

test('every row that a check names is in the report, and has the ruling that touches it', () => {
  for (const check of report.checks) expect(check.rows.filter((id) => !report.rows[id])).toEqual([]);
  const touched = [...contract.rows.values()].filter(({ erratum }) => erratum);
  expect(touched.length).toBeGreaterThan(50);
  for (const { id, erratum } of touched) expect(report.rows[id]?.erratum?.id).toBe(erratum!.id);
});

test('a report on a part says nothing of coverage', () => {
  const part = judgedSample(['zone.list/*']).report;
  expect(part).not.toHaveProperty('coverage');
  expect(Object.values(part.rows).filter(({ state }) => state)).toEqual([]);
});

test('the summary has a line for each document, in both languages', () => {
  const one = report.coverage!.find(({ id }) => id === 'huawei-ecs-guide')!;
  const numbers = `${one.rows} | ${one.judged} | ${one.excluded} | ${one.unjudged} |`;
  const english = renderMarkdown(report, recording);
  expect(english).toContain('| Document | Rows | judged | excluded | unjudged |');
  expect(english).toContain(numbers);
  const chinese = renderMarkdown(report, recording, { lang: 'zh' });
  expect(chinese).toContain('| 文档 | 条目数 | 已判定 | 已排除 | 未判定 |');
  expect(chinese).toContain(numbers);
});
