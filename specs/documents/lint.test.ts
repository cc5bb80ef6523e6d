import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../schemas/input.ts';
import { matchesPattern } from '../contract/inventory.ts';
import { loadContract } from '../contract/load.ts';
import type { Erratum } from '../contract/types.ts';
import { isSettled, lintDocuments } from './lint.ts';
import { DOCUMENTS } from './read.ts';
import { CopiedDocuments, unruled } from './testing.ts';

const EASYSTACK = 'easystack-compute-6.1.2';

const copy = new CopiedDocuments();

function changeErrata(change: (errata: Erratum[]) => unknown): (text: string) => string {
  return () => {
    const errata = readYaml(path.join(DOCUMENTS, 'errata', `${EASYSTACK}.yaml`)).data as Erratum[];
    return stringify(change(errata));
  };
}

describe('the documents', () => {
  const linted = lintDocuments();
  const all = linted.flatMap(({ findings }) => findings);

  test('every finding has a ruling, and every ruling a finding', () => {
    expect(unruled(linted).map(({ id }) => id)).toEqual([]);
    expect(linted.flatMap(({ idle }) => idle.map(({ id }) => id))).toEqual([]);
    expect(isSettled(linted)).toBe(true);
  });

  test('contradict themselves in more places than an independent reading found', () => {
    expect(all.length).toBeGreaterThan(600);
    expect(linted.flatMap(({ document }) => document.errata).length).toBeGreaterThan(100);
    expect(linted.map(({ findings }) => findings.length).every((count) => count > 20)).toBe(true);
  });

  test('each finding has an id of its own and at least two places', () => {
    const ids = all.map(({ finding }) => finding.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(all.filter(({ finding }) => finding.places.length < 2).map(({ finding }) => finding.id)).toEqual([]);
  });

  test('no finding is ruled on twice, and no ruling has the id of another', () => {
    for (const { document } of linted) {
      const ids = document.errata.map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      const ruled = document.errata.flatMap(({ findings }) => findings);
      expect(ruled.filter((id, index) => ruled.indexOf(id) !== index)).toEqual([]);
    }
  });

  test('rows that a ruling touches are rows of its document', () => {
    const rows = ['easystack', 'huawei'].flatMap((profile) => [...loadContract(profile).rows.keys()]);
    const patterns = linted.flatMap(({ document }) => document.errata.flatMap((erratum) => erratum.rows));
    expect(patterns.filter((pattern) => !rows.some((id) => matchesPattern(pattern, id)))).toEqual([]);
  });

  test('a ruling on what is said of a row touches that row, so that its verdicts show it', () => {
    const rows = ['easystack', 'huawei'].flatMap((profile) => [...loadContract(profile).rows.keys()]);
    const untouched = linted.flatMap(({ document }) =>
      document.errata.flatMap(({ findings, rows: patterns }) =>
        findings
          .map((id) => id.replace(/^([^:]+):[^:]+:/, '$1#'))
          .flatMap((subject) => rows.filter((row) => subject === row || subject.startsWith(`${row}/`)))
          .filter((row) => !patterns.some((pattern) => matchesPattern(pattern, row))),
      ),
    );
    expect(untouched).toEqual([]);
  });

  test('what a ruling does reaches the contract', () => {
    const { rows } = loadContract('easystack');
    const row = rows.get(`${EASYSTACK}#server.live-migrate/body/os-migrateLive.disk_over_commit`)!;
    expect(row.level).toBe('may');
    expect(row.erratum?.id).toContain('live-migrate-overcommit');
    expect(rows.get(`${EASYSTACK}#server.create/response/server.status`)?.erratum?.effect).toEqual({ optional: true });
    expect(rows.get(`${EASYSTACK}#server.create/response/server.id`)?.erratum?.effect).toBeUndefined();
  });
});

describe('rulings', () => {
  test('without one, its findings are unruled', () => {
    const linted = copy.lintChanged(
      `errata/${EASYSTACK}.yaml`,
      changeErrata((errata) => errata.filter(({ id }) => id !== 'paused')),
    );
    expect(isSettled(linted)).toBe(false);
    expect(unruled(linted).map(({ id }) => id)).toEqual([
      `${EASYSTACK}:state-name:server.create-image/state/precondition.status`,
      `${EASYSTACK}:state-name:server.unpause/state/precondition.status`,
    ]);
  });

  test('one on a contradiction that a reader found is missed as well', () => {
    const linted = copy.lintChanged(
      `errata/${EASYSTACK}.yaml`,
      changeErrata((errata) => errata.filter(({ id }) => id !== 'token-projects')),
    );
    expect(unruled(linted).map(({ id }) => id)).toEqual([`${EASYSTACK}:reading:common/auth-projects`]);
  });

  test('one whose contradiction was mended is idle', () => {
    const linted = copy.lintChanged(`${EASYSTACK}/server.unpause.yaml`, (text) => text.replace(', written: PAUSE', ''));
    expect(isSettled(linted)).toBe(false);
    expect(linted.flatMap(({ idle }) => idle).map(({ erratum, id }) => [erratum.id, id])).toEqual([
      ['paused', `${EASYSTACK}:state-name:server.unpause/state/precondition.status`],
    ]);
  });
});
