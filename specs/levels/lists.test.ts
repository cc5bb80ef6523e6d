import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../schemas/testing/temporary-folder.ts';
import { idsOf, loadAliases, namesCheck } from '../contract/aliases.ts';
import { profileIds } from '../contract/load.ts';
import { planChecks } from '../judge/judge.ts';
import { RULES } from '../rules/index.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { allKnown, knownBy, knownChecksFile, knownChecksText, readKnownChecks, withNewChecks } from './known-checks.ts';
import { digestOfList, levelLists, newestLevels } from './load.ts';
import { allLists, publishedFile, refuseEditedLists } from './published.ts';
import { standingOf } from './state.ts';

const folder = temporaryFolder();

describe.each(PROFILES)('the newest list of %s', (profile) => {
  const list = newestLevels(profile)!;
  const checks = planChecks(contractOf(profile), RULES);
  const aliases = loadAliases();

  test('has each check that is a must in one capability', () => {
    const wrong = checks
      .filter(({ check }) => check.level === 'must')
      .map(({ id }) => ({
        id,
        named: list.capabilities.filter((one) => standingOf(idsOf(id, aliases), one, list)).length,
      }))
      .filter(({ named }) => named !== 1);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('has capabilities that all require something that was known by its date', () => {
    const ids = knownBy(readKnownChecks(profile), list.date);
    for (const capability of list.capabilities) {
      const required = ids.filter((id) => standingOf(idsOf(id, aliases), capability, list) === 'required');
      expect(required.length, capability.id).toBeGreaterThan(0);
    }
  });

  test('names nothing that is not there', () => {
    const ids = allKnown(readKnownChecks(profile));
    const patterns = [
      ...list.capabilities.flatMap((one) => [one.required, one.advisory, one.deprecated].flatMap((each) => each ?? [])),
      ...(list.advisory ?? []).flatMap(({ checks: each }) => each),
    ];
    expect(patterns.filter((pattern) => !ids.some((id) => namesCheck(pattern, id, aliases)))).toEqual([]);
  });

  test('misses no check that was ever known: each is there still, renamed, or removed on purpose', () => {
    const now = new Set(checks.map(({ id }) => id));
    const isThere = (id: string): boolean => [...now].some((one) => namesCheck(id, one, aliases));
    const gone = allKnown(readKnownChecks(profile)).filter((id) => !now.has(id) && !isThere(id));
    const sentences = gone
      .filter((id) => !list.capabilities.some((one) => standingOf(idsOf(id, aliases), one, list) === 'removed'))
      .map(
        (id) =>
          `${id} is no more: give its new id in specs/checks/aliases.yaml, or name it as removed in a new list of levels`,
      );
    expect(sentences).toEqual([]);
  });
});

describe('published lists', () => {
  test('are as they were published', () => {
    expect(() => refuseEditedLists()).not.toThrow();
  });

  test('never change, nor do the checks that they can ask for', () => {
    const levels = path.join(folder, 'levels');
    const checks = path.join(folder, 'checks');
    cpSync(import.meta.dirname, levels, { recursive: true });
    cpSync(path.dirname(knownChecksFile('huawei')), checks, { recursive: true });
    const digests = allLists(levels).map((list) => `${list.id}: ${digestOfList(list)}\n`);
    writeFileSync(publishedFile(levels), digests.join(''));
    const check = () => refuseEditedLists(levels, checks);
    expect(check).not.toThrow();

    const [{ id, date } = { id: '', date: '' }] = levelLists('huawei', levels);
    const file = path.join(levels, `${id}.yaml`);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('"zone.list/*"', '"zone.list/success-status/*"'));
    expect(check).toThrow(/huawei\/.*\.yaml: this list of levels is published.*publish a new list with a new date/);
    writeFileSync(file, `# A remark is no change.\n${before}`);
    expect(check).not.toThrow();

    const known = readKnownChecks('huawei');
    const write = (day: string) =>
      writeFileSync(
        knownChecksFile('huawei', checks),
        knownChecksText(withNewChecks(known, ['server.show/unheard-of'], day)),
      );
    write('2999-01-01');
    expect(check).not.toThrow();
    write(date);
    expect(check).toThrow('a published list never changes');
    rmSync(file);
    expect(check).toThrow('published and has to stay');
  });
});

describe('known checks', () => {
  test('are written as they are read', () => {
    for (const profile of profileIds()) {
      const known = readKnownChecks(profile);
      writeFileSync(knownChecksFile(profile, folder), knownChecksText(known));
      expect(readKnownChecks(profile, folder)).toEqual(known);
    }
  });

  test('keep what was known, and take in what is new', () => {
    const ids = ['a/r', 'a/r/x', 'a/r/y/z', 'b/s'];
    const first = withNewChecks({}, ids, '2026-01-01');
    expect(first).toEqual({ '2026-01-01': { a: { r: ['', 'x', 'y/z'] }, b: { s: [] } } });
    expect(allKnown(first)).toEqual(ids);
    expect(withNewChecks(first, ['b/s'], '2026-02-01')).toBe(first);
    const second = withNewChecks(first, ['b/s', 'b/t'], '2026-02-01');
    expect(knownBy(second, '2026-01-31')).toEqual(ids);
    expect(allKnown(second)).toEqual([...ids, 'b/t']);
  });
});
