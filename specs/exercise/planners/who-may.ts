import type { Case, Contract, Operation } from '../../contract/types.ts';
import type { Exchange, Intent } from '../../recording/types.ts';
import { Blocked } from '../blocked.ts';
import type { Call } from '../caller.ts';
import { obstacle } from '../obstacles.ts';
import type { Planner, Scenario, Tools } from '../scenario.ts';
import { sendRefused } from '../send-refused.ts';
import type { IdentityName } from '../target/types.ts';
import { caseVersions, type Possibilities } from '../versions.ts';
import type { Workshop } from '../workshop.ts';
import { unknownIds } from './refusals.ts';

const SERVER = /\{server_id\}/;

/** A member calls what is for administrators. Nova looks for the server first, so there has to be one. */
export const forbidden: Planner = (operation, contract, target) => {
  if (operation.permission !== 'admin') return [];
  const hasServer = SERVER.test(operation.path);
  return oneScenario('forbidden', 'member', operation, contract, target, (scenario, tools) =>
    sendRefused(
      scenario,
      hasServer ? { needs: { server: {} } } : { path: unknownIds(operation.path, tools.workshop) },
      tools,
    ),
  );
};

/** A user of another project calls for a resource of this one. */
export const foreign: Planner = (operation, contract, target) => {
  const kind = ownedKind(operation);
  if (operation.permission !== 'member' || operation.service === 'identity' || kind === undefined) return [];
  return oneScenario('foreign', 'other', operation, contract, target, (scenario, tools) =>
    sendRefused(scenario, { needs: { [kind]: {} } }, tools),
  );
};

/** A request for a server that was there and was deleted. */
export const deleted: Planner = (operation, contract, target) => {
  if (!SERVER.test(operation.path)) return [];
  const identity = operation.permission as IdentityName;
  return oneScenario('deleted', identity, operation, contract, target, async (scenario, tools) => {
    const id = await deletedServer(scenario, tools);
    const path = { ...unknownIds(operation.path, tools.workshop), server_id: '$server.id' };
    return sendRefused(scenario, { path, facts: { server: { id } } }, tools);
  });
};

/** The one scenario of an operation for who may make it. */
export function oneScenario(
  intent: Intent,
  identity: IdentityName,
  operation: Operation,
  contract: Contract,
  target: Possibilities,
  carryOut: (scenario: Scenario, tools: Tools) => Promise<Exchange>,
): Scenario[] {
  const entry: Case = operation.exercise?.[0] ?? {};
  const version = caseVersions(operation, entry, contract, target).versions.at(0) ?? null;
  const isAdministrator = intent === 'forbidden' && target.administrators?.includes(identity) === true;
  const ruledOut = isAdministrator
    ? { reason: 'not-permitted', detail: 'The target file gives no identity that is not an administrator.' }
    : obstacle(operation, identity, target);
  const base = {
    id: `${operation.id}/${intent}`,
    operation,
    intent,
    case: { ...entry, alone: false },
    version,
    identity,
  };
  return [{ ...base, carryOut, ...(ruledOut ? { ruledOut } : {}) }];
}

/** The kind of the resource that an operation's path names last but for what belongs to it. */
function ownedKind(operation: Operation): string | undefined {
  const [, alias] = /\{(?!project_id)([a-z_]+?)_(?:id|name)\}/.exec(operation.path) ?? [];
  if (alias !== 'image') return alias;
  const [, own] = /^\$([a-z_]+)\./.exec(operation.exercise?.[0]?.path?.image_id ?? '') ?? [];
  return own;
}

/** The code with which a server is shown. */
export async function lookAt(
  id: string,
  look: Pick<Call, 'intent' | 'scenario' | 'follows'>,
  workshop: Workshop,
): Promise<number | undefined> {
  const { show, parameter } = workshop.resources.kinds.server!;
  const { response } = await workshop.caller.send({
    operation: workshop.caller.operation(show!),
    ...look,
    identity: 'member',
    version: workshop.pollVersion('server'),
    parameters: { [parameter]: id },
  });
  return response?.status;
}

/** The lab knows a deleted server no more within a second, under load too; ten is for clouds that are slower. */
const LOOKS = 20;
const LOOK_AGAIN_MS = 500;

const deletedServers = new WeakMap<Tools, Promise<string>>();

/** The id of a server of this run that is gone: made and deleted once for all scenarios. */
function deletedServer(scenario: Scenario, tools: Tools): Promise<string> {
  const known = deletedServers.get(tools) ?? makeAndDelete(scenario, tools);
  deletedServers.set(tools, known);
  return known;
}

async function makeAndDelete(scenario: Scenario, { pool, remover, workshop }: Tools): Promise<string> {
  const server = await pool.acquire('ACTIVE', true, scenario.id);
  const removal = await remover.remove(server.entry, true);
  pool.vacate();
  if (removal.outcome === 'left') throw new Blocked('precondition', `The server could not be deleted: ${removal.why}.`);
  await untilUnknown(server.id, scenario, workshop);
  return server.id;
}

/** Nova shows a server as DELETED for a moment, and refuses actions on it with 409, before it knows it no more. */
async function untilUnknown(id: string, scenario: Scenario, workshop: Workshop): Promise<void> {
  const look = { intent: 'cleanup' as const, scenario: scenario.id };
  for (let count = 0; count < LOOKS; count += 1) {
    if ((await lookAt(id, look, workshop)) === 404 || workshop.signal.aborted) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}
