import type { ListFilter, ListTable } from '../contract/list.ts';
import { fits, valuesAt } from '../contract/selection.ts';
import type { Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fail, inconclusive, pass, targetBusy } from '../judge/outcome.ts';
import type { Outcome, Rule } from '../judge/rule.ts';
import type { Exchange } from '../recording/types.ts';
import { answered, isBusy } from './facts.ts';
import { idIn, itemsIn, noList, planQuery, triedWith, untried } from './list-evidence.ts';

/** Each documented query parameter has its effect: what fits is listed, nothing else is. */
export const queryEffect: Rule = {
  id: 'query-effect',
  title: { en: 'Documented query parameter has its effect', zh: '文档规定的查询参数生效' },

  plan(operation, contract) {
    return Object.keys(operation.list?.filters ?? {}).flatMap((name) => planQuery(contract, operation, name, name));
  },

  judge(check, operation, evidence) {
    const parameter = check.detail!;
    const list = operation.list!;
    const filter = list.filters![parameter]!;
    const tried = triedWith(operation, evidence, 'query', (mark) => mark.parameter === parameter);
    const answers = tried.filter((exchange) => !isBusy(exchange));
    const isNone = ({ response, list: mark }: Exchange): boolean =>
      response!.status === filter.none && (mark!.in?.length ?? 0) === 0;
    const listed = answers.filter((exchange) => !isNone(exchange));
    for (const exchange of listed) {
      const items = itemsIn(exchange, list);
      if (!items) return noList(exchange, parameter);
      const wrong = wrongView(exchange, items, parameter, list) ?? wrongSelection(exchange, items, parameter, list);
      if (wrong) return wrong;
    }
    const stranger = [...listed, ...alsoSent(parameter, filter, operation, evidence)]
      .map((exchange) => strangerIn(exchange, parameter, filter, list))
      .find((outcome) => outcome !== undefined);
    if (stranger) return stranger;
    if (isToldApart(answers)) return pass(answers);
    if (answers.length > 0) return notToldApart(answers);
    return tried.length > 0 ? targetBusy(tried) : untried(operation, evidence, 'query', `query-${parameter}`);
  },
};

/** A known resource that fits and is missing, or that does not fit and is there. */
function wrongSelection(exchange: Exchange, items: unknown[], parameter: string, list: ListTable): Outcome | undefined {
  const { in: wanted = [], out: unwanted = [] } = exchange.list!;
  const listed = new Set(items.map((item) => idIn(item, list)));
  const asked = askedFor(exchange, parameter);
  const missing = wanted.find((id) => !listed.has(id));
  if (missing !== undefined) {
    const message = { en: `${asked} leaves out ${missing}, which fits.`, zh: `${asked} 漏掉了符合条件的 ${missing}。` };
    return fail({ code: 'query-misses', pointer: list.items, expected: missing, message }, [exchange]);
  }
  const stranger = unwanted.find((id) => listed.has(id));
  if (stranger === undefined) return undefined;
  const message = {
    en: `${asked} lists ${stranger}, which does not fit.`,
    zh: `${asked} 列出了不符合条件的 ${stranger}。`,
  };
  return fail({ code: 'query-ignored', pointer: list.items, actual: stranger, message }, [exchange]);
}

/** A member that the parameter has to bring, or must not. */
function wrongView(exchange: Exchange, items: unknown[], parameter: string, list: ListTable): Outcome | undefined {
  const { shows } = exchange.list!;
  if (shows === undefined) return undefined;
  const { member } = list.filters![parameter]!;
  const isShown = items.some((item) => (valuesAt(item, member!)?.length ?? 0) > 0);
  if (isShown === shows) return undefined;
  const asked = askedFor(exchange, parameter);
  const message = shows
    ? { en: `${asked} shows ${member} in no item.`, zh: `${asked} 时没有任何一项含 ${member}。` }
    : { en: `${asked} shows ${member} all the same.`, zh: `${asked} 时仍返回 ${member}。` };
  return fail({ code: shows ? 'query-misses' : 'query-ignored', pointer: list.items, message }, [exchange]);
}

/** Documented calls that had the parameter too; they were not made for this, but their items have to fit as well. */
function alsoSent(parameter: string, filter: ListFilter, operation: Operation, evidence: Evidence): Exchange[] {
  // Who else asks, or at which other microversion, may well be ignored.
  if (filter.version !== undefined) return [];
  const identity = filter.identity ?? operation.list!.identity ?? operation.permission;
  return answered(operation, evidence).filter(
    (exchange) => exchange.intent === 'case' && exchange.identity === identity && queryOf(exchange).has(parameter),
  );
}

/** An item of any kind that shows that it does not fit. */
function strangerIn(exchange: Exchange, parameter: string, filter: ListFilter, list: ListTable): Outcome | undefined {
  const value = queryOf(exchange).get(parameter);
  if (filter.member === undefined || filter.probes || value === null) return undefined;
  const items = itemsIn(exchange, list) ?? [];
  const index = items.findIndex((item) => {
    const values = valuesAt(item, filter.member!);
    return values !== undefined && !isBusyItem(item, filter) && !fits(filter, values, value);
  });
  if (index < 0) return undefined;
  const asked = askedFor(exchange, parameter);
  return fail(
    {
      code: 'query-ignored',
      pointer: `${list.items}/${index}${filter.member.replace(/\/\*.*/, '')}`,
      expected: value,
      actual: valuesAt(items[index], filter.member),
      message: { en: `${asked} lists an item that does not fit.`, zh: `${asked} 列出了不符合条件的项。` },
    },
    [exchange],
  );
}

/** Nova selects by a server's last state, and shows it as what it is becoming. A short list does not tell the two apart. */
function isBusyItem(item: unknown, { busy }: ListFilter): boolean {
  return busy !== undefined && (valuesAt(item, busy)?.some((task) => task !== null) ?? true);
}

function queryOf({ request }: Exchange): URLSearchParams {
  return new URL(request.url).searchParams;
}

function askedFor(exchange: Exchange, parameter: string): string {
  const value = queryOf(exchange).get(parameter);
  return value === null ? `The list without ${parameter}` : `${parameter}=${value}`;
}

/** Whether something was kept out, or a member was shown and then not. */
function isToldApart(exchanges: Exchange[]): boolean {
  const marks = exchanges.map(({ list }) => list!);
  const views = new Set(marks.map(({ shows }) => shows).filter((shows) => shows !== undefined));
  return views.size === 2 || marks.some(({ out }) => (out?.length ?? 0) > 0);
}

function notToldApart(exchanges: Exchange[]): Outcome {
  const detail = {
    en: 'All that is there fits every value that was asked for.',
    zh: '现有资源均符合所查询的各个值，无法区分。',
  };
  return inconclusive('not-told-apart', detail, exchanges);
}
