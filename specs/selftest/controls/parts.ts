import { isObject } from '../../../schemas/fold.ts';
import { joinPaths, placesAt } from '../../contract/paths.ts';
import { statePairs } from '../../contract/states.ts';
import { codesAt } from '../../contract/thresholds.ts';
import type { Operation } from '../../contract/types.ts';
import type { Exchange } from '../../recording/types.ts';
import { put, remove, withBody, withResponse } from '../change.ts';
import { errorAnswer } from '../errors.ts';
import { fieldPlaces, mayBeMissing } from '../fields.ts';
import { changed } from '../incremental.ts';
import type { Answered, Subject } from '../subject.ts';
import type { Control } from '../types.ts';

/** Variations of each control that tries one thing after the other. */
const MOST = 12;

export const optionalAbsent: Control = {
  id: 'optional-absent',
  title: { en: 'An optional field that is never there', zh: '可选字段始终缺失' },
  *variations(subject) {
    const optional = [...fieldPlaces(subject)].filter(
      ({ operation, exchange, path, pointer }) =>
        mayBeMissing(subject, operation, exchange, path, pointer) &&
        path.includes('.') &&
        !path.endsWith('[]') &&
        !isCompared(subject, operation, path) &&
        !isBrought(operation, path),
    );
    const byField = new Map(optional.map((place) => [`${place.operation.id}/${place.path}`, place]));
    for (const [id, { operation, path }] of subject.chance.some([...byField], MOST)) {
      const exchanges = subject.told(operation).map((exchange) => {
        const places = placesAt(exchange.response.body, path).filter(({ pointer }) =>
          mayBeMissing(subject, operation, exchange, path, pointer),
        );
        const body = places.toReversed().reduce((rest, { pointer }) => remove(rest, pointer), exchange.response.body);
        return places.length > 0 ? withBody(exchange, body) : exchange;
      });
      yield { id, recording: changed(subject.recording, { exchanges }) };
    }
  },
};

/** Whether a member is a part of one that other answers show as well: those would have to lack it too. */
function isCompared({ contract }: Subject, operation: Operation, path: string): boolean {
  return [...contract.consistency.values()].some(({ views, steady, echoes }) => {
    const view = views[operation.id];
    if (view === undefined) return false;
    const shown = Object.values(echoes ?? {}).flatMap((own) => Object.values(own).flat());
    const members = [...Object.keys(steady ?? {}), ...shown.flatMap((echo) => echo.shown ?? [])];
    return members.some((member) => path.startsWith(`${joinPaths(view, member)}.`));
  });
}

/** Whether a member may be missing only because a query parameter brings it: where that is sent it has to be there. */
function isBrought({ list, trials = [] }: Operation, path: string): boolean {
  const shown = Object.values(list?.filters ?? {}).filter(({ probes }) => probes?.some(({ shows }) => shows));
  const members = shown.map(({ member = '' }) => `${list!.items.slice(1)}[].${member.split('/')[1]}`);
  return members.includes(path) || trials.some(({ effect }) => effect === path);
}

export const otherIntermediate: Control = {
  id: 'other-intermediate-state',
  title: { en: 'Another, legal state on the way', zh: '其他合法的中间状态' },
  *variations(subject) {
    const { recording, contract } = subject;
    const exchanges: Exchange[] = [];
    for (const operation of subject.operations()) {
      for (const pair of statePairs(operation, contract).filter(({ accepted }) => accepted)) {
        const exchange = subject.answered(operation).findLast(({ scenario }) => scenario === pair.id);
        const polls = recording.exchanges.filter(({ follows }) => follows === exchange?.id).slice(0, -1);
        const first = polls[0] && subject.exchange(polls[0].id);
        if (!first || !operation.asynchronous) continue;
        for (const status of [pair.status, ...(operation.states?.via ?? [])]) {
          const shown = asStatus(first, status, contract.profile.vmStates);
          if (shown && shown !== first) exchanges.push(shown);
        }
      }
    }
    if (exchanges.length > 0) yield { id: 'all', recording: changed(recording, { exchanges }) };
  },
};

/** A server that still shows a status, with a task that goes with it. */
function asStatus(
  exchange: Answered,
  status: string,
  vmStates: Record<string, { status: string; tasks?: Record<string, string> }>,
): Answered | undefined {
  const { body } = exchange.response;
  if (!isObject(body) || !isObject(body.server)) return undefined;
  for (const [vmState, table] of Object.entries(vmStates)) {
    const task = Object.entries(table.tasks ?? {}).find(([, shown]) => shown === status)?.[0];
    if (task === undefined && table.status !== status) continue;
    const members = { status, 'OS-EXT-STS:vm_state': vmState, 'OS-EXT-STS:task_state': task ?? 'other-task' };
    // What shows no progress as it is may have to as what it is made to be.
    if (!('progress' in body.server)) return undefined;
    const known = Object.entries(members).filter(([name]) => name in (body.server as object));
    return withBody(exchange, { server: { ...body.server, ...Object.fromEntries(known) } });
  }
  return undefined;
}

export const otherLegalCode: Control = {
  id: 'other-legal-code',
  title: { en: 'Another code that a ruling takes as well', zh: '勘误允许的其他状态码' },
  *variations(subject) {
    const exchanges: Exchange[] = [];
    for (const operation of subject.operations()) {
      for (const exchange of subject.accepted(operation)) {
        const others = codesAt(operation, subject.version(exchange)).filter(
          (code) => code !== exchange.response.status,
        );
        if (others.length > 0 && exchange.intent !== 'microversion')
          exchanges.push(withResponse(exchange, { status: others[0]! }));
      }
      const { list } = operation;
      for (const exchange of subject.answered(operation).filter(({ intent }) => intent === 'bad-query')) {
        const refusal = list?.refuses?.[exchange.scenario.slice(`${operation.id}/bad-query-`.length)];
        const right = subject.accepted(operation).find(({ intent }) => intent === 'case');
        if (refusal?.ignorable && right) exchanges.push({ ...exchange, response: right.response });
      }
      for (const exchange of subject.accepted(operation).filter(({ intent }) => intent === 'query')) {
        const none = list?.filters?.[exchange.list?.parameter ?? '']?.none;
        if (none !== undefined && (exchange.list?.in?.length ?? 0) === 0)
          exchanges.push(errorAnswer(subject, operation, exchange, none));
      }
    }
    if (exchanges.length > 0) yield { id: 'all', recording: changed(subject.recording, { exchanges }) };
  },
};

export const otherPageSizes: Control = {
  id: 'other-page-sizes',
  title: { en: 'Pages that are not full', zh: '分页大小不同' },
  *variations(subject) {
    const exchanges: Exchange[] = [];
    for (const operation of subject.operations()) {
      const { list } = operation;
      if (!list?.pages?.marker) continue;
      const pages = subject.accepted(operation).filter(({ list: mark }) => mark?.walk?.part === 'page');
      for (const id of new Set(pages.map((page) => page.list!.walk!.id))) {
        const [first, second] = pages.filter((page) => page.list!.walk!.id === id);
        const [left, right] = [first, second].map((page) =>
          page ? placesAt(page.response.body, list.items.slice(1))[0]?.value : undefined,
        );
        if (
          !Array.isArray(left) ||
          !Array.isArray(right) ||
          left.length < 2 ||
          right.length >= (first!.list!.walk!.size ?? 0)
        )
          continue;
        exchanges.push(
          withBody(first!, put(first!.response.body, list.items, left.slice(0, -1))),
          withBody(second!, put(second!.response.body, list.items, [left.at(-1), ...right])),
        );
      }
    }
    if (exchanges.length > 0) yield { id: 'all', recording: changed(subject.recording, { exchanges }) };
  },
};

/** Never given to anything of a run: the time in it is that of the epoch. */
const STRANGER = 'ffffffff-0000-4000-8000-00000000';

export const strangers: Control = {
  id: 'strangers',
  title: { en: "Others' servers in the project", zh: '项目中存在他人的云主机' },
  *variations(subject) {
    const exchanges: Exchange[] = [];
    for (const operation of subject.operations()) {
      const { list } = operation;
      if (list?.population !== 'server') continue;
      for (const exchange of subject.accepted(operation)) {
        const isPlain = new URL(exchange.request.url).search === '' && exchange.list === undefined;
        const items = placesAt(exchange.response.body, list.items.slice(1))[0]?.value;
        if (!isPlain || exchange.lists || !Array.isArray(items) || !isObject(items[0])) continue;
        // A full page has no room for one more.
        if (items.length >= (list.pages?.default ?? Number.POSITIVE_INFINITY)) continue;
        const old = String(items[0].id);
        const id = `${STRANGER}${String(exchanges.length % 4).padStart(4, '0')}`;
        const stranger: unknown = JSON.parse(
          JSON.stringify({ ...items[0], name: 'of-somebody-else' }).replaceAll(old, id),
        );
        const grown = put(exchange.response.body, list.items, [...items, stranger]);
        const count = list.pages?.count;
        exchanges.push(withBody(exchange, count ? put(grown, count, items.length + 1) : grown));
      }
    }
    if (exchanges.length > 0) yield { id: 'all', recording: changed(subject.recording, { exchanges }) };
  },
};

export const tooBusy: Control = {
  id: 'too-busy',
  title: { en: 'A target that is too busy now and then', zh: '偶尔繁忙的目标' },
  *variations(subject) {
    for (const status of [429, 503]) {
      const exchanges = subject.operations().flatMap((operation) => {
        // What was to change something would not have: those answers stay.
        const sent = subject
          .answered(operation)
          .filter(
            ({ intent, request, response }) => intent !== 'poll' && request.method === 'GET' && response.status < 300,
          );
        return subject.chance
          .some(sent, Math.ceil(sent.length / 10))
          .map((exchange) => errorAnswer(subject, operation, exchange, status));
      });
      yield { id: String(status), recording: changed(subject.recording, { exchanges }) };
    }
  },
};
