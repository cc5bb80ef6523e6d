import { describe, expect, it } from 'vitest';
import { deviations } from '../../fixtures/cloud/index.ts';
import type { Check } from '../judge/types.ts';
import { RULES } from '../rules/index.ts';
import { type Behaviour, readBehaviour, trialOf } from './behaviour.ts';

const BEHAVIOUR: Behaviour = {
  deviation: 'pages-skip',
  profile: 'openstack',
  only: ['server.list'],
  checks: ['server.list/paging/*'],
  code: 'page-gap',
};

const failed = (id: string, code: string): Check => ({
  id,
  operation: id.split('/')[0]!,
  rule: id.split('/')[1]!,
  level: 'must',
  verdict: 'fail',
  rows: [],
  exchanges: [],
  finding: { code, message: { en: code, zh: code } },
});

describe('a wrong cloud', () => {
  it('is caught by the check that has to see it, for the right reason', () => {
    expect(trialOf(BEHAVIOUR, 'x', [failed('server.list/paging/limit', 'page-gap')]).killed).toBe(true);
    expect(trialOf(BEHAVIOUR, 'x', [failed('server.list/paging/limit', 'page-size')]).killed).toBe(false);
    expect(trialOf(BEHAVIOUR, 'x', [failed('flavor.list/paging/limit', 'page-gap')]).killed).toBe(false);
  });

  it('is told what else failed: the same fault of other operations is not else', () => {
    const checks = [
      failed('server.list/paging/limit', 'page-gap'),
      failed('flavor.list/paging/limit', 'page-gap'),
      failed('server.list/links', 'link-astray'),
    ];
    expect(trialOf(BEHAVIOUR, 'x', checks).beside).toEqual(['server.list/links: link-astray']);
  });
});

describe('the list of wrong clouds', () => {
  it('has every deviation of the embedded cloud', () => {
    const listed = readBehaviour().map(({ deviation }) => deviation);
    expect(Object.keys(deviations).filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('names deviations and rules that there are', () => {
    const list = readBehaviour();
    expect(list.filter(({ deviation }) => deviations[deviation] === undefined)).toEqual([]);
    const rules = RULES.map(({ id }) => id);
    expect(list.flatMap(({ checks }) => checks).filter((check) => !rules.includes(check.split('/')[1]!))).toEqual([]);
  });
});
