import { describe, expect, it } from 'vitest';
import { inRange } from '../../schemas/version.ts';
import type { Operation } from '../contract/types.ts';
import { RULES } from '../rules/index.ts';
import { exchangeOf, recordingOf, versionFor } from '../testing/recording.ts';
import { contractOf, PROFILES } from '../testing/verdicts.ts';
import { judge } from './judge.ts';

/**
 * Rules that hold a message against others, or its members against each other: a document's example need not stand up to that. And
 * those on what a document says beyond the form of a message, which no answer that is made by its schema knows of.
 */
const RELATING = ['links', 'response-limit', 'statement', 'state-consistency', 'timestamps'];
const READING = RULES.filter(({ id }) => !RELATING.includes(id));

describe.each(PROFILES)('the contract of %s', (profile) => {
  const contract = contractOf(profile);

  /** Every microversion at which the operation's answer takes another form. */
  function forms(operation: Operation): (string | null)[] {
    if (operation.service !== 'compute' || operation.response === 'none') return [versionFor(operation)];
    const { min, max } = contract.profile.microversions;
    return contract.schemas
      .boundaries(operation.response)
      .filter((version) => inRange(version, { from: min, until: max }) && inRange(version, operation.versions ?? {}));
  }

  it.each([...contract.operations.values()])('finds nothing wrong with right answers to $id', (operation) => {
    for (const microversion of forms(operation)) {
      const recording = recordingOf(contract, [exchangeOf(contract, operation.id, { microversion })]);
      const checks = judge(contract, recording, READING, [`${operation.id}/*`]);
      const wrong = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
      const said = wrong.map(({ id, finding }) => `${id}@${microversion}: ${finding?.pointer} ${finding?.message.en}`);
      expect(said).toEqual([]);
      expect(checks.some(({ rule, verdict }) => rule === 'success-status' && verdict === 'pass')).toBe(true);
    }
  });
});
