import type { Exchange, Intent } from '../../recording/types.ts';
import { identityFor, obstacle } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { caseVersions } from '../versions.ts';
import type { Workshop } from '../workshop.ts';

const REFUSALS: Intent[] = ['no-token', 'bad-token', 'unknown-id'];

/** The operation's first case without a token, with a bad one, and for an id that nothing has. */
export const refusals: Planner = (operation, contract, target) => {
  const entry = operation.exercise?.[0] ?? {};
  const version = caseVersions(operation, entry, contract, target).versions.at(0) ?? null;
  return REFUSALS.flatMap((intent): Scenario[] => {
    if (intent !== 'unknown-id' && operation.service === 'identity') return [];
    if (intent === 'unknown-id' && !/\{(?!project_id)[a-z_]+\}/.test(operation.path)) return [];
    const identity = intent === 'unknown-id' ? identityFor(operation, {}, target) : 'member';
    const ruledOut = obstacle(operation, identity, target);
    const base = { id: `${operation.id}/${intent}`, operation, intent, case: entry, version, identity };
    return [{ ...base, carryOut: sendSpoiled, ...(ruledOut ? { ruledOut } : {}) }];
  });
};

/** What belongs to others is not named in a request that must be refused: a broken cloud might accept it. */
export const NEVER_SPOILED = ['host', 'host2', 'server', 'server2'];

/** A request with one thing wrong. Nothing is made for it: what it names is invented, so that no harm is done if it is accepted. */
async function sendSpoiled(scenario: Scenario, { workshop, remover }: Tools): Promise<Exchange> {
  const { operation, intent, identity, version } = scenario;
  const { needs: _needs, ...entry } = scenario.case;
  const facts = workshop.facts.without(NEVER_SPOILED).soft();
  const path = intent === 'unknown-id' || !entry.path ? unknownIds(operation.path, workshop) : entry.path;
  const call = { operation, case: { ...entry, path }, intent, scenario: scenario.id, identity, version, facts };
  const result = await workshop.send(call);
  if (result.created) await remover.remove(result.created.entry, true);
  return result.exchange;
}

/** Path parameters that nothing has. */
export function unknownIds(path: string, workshop: Workshop): Record<string, string> {
  const names = [...path.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1]!);
  return Object.fromEntries(names.map((name) => [name, workshop.resources.unknown[name] ?? '$uuid']));
}
