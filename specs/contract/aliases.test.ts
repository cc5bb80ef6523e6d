import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { currentId, idsOf, loadAliases, namesCheck } from './aliases.ts';
import type { Alias } from './types.ts';

const folder = temporaryFolder();

const aliases: Alias[] = [
  { from: '*/success-code/*', to: '*/success-status/*', date: '2026-01-01' },
  { from: 'server.halt/success-status/*', to: 'server.stop/success-status/*', date: '2026-02-01' },
];

describe('a renamed check', () => {
  test('is known by its new id, over several renamings', () => {
    expect(currentId('server.halt/success-code/202', aliases)).toBe('server.stop/success-status/202');
    expect(currentId('server.stop/success-status/202', aliases)).toBe('server.stop/success-status/202');
    expect(currentId('server.stop/no-token', aliases)).toBe('server.stop/no-token');
  });

  test('is named by patterns of any of its ids', () => {
    const id = 'server.stop/success-status/202';
    expect(idsOf(id, aliases)).toEqual([
      id,
      'server.halt/success-status/202',
      'server.stop/success-code/202',
      'server.halt/success-code/202',
    ]);
    for (const pattern of ['server.halt/success-code/*', 'server.stop/success-code/202', 'server.stop/*', '*/202'])
      expect(namesCheck(pattern, id, aliases), pattern).toBe(true);
    for (const pattern of ['server.halt/no-token', 'server.halt/success-code'])
      expect(namesCheck(pattern, id, aliases), pattern).toBe(false);
  });
});

describe('the file of aliases', () => {
  const read = (aliasesIn: unknown) => {
    writeFileSync(path.join(folder, 'aliases.yaml'), JSON.stringify(aliasesIn));
    return () => loadAliases(path.join(folder, 'aliases.yaml'));
  };

  test('of this release is read', () => {
    expect(() => loadAliases()).not.toThrow();
  });

  test('says what is wrong with it', () => {
    expect(read([{ from: 'a/b/*', to: 'a/c', date: '2026-01-01' }])).toThrow('need the same number of *');
    expect(read([aliases[1], aliases[0]])).toThrow('put the oldest first');
    expect(read([{ from: 'a/b', to: 'a/c' }])).toThrow('"[0].date" is missing');
  });
});
