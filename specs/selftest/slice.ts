import { isDeepStrictEqual } from 'node:util';
import { placesAt, valueIn } from '../contract/paths.ts';
import { statementsOf } from '../contract/statements.ts';
import type { Contract } from '../contract/types.ts';
import { push } from '../judge/fields.ts';
import type { Exchange, Recording } from '../recording/types.ts';
import type { Change } from './types.ts';

/** Looks at one resource that are kept on either side of a changed exchange: the nearest tell most. */
const NEAREST = 8;

/** Cuts out of a recording what has to do with a change: the exchanges on the same resources, and those that belong to the same try. */
export class Slicer {
  readonly #contract: Contract;
  readonly #recording: Recording;
  readonly #index = new Map<Exchange, number>();
  readonly #byKey = new Map<string, Exchange[]>();
  readonly #byId = new Map<string, Exchange>();
  /** One exchange of each operation that was accepted, beside which refusals prove something. */
  readonly #twins = new Map<string, Exchange>();
  /** One accepted exchange of each operation whose answers statements take for granted. */
  readonly #given = new Map<string, Exchange>();

  constructor(contract: Contract, recording: Recording) {
    this.#contract = contract;
    this.#recording = recording;
    const given = givenOperations(contract);
    for (const [index, exchange] of recording.exchanges.entries()) {
      this.#index.set(exchange, index);
      this.#byId.set(exchange.id, exchange);
      for (const key of [...bonds(exchange), ...this.#shown(exchange).keys()]) push(this.#byKey, key, exchange);
      const { intent, operation, response } = exchange;
      if (intent === 'case' && (response?.status ?? 500) < 300 && !this.#twins.has(operation))
        this.#twins.set(operation, exchange);
      if (given.has(operation) && (response?.status ?? 500) < 300 && !this.#given.has(operation))
        this.#given.set(operation, exchange);
    }
  }

  /** A recording of the part alone, in which the change is made. */
  slice({ exchanges = [], awaits = [] }: Change): Recording {
    const kept = new Set<Exchange>();
    const keys = new Set<string>();
    for (const exchange of exchanges) {
      const before = this.#byId.get(exchange.id)!;
      kept.add(before);
      for (const key of [...bonds(before), ...this.#differing(before, exchange)]) {
        keys.add(key);
        for (const other of this.#near(key, before)) kept.add(other);
      }
    }
    for (const wait of awaits) {
      const awaited = this.#byId.get(wait.exchange);
      if (!awaited) continue;
      kept.add(awaited);
      for (const key of bonds(awaited)) for (const other of this.#byKey.get(key) ?? []) kept.add(other);
    }
    for (const exchange of [...kept]) {
      const twin = this.#twins.get(exchange.operation);
      if (twin) kept.add(twin);
    }
    for (const exchange of this.#given.values()) kept.add(exchange);
    const inPlace = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    const waits = new Map(awaits.map((wait) => [wait.exchange, wait]));
    const { header, footer } = this.#recording;
    const ids = new Set([...kept].map(({ id }) => id));
    const part = [...kept].sort((a, b) => this.#index.get(a)! - this.#index.get(b)!);
    return {
      header,
      exchanges: part.map((exchange) => inPlace.get(exchange.id) ?? exchange),
      ...(footer
        ? {
            footer: {
              ...footer,
              awaits: footer.awaits
                .filter((wait) => ids.has(wait.exchange))
                .map((wait) => waits.get(wait.exchange) ?? wait),
            },
          }
        : {}),
    };
  }

  /** What bears a key: whatever changes something, and the nearest looks. */
  #near(key: string, centre: Exchange): Exchange[] {
    const all = this.#byKey.get(key) ?? [];
    if (all.length <= 4 * NEAREST) return all;
    const at = this.#index.get(centre)!;
    const isLook = ({ request, follows }: Exchange): boolean => request.method === 'GET' && follows !== centre.id;
    const before = all.filter((one) => isLook(one) && this.#index.get(one)! < at).slice(-NEAREST);
    const after = all.filter((one) => isLook(one) && this.#index.get(one)! >= at).slice(0, NEAREST);
    return [...all.filter((one) => !isLook(one)), ...before, ...after];
  }

  /** The resources that an answer shows, by key. */
  #shown(exchange: Exchange): Map<string, unknown> {
    const shown = new Map<string, unknown>();
    for (const { views, id, kind } of this.#contract.consistency.values()) {
      const path = views[exchange.operation];
      if (path === undefined || exchange.response === undefined) continue;
      for (const { value } of placesAt(exchange.response.body, path)) {
        const name = valueIn(value, id);
        if (typeof name === 'string' || typeof name === 'number') shown.set(`${kind} ${name}`, value);
      }
    }
    return shown;
  }

  #differing(before: Exchange, after: Exchange): string[] {
    const [old, young] = [this.#shown(before), this.#shown(after)];
    const keys = new Set([...old.keys(), ...young.keys()]);
    return [...keys].filter((key) => !isDeepStrictEqual(old.get(key), young.get(key)));
  }
}

function givenOperations(contract: Contract): Set<string> {
  const statements = [...contract.operations.values()].flatMap((operation) => statementsOf(operation, contract));
  return new Set(statements.flatMap(([, { given }]) => given?.operation ?? []));
}

/** What ties an exchange to others, whatever was answered. */
function bonds({ id, operation, scenario, follows, parameters, list, intent, threshold }: Exchange): string[] {
  return [
    `exchange ${id}`,
    `scenario ${operation} ${scenario}`,
    ...(follows ? [`exchange ${follows}`] : []),
    ...(list?.walk ? [`walk ${list.walk.id}`] : []),
    ...(list ? [`list ${operation} ${intent} ${list.parameter}`] : []),
    ...(intent === 'microversion' ? [`versions ${operation}`] : []),
    ...(threshold ? [`threshold ${operation} ${threshold}`] : []),
    ...Object.entries(parameters)
      .filter(([name]) => name !== 'project_id')
      .map(([name, value]) => `${name.replace(/_id$|_name$/, '')} ${value}`),
  ];
}
