import type { Attachment } from '../contract/consistency.ts';
import { placesAt, valueIn } from '../contract/paths.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { same } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import type { Sighting } from '../judge/sightings.ts';
import type { Exchange } from '../recording/types.ts';
import { succeeded } from './facts.ts';

/** The entry of the consistency tables by which an operation attaches or detaches something, and the kind of resource that shows it. */
export function attachmentOf(
  operation: Operation,
  contract: Contract,
): { entry: Attachment; kind: string } | undefined {
  for (const { kind, attachments } of contract.consistency.values()) {
    const entry = attachments?.find(({ attach, detach }) => [attach, detach].includes(operation.id));
    if (entry) return { entry, kind };
  }
  return undefined;
}

/** The answer that attached what a request names. */
export function attachingOf(exchange: Exchange, entry: Attachment, evidence: Evidence): Exchange | undefined {
  const name = exchange.parameters[entry.parameter];
  const attach = evidence.contract.operations.get(entry.attach) ?? evidence.contract.auxiliary.get(entry.attach);
  return attach && succeeded(attach, evidence).find((one) => valueIn(one.response!.body, entry.key) === name);
}

/** Whether a sighting says anything of such parts: an answer that has none of their kind of member tells nothing. */
export function tellsOf(sighting: Sighting, { shown }: Attachment): boolean {
  const container = valueIn(sighting.value, shown.split(/\[\]|\./)[0]!);
  if (typeof container !== 'object' || container === null) return false;
  return placesAt(sighting.value, shown).length > 0 || Object.keys(container).length === 0;
}

/** Whether a sighting shows the part that has a mark. */
export function showsPart(sighting: Sighting, { shown }: Attachment, mark: unknown): boolean {
  return placesAt(sighting.value, shown).some(({ value }) => same(value, mark));
}
