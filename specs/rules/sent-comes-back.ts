import { isObject } from '../../schemas/fold.ts';
import { type Consistency, type Echo, echoesOf } from '../contract/consistency.ts';
import { joinPaths, type Place, placesAt, valueIn } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { ABOUT_LISTS, fits, same } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import { holds, type Sighting, type Sightings, sightingsOf } from '../judge/sightings.ts';
import type { Exchange } from '../recording/types.ts';
import { planFact, succeeded } from './facts.ts';
import { responseFields } from './response-field.ts';
import { isShownBeside } from './shown.ts';

/** What a request gave a resource is there when it is shown. */
export const sentComesBack: Rule = {
  id: 'sent-comes-back',
  title: { en: 'What was sent comes back', zh: '请求内容如实返回' },

  plan(operation, contract) {
    const told = echoesOf(operation, contract.consistency).filter(({ table, echoes }) =>
      echoes.some((echo) => echo.answer !== undefined || isShown(echo.shown!, table, operation, contract)),
    );
    return [...new Set(told.map(({ row }) => row))].flatMap((detail): PlannedCheck[] => {
      const fact = planFact(contract, operation, 'body', detail);
      return fact ? [{ detail, ...fact }] : [];
    });
  },

  judge(check, operation, evidence) {
    const row = check.detail!;
    const seen: Exchange[] = [];
    for (const { table, echoes } of echoesOf(operation, evidence.contract.consistency).filter(
      (one) => one.row === row,
    )) {
      const sightings = sightingsOf(table.kind, evidence)!;
      for (const exchange of succeeded(operation, evidence)) {
        for (const echo of echoes) {
          const sent = sentValues(exchange, row, echo, evidence);
          if (sent.length === 0) continue;
          for (const { whole, exchange: shower } of showings(exchange, echo, operation, sightings, evidence)) {
            const shown = shownValues(whole, echo);
            if (!shown) continue;
            const how = echo.as ?? 'equal';
            const values = shown.map((place) => place.value);
            if (!fits(how, sent, values)) {
              return fail(finding(row, how, sent, shown, whole, echo, shower), [shower, exchange]);
            }
            seen.push(exchange, shower);
          }
        }
      }
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

/** Whether the answer itself or anything else shows it. */
function isShown(member: string, table: Consistency, operation: Operation, contract: Contract): boolean {
  const own = table.views[operation.id];
  if (member === '' || isShownBeside(operation, table, member, contract)) return true;
  return own !== undefined && responseFields(operation, contract).includes(joinPaths(own, member));
}

/** What the request says at the row's path; a value that leaves it to the cloud (null) says nothing. */
function sentValues(exchange: Exchange, row: string, echo: Echo, evidence: Evidence): unknown[] {
  const { body } = exchange.request;
  if (echo.unless && valueIn(body, echo.unless) !== undefined) return [];
  const sent = entriesAt(body, echo.sent ?? row, echo.where).filter((value) => value !== null);
  if (!echo.through) return sent;
  const { kind, member } = echo.through;
  const named = sent.map((id) => {
    const shown = typeof id === 'string' ? sightingsOf(kind, evidence)?.of(id)[0] : undefined;
    return valueIn(shown?.value, member);
  });
  return named.includes(undefined) ? [] : named;
}

/** The values at a path, of those entries of its first list alone that have certain members. */
function entriesAt(body: unknown, path: string, where: Echo['where']): unknown[] {
  if (!where) return placesAt(body, path).map(({ value }) => value);
  const end = path.indexOf('[]') + 2;
  return placesAt(body, path.slice(0, end))
    .filter(
      ({ value }) => isObject(value) && Object.entries(where).every(([name, wanted]) => same(value[name], wanted)),
    )
    .flatMap(({ value }) => placesAt(value, path.slice(end + 1)).map((place) => place.value));
}

/** Where it has to be seen: in the answer, or on the resource until something else changes it. */
function showings(
  exchange: Exchange,
  echo: Echo,
  operation: Operation,
  sightings: Sightings,
  evidence: Evidence,
): { whole: Place; exchange: Exchange }[] {
  if (echo.answer !== undefined) return [{ whole: { pointer: '', value: exchange.response!.body }, exchange }];
  const id = sightings.subject(exchange);
  if (id === undefined) return [];
  const epoch = sightings.epochAfter(id, exchange);
  const shown = echo.eventually
    ? lastOf(id, epoch, exchange, echo, sightings, evidence)
    : candidates(id, epoch, echo, operation, sightings);
  const told = echo.by === undefined ? shown : shown.filter((one) => one.exchange.operation === echo.by);
  return told.map((sighting) => ({
    whole: sighting,
    exchange: sighting.exchange,
  }));
}

/** What comes about in the background was waited for after a documented case, unless the run was interrupted, and after no other request. */
function lastOf(
  id: string,
  epoch: number,
  exchange: Exchange,
  echo: Echo,
  sightings: Sightings,
  { recording }: Evidence,
): Sighting[] {
  const waits = recording.footer?.awaits.filter((wait) => wait.exchange === exchange.id) ?? [];
  if (exchange.intent !== 'case' || waits.length === 0 || waits.some(({ interrupted }) => interrupted)) return [];
  return sightings
    .of(id)
    .filter((one) => one.epoch === epoch && placesAt(one.value, echo.shown!).length > 0)
    .slice(-1);
}

function candidates(id: string, epoch: number, echo: Echo, operation: Operation, sightings: Sightings): Sighting[] {
  const { when } = echo;
  if (when) return sightings.of(id).filter((one) => one.epoch === epoch && holds(when, one.value) === true);
  if (operation.asynchronous) return sightings.settledIn(id, epoch);
  return sightings.of(id).filter((one) => one.epoch === epoch);
}

/** What is shown at the echo's path; undefined where that is not shown at all. */
function shownValues(whole: Place, echo: Echo): Place[] | undefined {
  const path = echo.answer ?? echo.shown!;
  const places = placesAt(whole.value, path, whole.pointer);
  if (places.length > 0) return places;
  if (!ABOUT_LISTS.includes(echo.as ?? 'equal')) return undefined;
  const container = valueIn(whole.value, path.split(/\[\]|\./)[0]!);
  return isObject(container) || Array.isArray(container)
    ? Object.keys(container).length === 0
      ? []
      : undefined
    : undefined;
}

function finding(
  row: string,
  how: string,
  sent: unknown[],
  shown: Place[],
  whole: Place,
  echo: Echo,
  shower: Exchange,
) {
  const isOne = !ABOUT_LISTS.includes(how as never);
  const path = echo.answer ?? echo.shown!;
  return {
    code: 'sent-not-shown',
    pointer: shown[0]?.pointer ?? whole.pointer,
    expected: isOne ? sent[0] : { [how]: sent },
    actual: isOne ? shown[0]?.value : shown.map(({ value }) => value),
    message: {
      en: `${row} was sent, and ${shower.operation} shows something else in ${path || 'the resource'}.`,
      zh: `请求中的 ${row} 与 ${shower.operation} 所示的 ${path} 不符。`,
    },
  };
}
