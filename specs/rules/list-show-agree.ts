import { type Place, placesAt } from '../contract/paths.ts';
import { fits } from '../judge/compare.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import type { Sighting, Sightings } from '../judge/sightings.ts';
import type { Exchange } from '../recording/types.ts';
import { answered } from './facts.ts';
import { isShownBeside, memberOf, planMembers } from './shown.ts';

/** A list, a list with details and what shows one resource say the same of it, as long as nothing changes it. */
export const listShowAgree: Rule = {
  id: 'list-show-agree',
  title: { en: 'List and details agree', zh: '列表与详情一致' },

  plan(operation, contract) {
    if (operation.method !== 'GET') return [];
    return planMembers(operation, contract, (table) =>
      Object.keys(table.steady ?? {}).filter((member) => isShownBeside(operation, table, member, contract)),
    );
  },

  judge(check, operation, evidence) {
    const { table, member, sightings } = memberOf(check.detail!, operation, evidence);
    const how = table.steady![member]!;
    const seen = new Set<Exchange>();
    // Of each pair both sides are held against the other: what a sighting shows is asked for again and again.
    const places = new Map<Sighting, Place | undefined>();
    const placeIn = (sighting: Sighting): Place | undefined => {
      if (!places.has(sighting)) places.set(sighting, placesAt(sighting.value, member, sighting.pointer)[0]);
      return places.get(sighting);
    };
    for (const exchange of answered(operation, evidence)) {
      for (const sighting of sightings.in(exchange)) {
        const here = placeIn(sighting);
        if (!here) continue;
        for (const other of peersOf(sighting, sightings)) {
          const there = placeIn(other);
          if (!there) continue;
          if (here.value !== there.value && !fits(how, [there.value], [here.value]))
            return fail(disagreement(here, there, member, other), [exchange, other.exchange]);
          seen.add(exchange).add(other.exchange);
        }
      }
    }
    return seen.size > 0 ? pass([...seen]) : unobserved(operation, evidence);
  },
};

/** The same resource in the answers of other operations, with no change between. */
function peersOf(sighting: Sighting, sightings: Sightings): Sighting[] {
  const { id, epoch, exchange } = sighting;
  if (epoch === null || (sightings.table.own && !sightings.isMade(id))) return [];
  const settled = sightings.settledIn(id, epoch);
  if (!settled.includes(sighting)) return [];
  return settled.filter((other) => other.exchange.operation !== exchange.operation);
}

function disagreement(here: Place, there: Place, member: string, other: Sighting) {
  return {
    code: 'views-disagree',
    pointer: here.pointer,
    expected: there.value,
    actual: here.value,
    message: {
      en: `Of the same resource ${other.exchange.operation} says another ${member} (${other.exchange.id}).`,
      zh: `同一资源的 ${member} 与 ${other.exchange.operation} 所示不一致（${other.exchange.id}）。`,
    },
  };
}
