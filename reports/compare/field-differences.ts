import { type Draft, joinAlike, sidesByValue, versionsText, withoutList } from './draft.ts';
import { type FieldSeen, type OperationSeen, observeFields, parentOf, type Sight } from './fields.ts';
import type { DifferenceSide } from './model.ts';
import type { Subject } from './subject.ts';

type Seen = Map<string, OperationSeen>;

/** Fields that only some runs' answers have, and fields that have other types or forms. */
export function fieldDifferences(subjects: readonly Subject[]): Draft[] {
  const seen = new Map(subjects.map((subject) => [subject.side.id, observeFields(subject)]));
  const operations = new Set([...seen.values()].flatMap((bySide) => [...bySide.keys()]));
  const drafts = [...operations].flatMap((operation) => {
    const sides = sidesWith(seen, operation);
    if (sides.size < 2) return [];
    const paths = new Set([...sides.values()].flatMap(({ fields }) => [...fields.keys()].filter(isNamed)));
    return [...paths].flatMap((path) => [
      ...presence(operation, path, sides),
      ...typesOf(operation, path, sides),
      ...formsOf(operation, path, sides),
    ]);
  });
  return joinAlike(drafts, ({ subject }) => withoutList(subject));
}

/** Entries of an open map are the caller's own. */
function isNamed(path: string): boolean {
  return !path.endsWith('*');
}

function sidesWith(seen: Map<string, Seen>, operation: string): Map<string, OperationSeen> {
  const found = [...seen].map(([side, bySide]) => [side, bySide.get(operation)] as const);
  return new Map(found.filter((entry): entry is [string, OperationSeen] => entry[1] !== undefined));
}

/** Who sends a field and who does not, in the same microversion; who was only asked in others is held against all of these. */
function presence(operation: string, path: string, sides: Map<string, OperationSeen>): Draft[] {
  const parent = parentOf(path);
  const around = new Map([...sides].filter(([, { objects }]) => objects.has(parent)));
  if (around.size < 2) return [];
  const versions = new Map([...around].map(([side, { objects }]) => [side, objects.get(parent)!.versions]));
  const isThere = (side: string, version: string) => around.get(side)!.fields.get(path)?.present.has(version) ?? false;
  const groups: { has: Set<string>; lacks: Set<string>; versions: string[] }[] = [];
  for (const version of new Set([...versions.values()].flatMap((each) => [...each.keys()]))) {
    const asked = [...around.keys()].filter((side) => versions.get(side)!.has(version));
    const has = asked.filter((side) => isThere(side, version));
    const lacks = asked.filter((side) => !isThere(side, version));
    if (has.length === 0 || lacks.length === 0) continue;
    const group = groups.find(
      (each) => !has.some((side) => each.lacks.has(side)) && !lacks.some((side) => each.has.has(side)),
    );
    const into = group ?? { has: new Set(), lacks: new Set(), versions: [] };
    if (!group) groups.push(into);
    for (const side of has) into.has.add(side);
    for (const side of lacks) into.lacks.add(side);
    into.versions.push(version);
  }
  const drafts = groups.map((group) => {
    const isSteady = [...group.has].every((side) => isSteadyIn(path, parent, around.get(side)!, group.versions));
    const described = [...around.keys()].map((side) => {
      const state = group.has.has(side) ? 'has' : group.lacks.has(side) ? 'lacks' : 'unknown';
      return presenceSide(side, state, path, around.get(side)!);
    });
    return draftOf(isSteady ? 'field-only' : 'field-sometimes', operation, path, described, group.versions);
  });
  return drafts.length > 0 ? drafts : betweenVersions(operation, path, around, versions);
}

/** Whether each of the objects around a field has it. */
function isSteadyIn(path: string, parent: string, seen: OperationSeen, versions: readonly string[]): boolean {
  const field = seen.fields.get(path);
  const objects = seen.objects.get(parent)?.versions;
  return versions.every((version) => (field?.present.get(version) ?? 0) >= (objects?.get(version) ?? 0));
}

/** Sides that share no microversion: what one sends in its own, the other may well send there too. */
function betweenVersions(
  operation: string,
  path: string,
  around: Map<string, OperationSeen>,
  versions: Map<string, Map<string, number>>,
): Draft[] {
  const sides = [...around.keys()];
  const isApart = (side: string) =>
    sides.every((other) => other === side || ![...versions.get(side)!.keys()].some((v) => versions.get(other)!.has(v)));
  const apart = sides.filter(isApart);
  if (apart.length === 0) return [];
  const described = sides.map((side) => {
    const seen = around.get(side)!;
    return presenceSide(side, seen.fields.has(path) ? 'has' : 'lacks', path, seen);
  });
  if (new Set(described.map(({ state }) => state)).size < 2) return [];
  const words = described.map(({ side }) => `${side} ${versionsText(versions.get(side)!.keys())}`);
  return [{ ...draftOf('field-version', operation, path, described, []), values: { versions: words.join('; ') } }];
}

function presenceSide(side: string, state: DifferenceSide['state'], path: string, seen: OperationSeen): DifferenceSide {
  const field = seen.fields.get(path);
  const object = seen.objects.get(parentOf(path))!;
  if (state === 'has' && field) {
    const types = new Set([...field.types.values()].flatMap((names) => [...names.keys()]));
    return { side, state, value: [...types].sort().join(', '), ...field.first };
  }
  const name = path.slice(parentOf(path).length).replace(/^\./, '');
  return { side, state, exchange: object.exchange, pointer: `${object.pointer}/${name}` };
}

function draftOf(kind: string, operation: string, path: string, sides: DifferenceSide[], versions: string[]): Draft {
  return { kind, operations: [operation], subject: path, sides, values: { versions: versionsText(versions) } };
}

function typesOf(operation: string, path: string, sides: Map<string, OperationSeen>): Draft[] {
  const types = inSharedVersions(path, sides, ({ types: seen }) => withoutNull(seen));
  if (types) {
    const isApart = sharesNothing([...types.values()]);
    return [{ ...valueDraft('field-type', operation, path, types), ...(isApart ? {} : { weight: 'adapts' }) }];
  }
  return nullsOf(operation, path, sides);
}

/** Who was seen to send null, and who never was in the microversions that it shares with another. */
function nullsOf(operation: string, path: string, sides: Map<string, OperationSeen>): Draft[] {
  const having = [...sides].filter(([, { fields }]) => fields.has(path));
  const isShared = (version: string) =>
    having.filter(([, { fields }]) => fields.get(path)!.types.has(version)).length > 1;
  const found = new Map<string, Names>();
  for (const [side, { fields }] of having) {
    const names = [...fields.get(path)!.types].flatMap(([version, each]) => (isShared(version) ? [...each] : []));
    const sight = names.find(([name]) => name === 'null')?.[1];
    if (sight) found.set(side, new Map([['sometimes null', sight]]));
    else if (names[0]) found.set(side, new Map([['never null', names[0][1]]]));
  }
  const values = new Set([...found.values()].flatMap((names) => [...names.keys()]));
  return values.size > 1 ? [valueDraft('field-null', operation, path, found)] : [];
}

/** Forms are told apart only where no two sides share one: texts may look like anything. */
function formsOf(operation: string, path: string, sides: Map<string, OperationSeen>): Draft[] {
  const forms = inSharedVersions(path, sides, ({ forms: seen }) => seen);
  return forms && sharesNothing([...forms.values()]) ? [valueDraft('field-form', operation, path, forms)] : [];
}

type Names = Map<string, Sight>;

function withoutNull(seen: Map<string, Names>): Map<string, Names> {
  const others = (names: Names) => new Map([...names].filter(([name]) => name !== 'null'));
  return new Map([...seen].map(([version, names]) => [version, others(names)]));
}

/**
 * What the sides showed of a field in the microversions in which they differ; in another one it may well be another.
 * @returns undefined where they agree in all that two of them were asked in
 */
function inSharedVersions(
  path: string,
  sides: Map<string, OperationSeen>,
  pick: (field: FieldSeen) => Map<string, Names>,
): Map<string, Names> | undefined {
  const bySide = new Map<string, Map<string, Names>>();
  for (const [side, { fields }] of sides) {
    const field = fields.get(path);
    if (field) bySide.set(side, pick(field));
  }
  const found = new Map<string, Names>();
  for (const version of new Set([...bySide.values()].flatMap((each) => [...each.keys()]))) {
    const asked = [...bySide].flatMap(([side, each]) => {
      const names = each.get(version);
      return names && names.size > 0 ? [[side, names] as const] : [];
    });
    if (new Set(asked.map(([, names]) => [...names.keys()].sort().join())).size < 2) continue;
    for (const [side, names] of asked) found.set(side, new Map([...names, ...(found.get(side) ?? [])]));
  }
  return found.size > 0 ? found : undefined;
}

function sharesNothing(all: readonly Names[]): boolean {
  const names = all.flatMap((each) => [...each.keys()]);
  const counts = new Map(names.map((name) => [name, names.filter((other) => other === name).length]));
  return all.some((each) => [...each.keys()].every((name) => counts.get(name) === 1));
}

/** A difference in values, each side with an exchange that shows what not all have. */
function valueDraft(kind: string, operation: string, path: string, found: Map<string, Names>): Draft {
  const sides = [...found.values()];
  const values = new Map(
    [...found].map(([side, names]) => {
      const odd = [...names].find(([name]) => !sides.every((each) => each.has(name))) ?? [...names][0]!;
      return [side, { value: [...names.keys()].sort().join(', '), ...odd[1] }];
    }),
  );
  return { kind, operations: [operation], subject: path, sides: sidesByValue(values) };
}
