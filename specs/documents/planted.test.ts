import { describe, expect, test } from 'vitest';
import { isSettled } from './lint.ts';
import { CopiedDocuments, unruled } from './testing.ts';

const EASYSTACK = 'easystack-compute-6.1.2';

const copy = new CopiedDocuments();

/** What is planted: file, what to replace, by what, and the finding that is expected. */
const PLANTED: [string, string, string | RegExp, string, string][] = [
  [
    'a number where the table says string',
    `${EASYSTACK}/server.show.yaml`,
    '"name": "instance-REK4t4-9"',
    '"name": 7',
    `${EASYSTACK}:example-type:server.show/response/server.name/response-1`,
  ],
  [
    'null where the table names a type',
    `${EASYSTACK}/server.show.yaml`,
    '"status": "ACTIVE"',
    '"status": null',
    `${EASYSTACK}:example-null:server.show/response/server.status/response-1`,
  ],
  [
    'another type in one of the tables',
    `${EASYSTACK}/server.show.yaml`,
    '{name: server.key_name, type: string',
    '{name: server.key_name, type: integer',
    `${EASYSTACK}:type-disagreement:*/server.key_name`,
  ],
  [
    'a request member that no table lists',
    `${EASYSTACK}/server.resize.yaml`,
    '{"flavorRef": "214"}',
    '{"flavorRef": "214", "force": true}',
    `${EASYSTACK}:example-unlisted:server.resize/body/resize.force`,
  ],
  [
    'a response member that no table lists',
    `${EASYSTACK}/server.show.yaml`,
    '"locked": false,',
    '"locked": false, "locket": false,',
    `${EASYSTACK}:example-unlisted:server.show/response/server.locket`,
  ],
  [
    'a field that the example does not show any more',
    `${EASYSTACK}/server.show.yaml`,
    '"host_status": "UP",',
    '',
    `${EASYSTACK}:not-in-example:server.show/response/server.host_status`,
  ],
  [
    'a mandatory parameter taken out of the example',
    `${EASYSTACK}/server.resize.yaml`,
    '{"flavorRef": "214"}',
    '{}',
    `${EASYSTACK}:mandatory-missing:server.resize/body/resize.flavorRef/request-1`,
  ],
  [
    'a value that is not listed',
    `${EASYSTACK}/server.reboot.yaml`,
    '"type": "SOFT"',
    '"type": "GENTLE"',
    `${EASYSTACK}:enumeration:server.reboot/body/reboot.type/request-1`,
  ],
  [
    'a number beyond its range',
    `${EASYSTACK}/server.create.yaml`,
    '"progress": 0',
    '"progress": 101',
    `${EASYSTACK}:limit:server.create/limit/progress.maximum/response-1`,
  ],
  [
    'a text that is too long',
    'huawei-bms-v1/baremetal.create.yaml',
    'name: bms-6a1e',
    `name: ${'b'.repeat(64)}`,
    'huawei-bms-v1:limit:baremetal.create/limit/server.name.maximum/request-3',
  ],
  [
    'a text that is no UUID',
    'huawei-ecs-guide/server.create.yaml',
    'uuid: 11e8f727-d439-4ed1-b3b8-33f46c0379c4',
    'uuid: image-1',
    'huawei-ecs-guide:format:server.create/body/server.block_device_mapping_v2.uuid/request-1',
  ],
  [
    'a state that there is not',
    `${EASYSTACK}/server.stop.yaml`,
    'values: [SHUTOFF]',
    'values: [STOPPED]',
    `${EASYSTACK}:state-name:server.stop/state/result.status`,
  ],
  [
    'another success code for one action',
    `${EASYSTACK}/server.stop.yaml`,
    '{name: "202"}',
    '{name: "204"}',
    `${EASYSTACK}:success-code:server.stop/status`,
  ],
  [
    'an error code that is not in the common table',
    `${EASYSTACK}/server.show.yaml`,
    '{name: "404"}',
    '{name: "418"}',
    `${EASYSTACK}:error-code:server.show/error/418`,
  ],
  [
    'a path parameter spelt otherwise',
    `${EASYSTACK}/server.stop.yaml`,
    '/servers/{server_id}/action',
    '/servers/{server-id}/action',
    `${EASYSTACK}:path-spelling:server.stop/path/server-id`,
  ],
  [
    'a request line with another path',
    `${EASYSTACK}/snapshot.delete.yaml`,
    '"DELETE /v2/images/',
    '"DELETE /v2/image/',
    `${EASYSTACK}:url:snapshot.delete/request-1/path`,
  ],
  [
    'a request line with an unknown parameter',
    `${EASYSTACK}/snapshot.list.yaml`,
    'images?limit=20&',
    'images?limit=20&order=up&',
    `${EASYSTACK}:url:snapshot.list/query/order`,
  ],
  [
    'a recommended microversion too low for its fields',
    `${EASYSTACK}/server.show.yaml`,
    'value: "2.25"',
    'value: "2.8"',
    `${EASYSTACK}:recommended-microversion:server.show/response/server.locked`,
  ],
  [
    "a note of another microversion than Nova's",
    `${EASYSTACK}/server.create.yaml`,
    'name: server.description, type: string, mandatory: false, from: "2.19"',
    'name: server.description, type: string, mandatory: false, from: "2.18"',
    `${EASYSTACK}:microversion-range:server.create/body/server.description`,
  ],
  [
    "an author's slip in an example",
    `${EASYSTACK}/server.stop.yaml`,
    'where: "1.3 关闭云主机 请求示例"',
    'where: "1.3"\n    broken: a bracket too many',
    `${EASYSTACK}:broken-example:server.stop/request/request-1`,
  ],
  [
    'a part that one edition lacks',
    'huawei-ecs-guide/server.show.yaml',
    'method: GET',
    'editions: [en]\nmethod: GET',
    'huawei-ecs-guide:edition:server.show',
  ],
  [
    'a name that is written otherwise',
    `${EASYSTACK}/server.show.yaml`,
    '{name: server.key_name, ',
    '{name: server.key_name, written: keyname, ',
    `${EASYSTACK}:written-name:server.show/response/server.key_name`,
  ],
  [
    'a default of another type',
    `${EASYSTACK}/keypair.create.yaml`,
    'mandatory: false, default: ssh',
    'mandatory: false, default: 1',
    `${EASYSTACK}:default-value:keypair.create/body/keypair.type`,
  ],
  [
    'an answer with another value than was sent',
    `${EASYSTACK}/server.attach-volume.yaml`,
    /"device": "\/dev\/vdd",\n/,
    '"device": "/dev/vde",\n',
    `${EASYSTACK}:echo:server.attach-volume/response/volumeAttachment.device`,
  ],
  [
    'an operation that the release notes do not name',
    `${EASYSTACK}/server.lock.yaml`,
    '    - {name: permission,',
    '    - {name: precondition.service, values: [up]}\n    - {name: permission,',
    `${EASYSTACK}:release-notes:common/note/release-02.precondition.service/server.lock`,
  ],
  [
    'a contradiction that a reader found',
    `readings/${EASYSTACK}.yaml`,
    /^- id: /m,
    '- id: planted\n  operation: server.show\n  places: [{where: here, says: one}, {where: there, says: two}]\n- id: ',
    `${EASYSTACK}:reading:server.show/planted`,
  ],
];

describe('a contradiction planted into a copy is found', () => {
  test.each(PLANTED)('%s', (_what, file, from, to, expected) => {
    const linted = copy.lintChanged(file, (text) => text.replace(from, to));
    expect(unruled(linted).map(({ id }) => id)).toContain(expected);
    expect(isSettled(linted)).toBe(false);
  });
});
