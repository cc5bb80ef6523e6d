import { type Place, placesAt, valueIn } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, unobserved } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck, Rule } from '../judge/rule.ts';
import { lastSegments, sightingsOf } from '../judge/sightings.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { isBodiless, planFact, succeeded } from './facts.ts';
import { memberOf, planMembers } from './shown.ts';

const LOCATION = 'Location';
/** Links to the resource itself; others may lead elsewhere. */
const OWN = ['self', 'bookmark'];
const HREF = '[].href';

/** Links and the header Location lead to the resource: they end in its collection and its id. */
export const links: Rule = {
  id: 'links',
  title: { en: 'Links lead to the resource', zh: '链接指向该资源' },

  plan(operation, contract) {
    const members = planMembers(operation, contract, (table) =>
      Object.keys(table.links ?? {}).map((path) => path + HREF),
    );
    return [...members, ...planLocation(operation, contract)];
  },

  judge(check, operation, evidence) {
    return check.detail === LOCATION
      ? judgeLocation(operation, evidence)
      : judgeLinks(check.detail!, operation, evidence);
  },
};

function judgeLinks(detail: string, operation: Operation, evidence: Evidence): Outcome {
  const { table, member, sightings } = memberOf(detail, operation, evidence);
  const list = member.slice(0, -HREF.length);
  const { path, id } = table.links![list]!;
  const seen: Exchange[] = [];
  for (const exchange of succeeded(operation, evidence)) {
    for (const sighting of sightings.in(exchange)) {
      const wanted = valueIn(sighting.value, id);
      if (typeof wanted !== 'string') continue;
      for (const link of placesAt(sighting.value, `${list}[]`, sighting.pointer)) {
        if (!OWN.some((rel) => rel === valueIn(link.value, 'rel'))) continue;
        const href: Place = { pointer: `${link.pointer}/href`, value: valueIn(link.value, 'href') };
        if (!leadsTo(href.value, path, wanted)) return fail(astray(href, path, wanted), [exchange]);
        seen.push(exchange);
      }
    }
  }
  return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
}

function judgeLocation(operation: Operation, evidence: Evidence): Outcome {
  const seen: Exchange[] = [];
  const without: Exchange[] = [];
  for (const table of evidence.contract.consistency.values()) {
    const place = table.location?.[operation.id];
    if (!place) continue;
    const sightings = sightingsOf(table.kind, evidence)!;
    for (const exchange of succeeded(operation, evidence)) {
      const header = { pointer: '/headers/location', value: exchange.response!.headers.location };
      const id = place.id === undefined ? undefined : valueIn(exchange.response!.body, place.id);
      if (header.value === undefined) {
        // Without an id in the answer, nothing but the header says what was made.
        const isDue = place.id === undefined ? isBodiless(operation, exchange, evidence) : id !== undefined;
        if (isDue) return fail(notTold(place.path), [exchange]);
        without.push(exchange);
        continue;
      }
      const named = typeof id === 'string' ? id : lastSegments(header.value)?.[1];
      // Without an id in the answer, the header has to name something that is then shown.
      if (named !== undefined && id === undefined && sightings.of(named).length === 0) continue;
      if (named === undefined || !leadsTo(header.value, place.path, named)) {
        return fail(astray(header, place.path, named ?? '…'), [exchange]);
      }
      seen.push(exchange);
    }
  }
  if (seen.length > 0) return pass(seen);
  if (without.length === 0) return unobserved(operation, evidence);
  return inconclusive(
    'not-observed',
    { en: 'No answer has the header Location.', zh: '响应均未带 Location 头。' },
    without,
  );
}

function leadsTo(href: unknown, path: string, id: string): boolean {
  const ending = typeof href === 'string' ? lastSegments(href) : undefined;
  return ending !== undefined && ending[0] === path && ending[1] === id;
}

function astray({ pointer, value }: Place, path: string, id: string): Finding {
  return {
    code: 'link-astray',
    pointer,
    expected: `…/${path}/${id}`,
    actual: value,
    message: { en: 'It does not lead to the resource.', zh: '未指向该资源。' },
  };
}

function notTold(path: string): Finding {
  return {
    code: 'location-missing',
    pointer: '/headers/location',
    expected: `…/${path}/…`,
    message: {
      en: 'The answer does not say in its header Location where the resource is.',
      zh: '响应缺少 Location 头。',
    },
  };
}

function planLocation(operation: Operation, contract: Contract): PlannedCheck[] {
  const isTold = [...contract.consistency.values()].some((table) => table.location?.[operation.id]);
  const fact = isTold ? planFact(contract, operation, 'header', LOCATION) : null;
  return fact ? [{ detail: LOCATION, ...fact }] : [];
}
