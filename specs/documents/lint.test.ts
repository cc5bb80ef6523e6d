import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readYaml } from '../../schemas/input.ts';
import { matchesPattern } from '../contract/inventory.ts';
import { loadContract } from '../contract/load.ts';
import type { Erratum } from '../contract/types.ts';
import { isSettled, lintDocuments } from './lint.ts';
import { DOCUMENTS } from './read.ts';
import { Upstream } from './upstream.ts';

const EASYSTACK = 'easystack-compute-6.1.2';

let upstream: Upstream;
let copy: string;

beforeAll(() => {
  upstream = new Upstream();
  copy = mkdtempSync(path.join(os.tmpdir(), 'documents-'));
  cpSync(DOCUMENTS, copy, { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true }));

/** Lints a copy of the documents in which one file is changed. */
function lintChanged(file: string, change: (text: string) => string) {
  const target = path.join(copy, file);
  const text = readFileSync(target, 'utf8');
  const changed = change(text);
  expect(changed, `the change to ${file} has to change something`).not.toBe(text);
  writeFileSync(target, changed);
  try {
    return lintDocuments({ directory: copy, upstream });
  } finally {
    writeFileSync(target, text);
  }
}

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
    expect(all.filter(({ erratum }) => !erratum).map(({ finding }) => finding.id)).toEqual([]);
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
    const linted = lintChanged(
      `errata/${EASYSTACK}.yaml`,
      changeErrata((errata) => errata.filter(({ id }) => id !== 'paused')),
    );
    expect(isSettled(linted)).toBe(false);
    const unruled = linted.flatMap(({ findings }) => findings.filter(({ erratum }) => !erratum));
    expect(unruled.map(({ finding }) => finding.id)).toEqual([
      `${EASYSTACK}:state-name:server.create-image/state/precondition.status`,
      `${EASYSTACK}:state-name:server.unpause/state/precondition.status`,
    ]);
  });

  test('one on a contradiction that a reader found is missed as well', () => {
    const linted = lintChanged(
      `errata/${EASYSTACK}.yaml`,
      changeErrata((errata) => errata.filter(({ id }) => id !== 'token-projects')),
    );
    const unruled = linted.flatMap(({ findings }) => findings.filter(({ erratum }) => !erratum));
    expect(unruled.map(({ finding }) => finding.id)).toEqual([`${EASYSTACK}:reading:common/auth-projects`]);
  });

  test('one whose contradiction was mended is idle', () => {
    const linted = lintChanged(`${EASYSTACK}/server.unpause.yaml`, (text) => text.replace(', written: PAUSE', ''));
    expect(isSettled(linted)).toBe(false);
    expect(linted.flatMap(({ idle }) => idle).map(({ erratum, id }) => [erratum.id, id])).toEqual([
      ['paused', `${EASYSTACK}:state-name:server.unpause/state/precondition.status`],
    ]);
  });
});

/** What is planted: file, what to replace, by what, and the finding that is expected. */
const PLANTED: [string, string, string | RegExp, string, string][] = [
  ['a number where the table says string', `${EASYSTACK}/server.show.yaml`, '"name": "instance-REK4t4-9"', '"name": 7', `${EASYSTACK}:example-type:server.show/response/server.name/response-1`],
  ['null where the table names a type', `${EASYSTACK}/server.show.yaml`, '"status": "ACTIVE"', '"status": null', `${EASYSTACK}:example-null:server.show/response/server.status/response-1`],
  ['another type in one of the tables', `${EASYSTACK}/server.show.yaml`, '{name: server.key_name, type: string', '{name: server.key_name, type: integer', `${EASYSTACK}:type-disagreement:*/server.key_name`],
  ['a request member that no table lists', `${EASYSTACK}/server.resize.yaml`, '{"flavorRef": "214"}', '{"flavorRef": "214", "force": true}', `${EASYSTACK}:example-unlisted:server.resize/body/resize.force`],
  ['a response member that no table lists', `${EASYSTACK}/server.show.yaml`, '"locked": false,', '"locked": false, "locket": false,', `${EASYSTACK}:example-unlisted:server.show/response/server.locket`],
  ['a field that the example does not show any more', `${EASYSTACK}/server.show.yaml`, '"host_status": "UP",', '', `${EASYSTACK}:not-in-example:server.show/response/server.host_status`],
  ['a mandatory parameter taken out of the example', `${EASYSTACK}/server.resize.yaml`, '{"flavorRef": "214"}', '{}', `${EASYSTACK}:mandatory-missing:server.resize/body/resize.flavorRef/request-1`],
  ['a value that is not listed', `${EASYSTACK}/server.reboot.yaml`, '"type": "SOFT"', '"type": "GENTLE"', `${EASYSTACK}:enumeration:server.reboot/body/reboot.type/request-1`],
  ['a number beyond its range', `${EASYSTACK}/server.create.yaml`, '"progress": 0', '"progress": 101', `${EASYSTACK}:limit:server.create/limit/progress.maximum/response-1`],
  ['a text that is too long', 'huawei-bms-v1/baremetal.create.yaml', 'name: bms-6a1e', `name: ${'b'.repeat(64)}`, 'huawei-bms-v1:limit:baremetal.create/limit/server.name.maximum/request-3'],
  ['a text that is no UUID', 'huawei-ecs-guide/server.create.yaml', 'uuid: 11e8f727-d439-4ed1-b3b8-33f46c0379c4', 'uuid: image-1', 'huawei-ecs-guide:format:server.create/body/server.block_device_mapping_v2.uuid/request-1'],
  ['a state that there is not', `${EASYSTACK}/server.stop.yaml`, 'values: [SHUTOFF]', 'values: [STOPPED]', `${EASYSTACK}:state-name:server.stop/state/result.status`],
  ['another success code for one action', `${EASYSTACK}/server.stop.yaml`, '{name: "202"}', '{name: "204"}', `${EASYSTACK}:success-code:server.stop/status`],
  ['an error code that is not in the common table', `${EASYSTACK}/server.show.yaml`, '{name: "404"}', '{name: "418"}', `${EASYSTACK}:error-code:server.show/error/418`],
  ['a path parameter spelt otherwise', `${EASYSTACK}/server.stop.yaml`, '/servers/{server_id}/action', '/servers/{server-id}/action', `${EASYSTACK}:path-spelling:server.stop/path/server-id`],
  ['a request line with another path', `${EASYSTACK}/snapshot.delete.yaml`, '"DELETE /v2/images/', '"DELETE /v2/image/', `${EASYSTACK}:url:snapshot.delete/request-1/path`],
  ['a request line with an unknown parameter', `${EASYSTACK}/snapshot.list.yaml`, 'images?limit=20&', 'images?limit=20&order=up&', `${EASYSTACK}:url:snapshot.list/query/order`],
  ['a recommended microversion too low for its fields', `${EASYSTACK}/server.show.yaml`, 'value: "2.25"', 'value: "2.8"', `${EASYSTACK}:recommended-microversion:server.show/response/server.locked`],
  ['a note of another microversion than Nova\'s', `${EASYSTACK}/server.create.yaml`, 'name: server.description, type: string, mandatory: false, from: "2.19"', 'name: server.description, type: string, mandatory: false, from: "2.18"', `${EASYSTACK}:microversion-range:server.create/body/server.description`],
  ['an author\'s slip in an example', `${EASYSTACK}/server.stop.yaml`, 'where: "1.3 关闭云主机 请求示例"', 'where: "1.3"\n    broken: a bracket too many', `${EASYSTACK}:broken-example:server.stop/request/request-1`],
  ['a part that one edition lacks', 'huawei-ecs-guide/server.show.yaml', 'method: GET', 'editions: [en]\nmethod: GET', 'huawei-ecs-guide:edition:server.show'],
  ['a name that is written otherwise', `${EASYSTACK}/server.show.yaml`, '{name: server.key_name, ', '{name: server.key_name, written: keyname, ', `${EASYSTACK}:written-name:server.show/response/server.key_name`],
  ['a default of another type', `${EASYSTACK}/keypair.create.yaml`, 'mandatory: false, default: ssh', 'mandatory: false, default: 1', `${EASYSTACK}:default-value:keypair.create/body/keypair.type`],
  ['an answer with another value than was sent', `${EASYSTACK}/server.attach-volume.yaml`, /"device": "\/dev\/vdd",\n/, '"device": "/dev/vde",\n', `${EASYSTACK}:echo:server.attach-volume/response/volumeAttachment.device`],
  ['an operation that the release notes do not name', `${EASYSTACK}/server.lock.yaml`, '    - {name: permission,', '    - {name: precondition.service, values: [up]}\n    - {name: permission,', `${EASYSTACK}:release-notes:common/note/release-02.precondition.service/server.lock`],
  ['a contradiction that a reader found', `readings/${EASYSTACK}.yaml`, /^- id: /m, '- id: planted\n  operation: server.show\n  places: [{where: here, says: one}, {where: there, says: two}]\n- id: ', `${EASYSTACK}:reading:server.show/planted`],
];

describe('a contradiction planted into a copy is found', () => {
  test.each(PLANTED)('%s', (_what, file, from, to, expected) => {
    const linted = lintChanged(file, (text) => text.replace(from, to));
    const unruled = linted.flatMap(({ findings }) => findings.filter(({ erratum }) => !erratum));
    expect(unruled.map(({ finding }) => finding.id)).toContain(expected);
    expect(isSettled(linted)).toBe(false);
  });
});
