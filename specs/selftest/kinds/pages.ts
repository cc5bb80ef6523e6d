import type { ListTable } from '../../contract/list.ts';
import type { Operation } from '../../contract/types.ts';
import { valueAt } from '../../judge/fields.ts';
import { put, remove, withBody } from '../change.ts';
import { idOf, itemsOf, withItems } from '../listed-items.ts';
import { rowsOf } from '../rows.ts';
import type { Answered, Subject } from '../subject.ts';
import type { MutantKind } from '../types.ts';

export const pageDuplicate: MutantKind = {
  id: 'page-duplicate',
  title: { en: 'A page repeats an item', zh: '分页出现重复项' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk, rows } of walks(subject)) {
      const [first, second] = walk.pages;
      const [before, items] = [itemsOf(first, list), itemsOf(second, list)];
      if (!second || !before?.length || !items?.length) continue;
      yield {
        id: `${operation.id}/${walk.id}`,
        operation: operation.id,
        expect: { rows, codes: ['page-duplicate'], pointers: [list.items] },
        change: { exchanges: [withItems(second, list, [before[0]!, ...items.slice(1)])] },
      };
    }
  },
};

export const pageNumbered: MutantKind = {
  id: 'page-numbered',
  title: { en: 'A page is counted otherwise', zh: '页码计数方式不同' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk, rows } of walks(subject)) {
      const whole = itemsOf(walk.before, list) ?? [];
      for (const probe of walk.probes) {
        const wanted = probe.list!.in!.length;
        yield {
          id: `${operation.id}/${walk.id}/${probe.list!.value}`,
          operation: operation.id,
          expect: { rows, codes: ['page-duplicate'], pointers: [list.items] },
          change: { exchanges: [withItems(probe, list, whole.slice(-1).concat(whole.slice(0, wanted)))] },
        };
      }
    }
  },
};

export const pageGap: MutantKind = {
  id: 'page-gap',
  title: { en: 'An item is on no page', zh: '分页遗漏一项' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk, rows } of walks(subject)) {
      const full = walk.pages.find((page) => (itemsOf(page, list)?.length ?? 0) > 0);
      if (!full) continue;
      yield {
        id: `${operation.id}/${walk.id}`,
        operation: operation.id,
        expect: { rows, codes: ['page-gap'], pointers: [list.items] },
        change: { exchanges: [withItems(full, list, itemsOf(full, list)!.slice(1))] },
      };
    }
  },
};

export const pageTooLarge: MutantKind = {
  id: 'page-too-large',
  title: { en: 'A page holds more than was asked for', zh: '分页超过请求的大小' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk } of walks(subject)) {
      const [first] = walk.pages;
      const size = first?.list?.walk?.size;
      const whole = itemsOf(walk.before, list) ?? [];
      if (!first || size === undefined || whole.length <= size) continue;
      yield {
        id: `${operation.id}/${walk.id}`,
        operation: operation.id,
        expect: {
          rows: rowsOf(subject.contract, operation, 'query', list.pages!.limit),
          codes: ['page-size'],
          pointers: [list.items],
        },
        change: { exchanges: [withItems(first, list, whole)] },
      };
    }
  },
};

export const pageLinkDropped: MutantKind = {
  id: 'page-link-dropped',
  title: { en: 'The link to the next page is missing, and the walk ends there', zh: '缺少下一页链接' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk } of walks(subject)) {
      const pointer = list.pages!.links;
      const [first, ...rest] = walk.pages;
      if (walk.way !== 'links' || !pointer || !first || rest.length === 0) continue;
      // Nobody follows a link that is not there: the other pages are no part of this walk.
      const unsent = rest.map((page) => ({ ...page, list: { parameter: page.list!.parameter } }));
      const bare = withBody(first, remove(first.response.body, pointer));
      yield {
        id: `${operation.id}/${walk.id}`,
        operation: operation.id,
        expect: {
          rows: rowsOf(subject.contract, operation, 'response', pointer.slice(1)),
          codes: ['page-link-missing', 'page-gap'],
          pointers: [list.items],
        },
        change: { exchanges: [bare, ...unsent] },
      };
    }
  },
};

export const countWrong: MutantKind = {
  id: 'count-wrong',
  title: { en: 'The number of all items is wrong', zh: '总数错误' },
  rule: 'paging',

  *mutants(subject) {
    for (const { operation, list, walk } of walks(subject)) {
      const pointer = list.pages!.count;
      if (!pointer) continue;
      for (const page of [walk.before, ...walk.pages]) {
        const count = valueAt(page.response.body, pointer);
        if (typeof count !== 'number') continue;
        yield {
          id: `${operation.id}/${walk.id}/${page.id}`,
          operation: operation.id,
          expect: {
            rows: rowsOf(subject.contract, operation, 'response', pointer.slice(1)),
            codes: ['count-wrong'],
            pointers: [pointer],
          },
          change: { exchanges: [withBody(page, put(page.response.body, pointer, count + 1))] },
        };
      }
    }
  },
};

interface Walk {
  id: string;
  way: string;
  before: Answered;
  pages: Answered[];
  probes: Answered[];
}

/** Walks from page to page during which the list stayed as it was. */
function* walks(subject: Subject): Iterable<{ operation: Operation; list: ListTable; walk: Walk; rows: string[] }> {
  const { contract } = subject;
  for (const operation of subject.operations()) {
    const { list } = operation;
    if (!list?.pages) continue;
    const ids = new Set(subject.answered(operation).flatMap(({ list: mark }) => mark?.walk?.id ?? []));
    for (const id of ids) {
      const all = subject.answered(operation).filter(({ list: mark }) => mark?.walk?.id === id);
      const part = (name: string): Answered[] => all.filter((one) => one.list!.walk!.part === name);
      const [[before], [after], pages, probes] = [part('before'), part('after'), part('page'), part('probe')];
      const idsIn = (exchange: Answered): string[] => (itemsOf(exchange, list) ?? []).map((item) => idOf(item, list));
      if (!before || !after || String(idsIn(before)) !== String(idsIn(after)) || idsIn(before).length < 2) continue;
      if ([...pages, ...probes].flatMap(idsIn).some((id) => !idsIn(before).includes(id))) continue;
      const way = id.slice(id.lastIndexOf('page-') + 'page-'.length).replace(/#.*/, '');
      const name = String(list.pages[way as 'marker' | 'links' | 'offset']);
      const rows =
        way === 'links'
          ? rowsOf(contract, operation, 'response', name.slice(1))
          : rowsOf(contract, operation, 'query', name);
      if (rows.length > 0) yield { operation, list, walk: { id, way, before, pages, probes }, rows };
    }
  }
}
