import type { ListPages, ListTable } from '../contract/list.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { valueAt } from '../judge/fields.ts';
import { fail, inconclusive, pass, targetBusy } from '../judge/outcome.ts';
import type { Outcome, PlannedCheck, Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy, planFact } from './facts.ts';
import { idIn, itemsIn, noList, triedWith, untried } from './list-evidence.ts';

type Part = 'limit' | 'marker' | 'offset' | 'links' | 'count' | 'default' | 'maximum';

/** Page by page a list is the same as in one piece, without gap or duplicate, and no page holds more than it may. */
export const paging: Rule = {
  id: 'paging',
  title: { en: 'Pages make up the list', zh: '分页遍历完整列表' },

  plan(operation, contract) {
    const { pages } = operation.list ?? {};
    if (!pages) return [];
    const parts = (['limit', 'marker', 'offset', 'links', 'count', 'default', 'maximum'] as const).filter(
      (part) => pages[part] !== undefined,
    );
    return parts.flatMap((part) => planPart(part, pages, operation, contract));
  },

  judge(check, operation, evidence) {
    const part = check.detail as Part;
    if (part === 'default' || part === 'maximum') return judgeSize(part, operation, evidence);
    const all = walksOf(operation, evidence);
    const walks = all.filter(({ before, after, pages, probes }) => ![before, after, ...pages, ...probes].some(isBusy));
    // Of a walk on which a page was not to be had for now nothing can be said.
    if (walks.length === 0 && all.length > 0) return targetBusy(all.flatMap(({ pages }) => pages));
    if (part === 'limit') return judgeLimit(walks, operation, evidence);
    if (part === 'count') return judgeCount(walks, operation, evidence);
    return judgeWalk(part, walks, operation, evidence);
  },
};

/** Where the document states a part: links and counts in the answer, the rest as query parameters. */
function planPart(part: Part, pages: ListPages, operation: Operation, contract: Contract): PlannedCheck[] {
  const name = pages[part];
  const [place, fact] =
    part === 'links' || part === 'count'
      ? ['response', String(name).slice(1)]
      : part === 'maximum'
        ? ['limit', `${pages.limit}.maximum`]
        : ['query', part === 'default' ? pages.limit : String(name)];
  const planned = planFact(contract, operation, place, fact);
  return planned ? [{ detail: part, ...planned }] : [];
}

interface Walk {
  way: string;
  before: Exchange;
  after: Exchange;
  pages: Exchange[];
  /** Pages of which it is known what has to be on them. */
  probes: Exchange[];
}

/** The walks that came to an end, by the way in which they went on. */
function walksOf(operation: Operation, evidence: Evidence): Walk[] {
  const walks = new Map<string, Exchange[]>();
  for (const exchange of triedWith(operation, evidence, 'page', (mark) => mark.walk !== undefined)) {
    const { id } = exchange.list!.walk!;
    walks.set(id, [...(walks.get(id) ?? []), exchange]);
  }
  return [...walks].flatMap(([id, exchanges]): Walk[] => {
    const part = (wanted: string): Exchange[] => exchanges.filter(({ list }) => list!.walk!.part === wanted);
    const [before] = part('before');
    const [after] = part('after');
    const way = id.slice(id.lastIndexOf('page-') + 'page-'.length).replace(/#.*/, '');
    return before && after ? [{ way, before, after, pages: part('page'), probes: part('probe') }] : [];
  });
}

function judgeWalk(way: Part, all: Walk[], operation: Operation, evidence: Evidence): Outcome {
  const list = operation.list!;
  const walks = all.filter((walk) => walk.way === way);
  const telling: Exchange[] = [];
  for (const walk of walks) {
    const whole = idsIn(walk.before, list);
    if (!whole) return noList(walk.before, way);
    const isSteady = wasSteady(walk, list);
    if (!isSteady && !tellsOfLasting(walk, list)) continue;
    const lasting = isSteady ? whole : whole.filter((id) => idsIn(walk.after, list)?.includes(id));
    const refused = walk.pages.find((page) => !idsIn(page, list));
    if (refused) return noList(refused, way);
    const seen = walk.pages.flatMap((page) => (idsIn(page, list) ?? []).map((id) => ({ id, page })));
    const wrong = isSteady && judgeProbes(walk, list);
    if (wrong) return wrong;
    const twice = seen.find(({ id }, index) => seen.findIndex((other) => other.id === id) < index);
    if (twice) return wrongPage('page-duplicate', twice.page, way, twice.id, list);
    const missing = lasting.find((id) => !seen.some((one) => one.id === id));
    if (missing !== undefined) return wrongPage('page-gap', walk.pages.at(-1) ?? walk.before, way, missing, list);
    if (way === 'links' && isSteady && walk.pages.length < 2 && whole.length > 1)
      return wrongPage('page-link-missing', walk.pages.at(-1) ?? walk.before, way, whole.at(-1)!, list);
    if (lasting.length > 1) telling.push(walk.before, ...walk.pages);
  }
  if (telling.length > 0) return pass(telling);
  return walks.length > 0 ? unsteady(walks) : untried(operation, evidence, 'page', `page-${way}`);
}

/** Whether the list was the same before, after and, as far as the pages show it, during a walk. */
function wasSteady({ before, after, pages, probes }: Walk, list: ListTable): boolean {
  const whole = idsIn(before, list) ?? [];
  const isThere = (id: string): boolean => whole.includes(id);
  return (
    String(whole) === String(idsIn(after, list)) &&
    [...pages, ...probes].every((page) => (idsIn(page, list) ?? []).every(isThere))
  );
}

/**
 * Whether a walk tells something though the list changed meanwhile: of what was there all the time, where that keeps its place,
 * and if the walk was neither cut short nor refused (its marker may have gone).
 */
function tellsOfLasting({ way, pages }: Walk, list: ListTable): boolean {
  const last = pages.at(-1);
  const size = last?.list?.walk?.size ?? 0;
  return (
    list.pages!.lasting === true &&
    way !== 'offset' &&
    pages.every((page) => idsIn(page, list) !== undefined) &&
    last !== undefined &&
    idsIn(last, list)!.length < size
  );
}

/** Page 0 is the first page too; behind one that holds all there is none. */
function judgeProbes({ way, probes }: Walk, list: ListTable): Outcome | undefined {
  const wrong = probes.find((page) => String(idsIn(page, list)) !== String(page.list!.in));
  if (!wrong) return undefined;
  const { value, in: wanted } = wrong.list!;
  const name = list.pages![way as 'offset'];
  return wrongPage('page-duplicate', wrong, `${name}=${value}`, wanted![0] ?? idsIn(wrong, list)?.[0] ?? '', list);
}

function judgeLimit(walks: Walk[], operation: Operation, evidence: Evidence): Outcome {
  const list = operation.list!;
  const telling: Exchange[] = [];
  for (const { before, pages } of walks) {
    for (const page of pages) {
      const ids = idsIn(page, list);
      if (!ids) continue;
      const { size } = page.list!.walk!;
      if (ids.length > size!) return tooMany(page, size!, ids.length, list);
      if ((idsIn(before, list)?.length ?? 0) > size!) telling.push(page);
    }
  }
  if (telling.length > 0) return pass(telling);
  const way = list.pages!.marker === undefined ? 'offset' : 'marker';
  return walks.length > 0 ? unsteady(walks) : untried(operation, evidence, 'page', `page-${way}`);
}

/** What counts all items does not depend on the page. */
function judgeCount(walks: Walk[], operation: Operation, evidence: Evidence): Outcome {
  const list = operation.list!;
  const steady = walks.filter((walk) => wasSteady(walk, list));
  for (const { before, pages } of steady) {
    const whole = idsIn(before, list)?.length;
    const wrong = [before, ...pages].find((page) => valueAt(page.response!.body, list.pages!.count!) !== whole);
    if (wrong) {
      return fail(
        {
          code: 'count-wrong',
          pointer: list.pages!.count!,
          expected: whole,
          actual: valueAt(wrong.response!.body, list.pages!.count!),
          message: {
            en: `There are ${whole} in all, and the page says otherwise.`,
            zh: `总数为 ${whole}，该页返回的总数不符。`,
          },
        },
        [wrong, before],
      );
    }
  }
  const telling = steady.flatMap(({ pages }) => pages);
  if (telling.length > 0) return pass(telling);
  return walks.length > 0 ? unsteady(walks) : untried(operation, evidence, 'page', 'page-offset');
}

function judgeSize(part: 'default' | 'maximum', operation: Operation, evidence: Evidence): Outcome {
  const list = operation.list!;
  const most = list.pages![part]!;
  const crowded = answered(operation, evidence).find((exchange) => {
    const isLimited = new URL(exchange.request.url).searchParams.has(list.pages!.limit);
    return (part === 'maximum' || !isLimited) && (itemsIn(exchange, list)?.length ?? 0) > most;
  });
  if (crowded) return tooMany(crowded, most, itemsIn(crowded, list)!.length, list);
  const tried = triedWith(operation, evidence, 'page', (mark) => mark.value === part).filter((one) => !isBusy(one));
  for (const exchange of tried) {
    // More than a page may hold may be refused as well.
    if (part === 'maximum' && exchange.response!.status === 400) continue;
    const ids = idsIn(exchange, list);
    if (!ids) return noList(exchange, list.pages!.limit);
    const count = list.pages!.count && valueAt(exchange.response!.body, list.pages!.count);
    const expected = typeof count === 'number' ? Math.min(count, most) : ids.length;
    if (ids.length < expected) return tooMany(exchange, expected, ids.length, list);
  }
  return tried.length > 0 ? pass(tried) : untried(operation, evidence, 'page', `page-${part}`);
}

function idsIn(exchange: Exchange, list: ListTable): string[] | undefined {
  return itemsIn(exchange, list)?.map((item) => idIn(item, list));
}

function wrongPage(code: string, page: Exchange, way: string, id: string, list: ListTable): Outcome {
  const what: Record<string, { en: string; zh: string }> = {
    'page-duplicate': { en: `${id} comes twice.`, zh: `${id} 重复出现。` },
    'page-gap': { en: `${id} comes on no page.`, zh: `${id} 未出现在任何一页。` },
    'page-link-missing': { en: 'there is no link to the next page.', zh: '没有指向下一页的链接。' },
  };
  const message = { en: `Walking by ${way}, ${what[code]!.en}`, zh: `按 ${way} 翻页时，${what[code]!.zh}` };
  return fail({ code, pointer: list.items, actual: id, message }, [page]);
}

function tooMany(page: Exchange, size: number, found: number, list: ListTable): Outcome {
  return fail(
    {
      code: 'page-size',
      pointer: list.items,
      expected: size,
      actual: found,
      message: { en: `The page has ${found} items instead of ${size}.`, zh: `该页有 ${found} 项，应为 ${size} 项。` },
    },
    [page],
  );
}

function unsteady(walks: Walk[]): Outcome {
  return inconclusive(
    'list-unsteady',
    {
      en: 'The list has one item at most, or changed while it was walked through.',
      zh: '列表至多一项，或在遍历期间发生变化。',
    },
    walks.flatMap(({ before, pages }) => [before, ...pages]),
  );
}
