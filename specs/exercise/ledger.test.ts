import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { ledgerFile, openLedger, openLedgers, readLedger } from './ledger.ts';

const HEADER = { run: 'r1', target: 'lab', startedAt: '2026-01-01T00:00:00.000Z' };
const SERVER = { kind: 'server', name: 'conform-r1-1', service: 'compute', identity: 'member' };
const IMAGE = { kind: 'image', name: 'conform-r1-2', service: 'image', identity: 'member' };

let folder = '';
let file = '';
beforeEach(() => {
  folder = path.join(temporaryFolder(), 'ledgers');
  file = ledgerFile('r1', folder);
});

it('knows what is owned, last made first', () => {
  const ledger = openLedger(file, HEADER);
  const server = ledger.intent(SERVER);
  const image = ledger.intent(IMAGE);
  ledger.created(server, 's-1');
  expect(ledger.owned()).toEqual([
    { key: 'l2', ...IMAGE, id: null, removed: false },
    { key: 'l1', ...SERVER, id: 's-1', removed: false },
  ]);
  ledger.removed(image);
  ledger.removed(image);
  expect(ledger.owned().map(({ id }) => id)).toEqual(['s-1']);
  ledger.close();
  expect(readLedger(file)).toEqual({
    header: HEADER,
    entries: [
      { key: 'l1', ...SERVER, id: 's-1', removed: false },
      { key: 'l2', ...IMAGE, id: null, removed: true },
    ],
  });
});

it('has the intent on disk before anything is asked of the target', () => {
  const ledger = openLedger(file, HEADER);
  ledger.intent(SERVER);
  expect(readLedger(file).entries).toEqual([{ key: 'l1', ...SERVER, id: null, removed: false }]);
});

it('goes on where a killed run stopped, and leaves a torn line out', () => {
  const ledger = openLedger(file, HEADER);
  ledger.created(ledger.intent(SERVER), 's-1');
  ledger.intent(IMAGE);
  ledger.close();
  appendFileSync(file, '{"type":"intent","key":"l3","ki');
  expect(readLedger(file).entries).toHaveLength(2);

  const again = openLedger(file, { ...HEADER, run: 'another' });
  expect(again.header).toEqual(HEADER);
  for (const entry of again.owned()) again.removed(entry);
  expect(again.intent(SERVER).key).toBe('l3');
  again.close();
  expect(readLedger(file).entries.map(({ removed }) => removed)).toEqual([true, true, false]);
});

it('lists the ledgers that still own something, the oldest first, and says whose run goes on', () => {
  expect(openLedgers(folder)).toEqual([]);
  const done = openLedger(ledgerFile('done', folder), { ...HEADER, run: 'done' });
  done.removed(done.intent(SERVER));
  const late = openLedger(ledgerFile('a-late', folder), {
    run: 'late',
    target: 'lab',
    startedAt: '2026-02-01T00:00:00.000Z',
  });
  late.intent(SERVER);
  openLedger(file, HEADER).intent(IMAGE);
  writeFileSync(path.join(folder, 'empty.jsonl'), '');
  mkdirSync(path.join(folder, 'other'));
  expect(openLedgers(folder).map(({ header, owned, running }) => [header.run, owned.length, running])).toEqual([
    ['r1', 1, false],
    ['late', 1, false],
  ]);

  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  const text = readFileSync(file, 'utf8');
  const claim = (id: number, machine = hostname()): boolean | undefined => {
    writeFileSync(file, text.replace(/"process":\d+,"machine":"[^"]*"/, `"process":${id},"machine":"${machine}"`));
    return openLedgers(folder)[0]?.running;
  };
  expect(claim(process.ppid)).toBe(true);
  expect(claim(process.ppid, 'elsewhere')).toBe(false);
  expect(claim(gone)).toBe(false);
});

it('refuses what is no ledger', () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, '{"type":"header","formatVersion":7}\n');
  expect(() => readLedger(file)).toThrow(
    ':1: format version 7 is not known here (1 is); use the release that wrote this ledger, or a later one',
  );
  writeFileSync(file, 'hello\n');
  expect(() => openLedger(file, HEADER)).toThrow(':1: not a line of a ledger: a JSON object is expected');
});
