import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../schemas/testing/temporary-folder.ts';
import { judge } from '../specs/judge/judge.ts';
import { readRecording } from '../specs/recording/read.ts';
import { RULES } from '../specs/rules/index.ts';
import { runTarget } from './run-target.ts';

// What EasyStack's document says in words, and as a limit or a precondition, can be seen to fail.

const folder = temporaryFolder();

async function failed(only: string[], deviations: string[]): Promise<string[]> {
  const out = path.join(folder, deviations[0]!);
  const { contract, recordingFile } = await runTarget({
    target: 'embedded:easystack',
    out,
    quiet: true,
    only,
    deviations,
  });
  const checks = judge(contract, readRecording(recordingFile), RULES, only);
  return checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}

test('a cloud that makes servers blindly fails each limit of a creation', async () => {
  const found = await failed(['server.create/*'], ['servers-made-blindly', 'password-not-made']);
  const wanted = [
    'refused/no-image',
    'refused/network-of-nothing',
    'refused/never-to-boot-from',
    'refused/image-to-local',
    'refused/two-swaps',
    'refused/swap-beyond-the-flavor',
    'refused/image-without-disk-resizing',
    'refused/hypervisor-as-member',
    'refused/unknown-hypervisor',
    'refused/shared-volume-too-early',
    'refused/quota-used-up',
    'refused/port-in-use',
    'statement/password-generated',
  ];
  expect(found).toEqual(expect.arrayContaining(wanted.map((name) => `server.create/${name}`)));
});

test('a cloud that asks nothing of the compute service fails that precondition, and nothing else', async () => {
  const only = ['server.pause/*', 'server.reboot/*'];
  expect((await failed(only, ['service-down-ignored'])).sort()).toEqual([
    'server.pause/service-up',
    'server.reboot/service-up',
  ]);
});
