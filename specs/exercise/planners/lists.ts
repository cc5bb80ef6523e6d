import type { ListFilter, ListTable } from '../../contract/list.ts';
import type { Contract, Operation } from '../../contract/types.ts';
import type { Intent } from '../../recording/types.ts';
import { tryOrder } from '../list-order.ts';
import { badQuery, tryFilter } from '../list-queries.ts';
import { tryPageSize, walkPages } from '../list-walks.ts';
import { identityFor, obstacle } from '../obstacles.ts';
import type { Planner, Scenario } from '../scenario.ts';
import { caseVersions, type Possibilities } from '../versions.ts';

/** The query parameters of a list: each filter, each way to walk through it, each key to sort by, each value that it refuses. */
export const lists: Planner = (operation, contract, target) => {
  const { list } = operation;
  if (!list) return [];
  const plan = planFor(operation, list, contract, target);
  return [...filters(list, plan), ...walks(list, plan), ...orders(list, plan), ...refusals(list, plan)];
};

type Plan = (
  name: string,
  intent: Intent,
  options: { identity?: string; version?: string } | undefined,
  carryOut: Scenario['carryOut'],
) => Scenario;

function planFor(operation: Operation, list: ListTable, contract: Contract, target: Possibilities): Plan {
  return (name, intent, options, carryOut) => {
    const wanted = options?.identity ?? list.identity;
    const identity = identityFor(operation, wanted === undefined ? {} : { identity: wanted }, target);
    const asked = options?.version ?? list.version ?? 'recommended';
    const { versions, missing } = caseVersions(operation, { versions: [asked] }, contract, target);
    const late = missing[0];
    const ruledOut =
      obstacle(operation, identity, target) ??
      (late === undefined
        ? undefined
        : { reason: 'version-range', detail: `The target does not offer microversion ${late}.` });
    return {
      id: `${operation.id}/${name}`,
      operation,
      intent,
      case: {},
      version: versions[0] ?? late ?? null,
      identity,
      carryOut,
      ...(intent === 'bad-query' ? {} : { population: list.population }),
      ...(ruledOut ? { ruledOut } : {}),
    };
  };
}

function filters(list: ListTable, plan: Plan): Scenario[] {
  return Object.entries(list.filters ?? {}).map(([parameter, filter]: [string, ListFilter]) =>
    plan(`query-${parameter}`, 'query', filter, tryFilter(parameter, filter)),
  );
}

function walks({ pages }: ListTable, plan: Plan): Scenario[] {
  if (!pages) return [];
  const ways = (['marker', 'offset', 'links'] as const).filter((way) => pages[way] !== undefined);
  const sizes = (['default', 'maximum'] as const).filter((size) => pages[size] !== undefined);
  return [
    ...ways.map((way) => plan(`page-${way}`, 'page', pages, walkPages(way))),
    ...sizes.map((size) => plan(`page-${size}`, 'page', pages, tryPageSize(size))),
  ];
}

function orders({ order }: ListTable, plan: Plan): Scenario[] {
  return Object.keys(order?.keys ?? {}).map((key) => plan(`sort-${key}`, 'sort', order, tryOrder(key)));
}

function refusals(list: ListTable, plan: Plan): Scenario[] {
  return Object.entries(list.refuses ?? {}).map(([id, refusal]) =>
    plan(`bad-query-${id}`, 'bad-query', refusal, badQuery(refusal)),
  );
}
