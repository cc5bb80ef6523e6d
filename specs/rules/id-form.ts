import { placesAt } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { Rule } from '../judge/rule.ts';
import { isMaking, type Sighting, type Sightings } from '../judge/sightings.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, succeeded } from './facts.ts';
import { memberOf, planMembers } from './shown.ts';

/** An id names one resource: no two in a list have the same, no two are made with the same, and what is shown is what was asked for. */
export const idForm: Rule = {
  id: 'id-form',
  title: { en: 'Ids name one resource each', zh: '标识唯一且可查询' },

  plan(operation, contract) {
    return planMembers(operation, contract, (table) => [table.id]);
  },

  judge(check, operation, evidence) {
    const { sightings } = memberOf(check.detail!, operation, evidence);
    const made = new Map<string, Sighting>();
    const seen: Exchange[] = [];
    for (const exchange of succeeded(operation, evidence)) {
      const shown = sightings.in(exchange);
      const wrong =
        twiceIn(shown, sightings) ??
        otherThanAsked(exchange, shown, sightings) ??
        madeTwice(exchange, shown, made, sightings);
      if (wrong) return fail(wrong, [exchange]);
      const lost = unknownAfterwards(exchange, shown, sightings, evidence);
      if (lost) return fail(lost.finding, [lost.look, exchange]);
      if (shown.length > 0) seen.push(exchange);
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

function twiceIn(shown: Sighting[], { table }: Sightings): Finding | undefined {
  const ids = new Set<string>();
  const twice = shown.find(({ id }) => ids.size === ids.add(id).size);
  return twice && problem('id-twice', twice, table.id, 'Two entries have the same id.', '列表中有两项标识相同。');
}

function otherThanAsked(exchange: Exchange, shown: Sighting[], { table }: Sightings): Finding | undefined {
  const asked = table.parameter && exchange.parameters[table.parameter];
  const [only] = shown;
  if (!asked || !only || shown.length > 1 || only.id === asked) return undefined;
  const finding = problem(
    'id-differs',
    only,
    table.id,
    'Another resource is shown than was asked for.',
    '返回的并非所请求的资源。',
  );
  return { ...finding, expected: asked };
}

function madeTwice(
  exchange: Exchange,
  shown: Sighting[],
  made: Map<string, Sighting>,
  { table }: Sightings,
): Finding | undefined {
  const [only] = shown;
  // Where the caller gives the name that it is known by, it may give it again.
  if (!only || !isMaking(exchange, table) || isGiven(exchange, only)) return undefined;
  if (made.has(only.id))
    return problem('id-again', only, table.id, 'An id was given to a second resource.', '同一标识被分配给两个资源。');
  made.set(only.id, only);
  return undefined;
}

function isGiven(exchange: Exchange, { id }: Sighting): boolean {
  return JSON.stringify(exchange.request.body ?? null).includes(JSON.stringify(id));
}

/** A look at what was made, before anything else was done to it, that finds nothing. */
function unknownAfterwards(
  exchange: Exchange,
  shown: Sighting[],
  sightings: Sightings,
  evidence: Evidence,
): { finding: Finding; look: Exchange } | undefined {
  const { table } = sightings;
  const [only] = shown;
  if (!only || !table.parameter || !isMaking(exchange, table)) return undefined;
  const looks = [...evidence.contract.operations.values(), ...evidence.contract.auxiliary.values()]
    .filter((operation) => isLook(operation, table.parameter!) && table.views[operation.id] !== undefined)
    .flatMap((operation) => answered(operation, evidence))
    .filter((look) => look.parameters[table.parameter!] === only.id && ['poll', 'look', 'case'].includes(look.intent));
  if (looks.length === 0 || looks.some((look) => look.response!.status !== 404)) return undefined;
  const finding = problem(
    'id-unknown',
    only,
    table.id,
    'What was made is not found by its id.',
    '所创建的资源按其标识无法查询。',
  );
  return { finding, look: looks[0]! };
}

function isLook(operation: Operation, parameter: string): boolean {
  return operation.method === 'GET' && operation.path.includes(`{${parameter}}`);
}

function problem(code: string, sighting: Sighting, member: string, en: string, zh: string): Finding {
  const [place] = placesAt(sighting.value, member, sighting.pointer);
  return { code, pointer: place?.pointer ?? sighting.pointer, actual: sighting.id, message: { en, zh } };
}
