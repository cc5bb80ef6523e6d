import type { Exchange } from '../recording/types.ts';
import { versionToSend } from './caller.ts';
import type { Scenario } from './scenario.ts';
import type { IdentityName } from './target/types.ts';
import { caseVersions } from './versions.ts';
import type { Workshop } from './workshop.ts';

/**
 * Lists the resources of a kind once, to show whether refused requests made any of them.
 * @param names names that they would have borne
 * @param after the last of the refused requests
 */
export async function lookFor(
  kind: string,
  names: string[],
  after: Exchange,
  scenario: Scenario,
  workshop: Workshop,
): Promise<void> {
  const definition = workshop.resources.kinds[kind];
  const operation = definition?.list && workshop.find(definition.list.operation);
  if (!operation || !workshop.caller.reaches(operation)) return;
  const plain = { versions: ['recommended', 'min'] };
  const version = caseVersions(operation, plain, workshop.contract, workshop.possibilities).versions[0] ?? null;
  const wanted = definition.identity === 'admin' || operation.permission === 'admin' ? 'admin' : scenario.identity;
  const identity: IdentityName = workshop.caller.can(wanted as IdentityName) ? (wanted as IdentityName) : 'member';
  await workshop.caller.send({
    operation,
    intent: 'look',
    scenario: scenario.id,
    identity,
    version: versionToSend(workshop.contract, operation, version),
    query: definition.list!.query ?? {},
    follows: after.id,
    absent: names,
  });
}
