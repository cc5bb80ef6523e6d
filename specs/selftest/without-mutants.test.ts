import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readValidated } from '../../schemas/input.ts';
import type { Text } from '../judge/types.ts';
import { RULES } from '../rules/index.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { KINDS } from './kinds/index.ts';

const FILE = path.resolve(import.meta.dirname, '../../fixtures/selftest/without-mutants.yaml');
const excused = readValidated<{ rule: string; reason: Text }[]>(FILE, 'without-mutants').map(({ rule }) => rule);
const tried = new Set(KINDS.map(({ rule }) => rule));

describe('the kinds of mutants', () => {
  it('leave out no rule without a reason', () => {
    const rules = RULES.map(({ id }) => id);
    expect(rules.filter((id) => !tried.has(id) && !excused.includes(id))).toEqual([]);
  });

  it('have a reason only for rules that there are, and that they leave out', () => {
    const rules = RULES.map(({ id }) => id);
    expect(excused.filter((id) => tried.has(id) || !rules.includes(id))).toEqual([]);
  });

  it('have an id of their own each, and a rule that there is', () => {
    const ids = KINDS.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect([...tried].filter((rule) => !RULES.some(({ id }) => id === rule))).toEqual([]);
  });

  it('leave out undocumented fields for as long as every profile only notes them', () => {
    const policies = PROFILES.map((profile) => contractOf(profile).profile.undocumentedFields);
    expect(new Set(policies)).toEqual(new Set(['note']));
  });
});
