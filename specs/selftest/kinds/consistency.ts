import type { Comparison, Consistency } from '../../contract/consistency.ts';
import { joinPaths, placesAt, valueIn } from '../../contract/paths.ts';
import type { Operation } from '../../contract/types.ts';
import type { Exchange } from '../../recording/types.ts';
import { put, withBody } from '../change.ts';
import { other } from '../other.ts';
import { rowsOf } from '../rows.ts';
import { shownIn, views } from '../shown.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const viewsDisagree: MutantKind = {
  id: 'views-disagree',
  title: { en: 'List and details disagree', zh: '列表与详情不一致' },
  rule: 'list-show-agree',

  *mutants(subject) {
    for (const { operation, table, path } of views(subject)) {
      for (const [member, how] of Object.entries(table.steady ?? {})) {
        const detail = joinPaths(path, member);
        const rows = rowsOf(subject.contract, operation, 'response', detail);
        const evidence = subject.evidenceOf(`${operation.id}/list-show-agree/${detail}`);
        if (rows.length === 0) continue;
        const pairs = evidence.filter((one) => one.operation === operation.id);
        for (const exchange of subject.few(pairs)) {
          const others = evidence.filter((one) => one.operation !== operation.id);
          const isSteady = (id: string): boolean =>
            others.some((one) => idsIn(one, table, member).includes(id) && isQuiet(subject, id, exchange, one));
          const place = shownIn(operation, table, path, exchange)
            .filter(({ id }) => isSteady(id))
            .flatMap(({ value, pointer }) => placesAt(value, member, pointer))
            .find((one) => differing(how, one.value) !== undefined);
          if (!place) continue;
          yield {
            id: `${operation.id}/${detail}/${exchange.id}`,
            operation: operation.id,
            expect: { rows, codes: ['views-disagree'], pointers: [place.pointer] },
            change: {
              exchanges: [withBody(exchange, put(exchange.response.body, place.pointer, differing(how, place.value)))],
            },
          };
        }
      }
    }
  },
};

export const parameterForgotten: MutantKind = {
  id: 'parameter-forgotten',
  title: { en: 'What was sent does not come back', zh: '请求内容未如实返回' },
  rule: 'sent-comes-back',

  *mutants(subject) {
    const { contract } = subject;
    for (const operation of subject.operations()) {
      for (const table of contract.consistency.values()) {
        const own = table.echoes?.[operation.id] ?? table.echoes?.[operation.variantOf ?? ''] ?? {};
        for (const [row, echoes] of Object.entries(own)) {
          const rows = rowsOf(contract, operation, 'body', row);
          const evidence = subject.evidenceOf(`${operation.id}/sent-comes-back/${row}`);
          if (rows.length === 0) continue;
          // Another name, where it is known by its name, is another resource.
          for (const echo of [echoes].flat().filter(({ shown, as }) => shown !== table.id && as !== 'absent')) {
            for (const exchange of subject.few(showers(subject, evidence, operation, table, echo.answer))) {
              const view = echo.answer === undefined ? table.views[exchange.operation] : '';
              const path = joinPaths(view ?? '', echo.answer ?? echo.shown!);
              const ids = new Set(evidence.flatMap((one) => subjectsOf(one, table)));
              const places = placesAt(exchange.response.body, path).filter(
                ({ pointer }) => view === '' || isOf(exchange, pointer, view ?? '', table, ids),
              );
              const body = places.reduce(
                (whole: unknown, { pointer, value }) => put(whole, pointer, differing(echo.as, value)),
                exchange.response.body,
              );
              if (places.length === 0 || places.some(({ value }) => differing(echo.as, value) === undefined)) continue;
              // Where true and false stand beside each other, each turned into the other is the same.
              if (places.every(({ value }) => places.some((place) => differing(echo.as, place.value) === value)))
                continue;
              yield {
                id: `${operation.id}/${row}/${echo.answer ?? echo.shown}/${exchange.id}`,
                operation: operation.id,
                expect: { rows, codes: ['sent-not-shown'] },
                change: { exchanges: [withBody(exchange, body)] },
              };
            }
          }
        }
      }
    }
  },
};

/** Another value of the same form, which is another by its comparison as well: times are compared to the second. */
function differing(how: Comparison | undefined, value: unknown): unknown {
  return how === 'time' && typeof value === 'string' ? value.replace(/^\d{4}/, '1999') : other(value);
}

/** Whether nothing changed a resource, or was about to, from the first of two answers to the second. */
function isQuiet({ recording }: Subject, id: string, one: Answered, other: Answered): boolean {
  const from = Math.min(Date.parse(one.sentAt), Date.parse(other.sentAt));
  const until = Math.max(endOf(one), endOf(other));
  return !recording.exchanges.some(
    (exchange) =>
      exchange.request.method !== 'GET' &&
      Object.values(exchange.parameters).includes(id) &&
      Date.parse(exchange.sentAt) <= until + 1 &&
      endOf(exchange) >= from - 1,
  );
}

function endOf({ sentAt, durationMs }: Exchange): number {
  return Date.parse(sentAt) + durationMs;
}

/** The resources of which an answer shows a member. */
function idsIn({ operation, response }: Answered, table: Consistency, member: string): string[] {
  const path = table.views[operation];
  if (path === undefined) return [];
  const telling = placesAt(response.body, path).filter(({ value }) => placesAt(value, member).length > 0);
  return telling.map(({ value }) => String(valueIn(value, table.id)));
}

/** The answers that show what a request gave a resource: its own, or those beside it in the evidence. */
function showers(
  subject: Subject,
  evidence: Answered[],
  operation: Operation,
  table: Consistency,
  answer: string | undefined,
): Answered[] {
  const isOwn = ({ operation: id }: Answered): boolean => id === operation.id;
  if (answer !== undefined) return evidence.filter(isOwn);
  return evidence.filter((one) => !isOwn(one) && table.views[one.operation] !== undefined && subject.exchange(one.id));
}

/** The resource that a request made or changed. */
function subjectsOf({ parameters, response, operation }: Answered, table: Consistency): string[] {
  const path = table.views[operation];
  const shown =
    path === undefined ? [] : placesAt(response.body, path).map(({ value }) => String(valueIn(value, table.id)));
  const named = table.parameter && parameters[table.parameter];
  return [...(shown.length === 1 ? shown : []), ...(named ? [named] : [])];
}

function isOf(exchange: Answered, pointer: string, view: string, table: Consistency, ids: Set<string>): boolean {
  const whole = placesAt(exchange.response.body, view).find((place) => pointer.startsWith(`${place.pointer}/`));
  return whole !== undefined && ids.has(String(valueIn(whole.value, table.id)));
}
