import type { Consistency } from '../contract/consistency.ts';
import { placesAt, valueIn } from '../contract/paths.ts';
import { millisecondsOf } from '../judge/compare.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { holds, type Sighting } from '../judge/sightings.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { succeeded } from './facts.ts';
import { memberOf, planMembers } from './shown.ts';

/** The parts of a cloud have a clock each; within NTP's reach these agree far better, and some times are cut to the second. */
const SLACK_MS = 2000;

/** What comes later has the later time, and what has not come yet has none. */
export const timestamps: Rule = {
  id: 'timestamps',
  title: { en: 'Times in their order', zh: '时间先后正确' },

  plan(operation, contract) {
    return planMembers(operation, contract, timedMembers);
  },

  judge(check, operation, evidence) {
    const { table, member, sightings } = memberOf(check.detail!, operation, evidence);
    const seen: Exchange[] = [];
    for (const exchange of succeeded(operation, evidence)) {
      for (const sighting of sightings.in(exchange)) {
        const verdicts = [outOfOrder(sighting, member, table), tooEarly(sighting, member, table)];
        const wrong = verdicts.find((verdict) => typeof verdict === 'object');
        if (wrong) return fail(wrong, [exchange]);
        if (verdicts.includes('right')) seen.push(exchange);
      }
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

function timedMembers({ timestamps: times }: Consistency): string[] {
  return [...new Set([...(times?.order ?? []).map(([, later]) => later), ...Object.keys(times?.unset ?? {})])];
}

function outOfOrder(
  sighting: Sighting,
  member: string,
  { timestamps: times }: Consistency,
): Finding | 'right' | undefined {
  for (const [earlier, later] of times?.order ?? []) {
    const [place] = placesAt(sighting.value, member, sighting.pointer);
    const [first, second] = [millisecondsOf(valueIn(sighting.value, earlier)), millisecondsOf(place?.value)];
    if (later !== member || first === undefined) continue;
    // It has not come to that yet.
    if (place?.value === null) return 'right';
    if (second === undefined) continue;
    if (second >= first - SLACK_MS) return 'right';
    return {
      code: 'time-order',
      pointer: place!.pointer,
      expected: { from: valueIn(sighting.value, earlier) },
      actual: place!.value,
      message: { en: `${later} is before ${earlier}.`, zh: `${later} 早于 ${earlier}。` },
    };
  }
  return undefined;
}

function tooEarly(
  sighting: Sighting,
  member: string,
  { timestamps: times }: Consistency,
): Finding | 'right' | undefined {
  const condition = times?.unset?.[member];
  const [place] = placesAt(sighting.value, member, sighting.pointer);
  if (!condition || !place || holds(condition, sighting.value) !== true) return undefined;
  if (place.value === null) return 'right';
  return {
    code: 'time-too-early',
    pointer: place.pointer,
    expected: null,
    actual: place.value,
    message: { en: `${member} has a time although it has not come to that.`, zh: `${member} 尚不应有时间。` },
  };
}
