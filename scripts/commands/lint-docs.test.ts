import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { DOCUMENTS } from '../../specs/documents/read.ts';
import { ROOT } from '../suite.ts';

const folder = temporaryFolder();

function lintDocs(...args: string[]) {
  return spawnSync(process.execPath, [path.join(ROOT, 'scripts/conform.mjs'), 'lint-docs', ...args], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
    encoding: 'utf8',
  });
}

describe('conform lint-docs', () => {
  test('lists the contradictions and their rulings, and exits with 0 as all are ruled on', () => {
    const { status, stdout, stderr } = lintDocs('--profile', 'huawei');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain('huawei-bms-v1');
    expect(stdout).toContain('huawei-ecs-guide');
    expect(stdout).not.toContain('easystack-compute-6.1.2  ');
    expect(stdout).toContain('Every contradiction has a ruling.');
  });

  test('gives them as JSON and as SARIF', () => {
    const { status, stdout } = lintDocs('--document', 'huawei-bms-v1', '--json', '--sarif', 'found.sarif');
    expect(status).toBe(0);
    const { settled, documents } = JSON.parse(stdout);
    expect(settled).toBe(true);
    expect(documents).toHaveLength(1);
    expect(documents[0].findings[0]).toMatchObject({
      id: expect.stringMatching(/^huawei-bms-v1:/),
      places: [{ where: expect.any(String), says: expect.any(String), line: expect.any(Number) }, expect.anything()],
      ruling: { id: expect.any(String), en: expect.any(String), zh: expect.any(String) },
    });
    const sarif = JSON.parse(readFileSync(path.join(folder, 'found.sarif'), 'utf8'));
    expect(sarif.runs[0].results).toHaveLength(documents[0].findings.length);
  });

  test('exits with 1 for a contradiction without a ruling, and names it', () => {
    const copy = path.join(folder, 'documents');
    cpSync(DOCUMENTS, copy, { recursive: true });
    const file = path.join(copy, 'huawei-bms-v1/baremetal.create.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('periodType: month', 'periodType: decade'));
    const { status, stdout } = lintDocs('--folder', 'documents', '--document', 'huawei-bms-v1');
    expect(status).toBe(1);
    expect(stdout).toContain('Without a ruling (1)');
    expect(stdout).toContain('huawei-bms-v1:enumeration:baremetal.create/body/server.extendparam.periodType/request-1');
    expect(stdout).toMatch(/documents\/huawei-bms-v1\/baremetal\.create\.yaml:\d+/);
  });

  test('exits with 2 and one sentence for a document that there is not', () => {
    const { status, stderr } = lintDocs('--document', 'nowhere');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^conform: there is no document "nowhere"; choose of .*huawei-bms-v1.*\n$/);
  });

  test('exits with 2 and the place for a ruling that is not of its form', () => {
    const copy = path.join(folder, 'broken');
    cpSync(DOCUMENTS, copy, { recursive: true });
    writeFileSync(path.join(copy, 'errata/huawei-bms-v1.yaml'), '- id: half\n  findings: []\n');
    const { status, stderr } = lintDocs('--folder', 'broken');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^conform: broken\/errata\/huawei-bms-v1\.yaml:\d+: /);
  });
});
