import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../schemas/fold.ts';
import type { Contract } from '../contract/types.ts';
import { MARK } from '../recording/runs.ts';
import type { Exchange } from '../recording/types.ts';
import { farAddress, freeAddress } from './addresses.ts';
import { type Caller, versionToSend } from './caller.ts';
import type { FactGroup } from './facts.ts';
import { readPointer } from './pointer.ts';
import type { DiscoverySource, Resources } from './resources.ts';
import type { IdentityName, Target } from './target/types.ts';
import { caseVersions } from './versions.ts';

/** How many of each kind are told apart: `$flavor` and `$flavor2`. */
const KEPT = 2;

/** What was found out about a target before the run. */
export interface Discovery {
  microversions: { min: string; max: string } | null;
  /** Facts by alias, as scenarios name them. */
  groups: Map<string, FactGroup>;
  /** Kinds of which nothing was found, with the reason. */
  missing: { kind: string; reason: string }[];
}

/** Asks for the version range, and finds an image, flavors, networks and the like where the target file names none. */
export async function discover(
  contract: Contract,
  caller: Caller,
  resources: Resources,
  target: Target,
): Promise<Discovery> {
  const microversions = await findVersions(caller);
  const groups = new Map<string, FactGroup>();
  const missing: Discovery['missing'] = [];
  const wanted = (source: DiscoverySource): boolean => !source.readOnly || !target.allow.create;
  const kinds = Object.entries(resources.discover).filter(([, sources]) => sources.some(wanted));
  const found = await Promise.all(
    kinds.map(([, sources]) => findFirst(contract, caller, sources, microversions, target)),
  );
  kinds.forEach(([kind], index) => {
    const { items, reason } = found[index]!;
    items.slice(0, KEPT).forEach((facts, place) => {
      groups.set(place === 0 ? kind : `${kind}${place + 1}`, facts);
    });
    if (items.length === 0) missing.push({ kind, reason: reason ?? 'the target has none' });
  });
  if (target.region !== undefined) groups.set('region', { id: target.region });
  applyWishes(target, groups, missing);
  await findSubnet(caller, groups, target.allow.admin);
  const subnet = groups.get('vpc_subnet');
  if (subnet?.cidr !== undefined) groups.set('vpc_subnet', { ...subnet, free: farAddress(subnet.cidr) });
  return { microversions, groups, missing };
}

/** The range that the version document of the compute endpoint states. */
async function findVersions(caller: Caller): Promise<Discovery['microversions']> {
  const exchange = await ask(caller, 'version.list', 'member', null);
  const body = exchange?.response?.body;
  const single = readPointer(body, '/version');
  const listed = readPointer(body, '/versions');
  const documents = Array.isArray(listed) ? listed : single ? [single] : [];
  const best = documents.find(
    (document) => typeof readPointer(document, '/min_version') === 'string' && readPointer(document, '/version'),
  );
  const min = readPointer(best, '/min_version');
  const max = readPointer(best, '/version');
  return isVersion(min) && isVersion(max) ? { min, max } : null;
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && /^\d+\.\d+$/.test(value);
}

async function findFirst(
  contract: Contract,
  caller: Caller,
  sources: DiscoverySource[],
  microversions: Discovery['microversions'],
  target: Target,
): Promise<{ items: FactGroup[]; reason?: string }> {
  let reason: string | undefined;
  for (const source of sources) {
    const identity: IdentityName = source.identity ?? 'member';
    if (!caller.can(identity) || (identity === 'admin' && !target.allow.admin)) {
      reason = 'it takes an administrator, whom the target file does not give or allow';
      continue;
    }
    const operation = contract.operations.get(source.operation) ?? contract.auxiliary.get(source.operation);
    if (!operation || !caller.reaches(operation)) {
      reason = `the catalog has no service for ${source.operation}`;
      continue;
    }
    const { versions } = caseVersions(operation, { versions: ['recommended', 'min'] }, contract, { microversions });
    const exchange = await ask(
      caller,
      source.operation,
      identity,
      versionToSend(contract, operation, versions[0] ?? null),
    );
    const items = readPointer(exchange?.response?.body, source.items);
    if (!Array.isArray(items)) {
      reason = `${source.operation} gave no list (${exchange?.response?.status ?? exchange?.failure?.message})`;
      continue;
    }
    const fitting = choose(items, source).map((item) => factsOf(item, source));
    if (fitting.length > 0) return { items: fitting };
    reason = `${source.operation} lists none that fits`;
  }
  return { items: [], ...(reason ? { reason } : {}) };
}

async function ask(
  caller: Caller,
  id: string,
  identity: IdentityName,
  version: string | null,
  query = {},
): Promise<Exchange | null> {
  const operation = caller.operation(id);
  if (!caller.reaches(operation)) return null;
  return caller.send({ operation, intent: 'discovery', scenario: 'discovery', identity, version, query });
}

function choose(items: unknown[], source: DiscoverySource): unknown[] {
  const keep = (item: unknown): boolean => {
    // What a run made, another one or one that was killed, may be gone at any time.
    if (String((item as FactGroup)?.name).startsWith(MARK)) return false;
    const has = ([name, value]: [string, unknown]): boolean => holds((item as FactGroup)?.[name], value);
    const fits = ([name, expression]: [string, string]): boolean =>
      new RegExp(expression).test(String((item as FactGroup)?.[name]));
    if (!Object.entries(source.where ?? {}).every(has) || Object.entries(source.unless ?? {}).some(has)) return false;
    return Object.entries(source.like ?? {}).every(fits) && !Object.entries(source.unlike ?? {}).some(fits);
  };
  const fitting = items.filter(keep).sort((a, b) => order(a, b, source.order ?? []));
  const { distinct } = source;
  if (distinct === undefined) return fitting;
  const value = (item: unknown): unknown => (item as FactGroup)?.[distinct];
  return fitting.filter((item, index) => fitting.findIndex((other) => value(other) === value(item)) === index);
}

/** Whether a value is what is wanted, or an object that holds it. */
function holds(value: unknown, wanted: unknown): boolean {
  if (!isObject(wanted)) return isDeepStrictEqual(value, wanted);
  return isObject(value) && Object.entries(wanted).every(([name, part]) => holds(value[name], part));
}

function order(left: unknown, right: unknown, names: string[]): number {
  for (const name of names) {
    const a = (left as Record<string, unknown>)[name];
    const b = (right as Record<string, unknown>)[name];
    const difference =
      typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : Number(a) - Number(b);
    if (difference) return difference;
  }
  return 0;
}

function factsOf(item: unknown, source: DiscoverySource): FactGroup {
  const pairs = Object.entries(source.facts ?? {}).map(
    ([name, pointer]) => [name, readPointer(item, pointer)] as const,
  );
  return Object.fromEntries(
    pairs.filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => [name, String(value)]),
  );
}

/** What the target file names takes the place of what was found. */
function applyWishes(target: Target, groups: Map<string, FactGroup>, missing: Discovery['missing']): void {
  for (const [name, value] of Object.entries(target.resources)) {
    const alias = name.replace(/([A-Z])/g, (letter) => `_${letter.toLowerCase()}`);
    groups.set(alias, { ...groups.get(alias), id: value, name: value });
    const index = missing.findIndex((entry) => entry.kind === alias);
    if (index >= 0) missing.splice(index, 1);
  }
}

/** The subnet of the network, and an address in it that is free: only an administrator sees all that are taken. */
async function findSubnet(caller: Caller, groups: Map<string, FactGroup>, mayAdminister: boolean): Promise<void> {
  const network = groups.get('network')?.id;
  if ((groups.has('subnet') && groups.has('address')) || network === undefined) return;
  const exchange = await ask(caller, 'subnet.list', 'member', null, { network_id: network });
  const subnets = itemsOf(exchange, '/subnets').filter((item) => readPointer(item, '/network_id') === network);
  const named = groups.get('subnet')?.id;
  const subnet = subnets.find((item) => named === undefined || readPointer(item, '/id') === named);
  if (subnet === undefined) return;
  if (named === undefined) groups.set('subnet', { id: String(readPointer(subnet, '/id')) });
  if (groups.has('address') || !mayAdminister || !caller.can('admin')) return;
  const ports = await ask(caller, 'port.list', 'admin', null, { network_id: network });
  if (ports?.response?.status !== 200) return;
  const address = freeAddress(subnet, itemsOf(ports, '/ports'));
  if (address !== undefined) groups.set('address', { id: address });
}

function itemsOf(exchange: Exchange | null | undefined, pointer: string): unknown[] {
  const items = readPointer(exchange?.response?.body, pointer);
  return Array.isArray(items) ? items : [];
}
