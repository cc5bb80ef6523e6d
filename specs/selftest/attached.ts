import type { Attachment, Consistency } from '../contract/consistency.ts';
import { type Place, placesAt, valueIn } from '../contract/paths.ts';
import type { Operation } from '../contract/types.ts';
import { valueAt } from '../judge/fields.ts';
import { add, parentOf, put, remove, withBody } from './change.ts';
import type { Answered, Subject } from './subject.ts';

/** An answer that shows a resource, and where. */
export interface Look extends Place {
  exchange: Answered;
}

/** A kind of parts that are attached and detached by themselves, and the kind of resource that shows them. */
export interface Attachable {
  table: Consistency;
  entry: Attachment;
}

/** The parts that an operation attaches or detaches. */
export function attachable({ contract }: Subject, { id }: Operation): Attachable | undefined {
  for (const table of contract.consistency.values()) {
    const entry = table.attachments?.find(({ attach, detach }) => [attach, detach].includes(id));
    if (entry) return { table, entry };
  }
  return undefined;
}

/** The answer that attached what a request to detach names. */
export function attaching(subject: Subject, { entry }: Attachable, { parameters }: Answered): Answered | undefined {
  const { operations, auxiliary } = subject.contract;
  const attach = operations.get(entry.attach) ?? auxiliary.get(entry.attach);
  const accepted = attach ? subject.accepted(attach) : [];
  return accepted.find(({ response }) => valueIn(response.body, entry.key) === parameters[entry.parameter]);
}

/** Every answer that shows a resource and says something of such parts, in the order of sending; any resource where none is named. */
export function looksAt(subject: Subject, { table, entry }: Attachable, id?: string): Look[] {
  return subject.recording.exchanges.flatMap((one): Look[] => {
    const exchange = subject.exchange(one.id);
    const view = table.views[one.operation];
    if (view === undefined || !exchange || exchange.response.status >= 300) return [];
    return placesAt(exchange.response.body, view)
      .filter(({ value }) => id === undefined || valueIn(value, table.id) === id)
      .filter(({ value }) => valueIn(value, holderOf(entry)) !== undefined)
      .map((place) => ({ ...place, exchange }));
  });
}

/** Whether a look shows the part that has a mark. */
export function shows({ value }: Look, { shown }: Attachment, mark: unknown): boolean {
  return placesAt(value, shown).some((place) => place.value === mark);
}

/** An answer that no longer shows a part. */
export function without({ exchange, value, pointer }: Look, { shown }: Attachment, mark: unknown): Answered {
  const { body } = exchange.response;
  const [part] = placesAt(value, shown, pointer).filter((place) => place.value === mark);
  const item = parentOf(part!.pointer);
  const list = parentOf(item);
  // A map has no member for a list that is empty.
  const isAlone = shown.includes('*') && (valueAt(body, list) as unknown[]).length === 1;
  return withBody(exchange, remove(body, isAlone ? list : item));
}

/** An answer that shows a part as well, made like one of another. */
export function withPart(
  { exchange, value, pointer }: Look,
  like: Look,
  { shown }: Attachment,
  mark: unknown,
): Answered {
  const [place] = placesAt(like.value, shown);
  const item = parentOf(place!.pointer);
  const list = parentOf(item);
  const part = put(valueAt(like.value, item), place!.pointer.slice(item.length), mark);
  const { body } = exchange.response;
  const isThere = Array.isArray(valueAt(value, list));
  return withBody(exchange, isThere ? add(body, `${pointer}${list}/-`, part) : add(body, `${pointer}${list}`, [part]));
}

/** The member of a resource that such parts stand in. */
function holderOf({ shown }: Attachment): string {
  return shown.split(/\[\]|\./)[0]!;
}
