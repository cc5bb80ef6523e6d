import { isObject } from '../../schemas/fold.ts';
import type { Contract, Operation, VmState } from '../contract/types.ts';
import { textOf } from '../judge/compare.ts';
import type { Evidence } from '../judge/evidence.ts';
import { fieldsOf } from '../judge/fields.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Finding } from '../judge/types.ts';
import { isOfAnotherRun } from '../recording/runs.ts';
import { isSuccess } from '../recording/success.ts';
import { succeeded, UPSTREAM } from './facts.ts';

const VM_STATE = 'OS-EXT-STS:vm_state';
const TASK_STATE = 'OS-EXT-STS:task_state';
const NO_MORE = 'DELETED';
const POWER_STATE = 'OS-EXT-STS:power_state';

/** A server stands in a wrapper, or in a list in a wrapper. */
const DEEPEST = 3;

interface View {
  pointer: string;
  server: Record<string, unknown>;
}

/**
 * Wherever a server is shown, its status follows from vm_state and task_state, and its power state fits while nothing is under way.
 * What another run makes may just be forced into another state; only that run knows.
 */
export const stateConsistency: Rule = {
  id: 'state-consistency',
  title: {
    en: 'Status, vm_state, task_state and power_state agree',
    zh: '状态、vm_state、task_state 与 power_state 一致',
  },

  plan(operation, contract) {
    if (!showsStates(operation, contract)) return [];
    return ['status', 'power'].map(
      (detail): PlannedCheck => ({ detail, level: 'must', rows: rowsFor(operation, contract, detail) }),
    );
  },

  judge(check, operation, evidence) {
    const isPower = check.detail === 'power';
    const fault = isPower ? powerFault : statusFault;
    const forced = isPower ? forcedServers(evidence) : new Set<unknown>();
    const telling = [];
    for (const exchange of succeeded(operation, evidence)) {
      const views = viewsIn(exchange.response!.body, '', 0).filter(
        ({ server }) => !forced.has(server.id) && !(isPower && isOfAnotherRun(server.name, evidence.recording.header)),
      );
      for (const view of views) {
        const finding = fault(view, evidence.contract.profile.vmStates);
        if (finding) return fail(finding, [exchange]);
      }
      if (views.length > 0) telling.push(exchange);
    }
    return telling.length > 0 ? pass(telling) : unobserved(operation, evidence);
  },
};

function showsStates(operation: Operation, { schemas }: Contract): boolean {
  if (!schemas.has(operation.response)) return false;
  const fields = fieldsOf(schemas.source(operation.response), (name) => schemas.source(name));
  return [VM_STATE, 'status'].every((name) => fields.some(({ path }) => path === name || path.endsWith(`.${name}`)));
}

function rowsFor(operation: Operation, { profile }: Contract, detail: string): string[] {
  const stated = Object.values(profile.vmStates).flatMap((state) => state.rows ?? []);
  const own = stated.filter((row) => row.includes(`#${operation.id}/`));
  return detail === 'status' && own.length > 0 ? own : [`${UPSTREAM}#${operation.id}/state/consistency`];
}

/** Servers whose state was set by hand: their power state is what it was. */
function forcedServers(evidence: Evidence): Set<unknown> {
  const { contract } = evidence;
  const operations = [...contract.operations.values(), ...contract.auxiliary.values()];
  const forcing = new Set(operations.filter(({ states }) => states?.forced).map(({ id }) => id));
  const sent = evidence.all().filter(({ operation, response }) => forcing.has(operation) && response);
  return new Set(
    sent.filter(({ response }) => isSuccess(response!.status)).map(({ parameters }) => parameters.server_id),
  );
}

/** Objects that show both states, however deep a list or wrapper they stand in. */
function viewsIn(value: unknown, pointer: string, depth: number): View[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => viewsIn(item, `${pointer}/${index}`, depth + 1));
  if (!isObject(value)) return [];
  // Of what is no more, the other states are whatever they were last.
  if (value.status === NO_MORE) return [];
  if (typeof value[VM_STATE] === 'string' && typeof value.status === 'string') return [{ pointer, server: value }];
  return Object.entries(value).flatMap(([name, member]) => viewsIn(member, `${pointer}/${name}`, depth + 1));
}

function statusFault({ pointer, server }: View, table: Record<string, VmState>): Finding | undefined {
  const state = table[textOf(server[VM_STATE])];
  if (!state) {
    return {
      code: 'vm-state-unknown',
      pointer: `${pointer}/${VM_STATE}`,
      expected: Object.keys(table),
      actual: server[VM_STATE],
      message: { en: `There is no vm_state ${server[VM_STATE]}.`, zh: `不存在 vm_state ${server[VM_STATE]}。` },
    };
  }
  const expected = state.tasks?.[textOf(server[TASK_STATE])] ?? state.status;
  if (server.status === expected) return undefined;
  return {
    code: 'status-inconsistent',
    pointer: `${pointer}/status`,
    expected,
    actual: server.status,
    message: {
      en: `The status is ${server.status} with vm_state ${server[VM_STATE]} and task_state ${textOf(server[TASK_STATE])}; it has to be ${expected}.`,
      zh: `vm_state 为 ${server[VM_STATE]}、task_state 为 ${textOf(server[TASK_STATE])} 时状态应为 ${expected}，实际为 ${server.status}。`,
    },
  };
}

function powerFault({ pointer, server }: View, table: Record<string, VmState>): Finding | undefined {
  const power = table[textOf(server[VM_STATE])]?.power;
  const actual = server[POWER_STATE];
  if (!power || actual === undefined || (server[TASK_STATE] ?? null) !== null) return undefined;
  if (power.includes(actual as number)) return undefined;
  return {
    code: 'power-state-inconsistent',
    pointer: `${pointer}/${POWER_STATE}`,
    expected: power,
    actual,
    message: {
      en: `The power state is ${textOf(actual)} with vm_state ${server[VM_STATE]}; ${power.join(' or ')} fits.`,
      zh: `vm_state 为 ${server[VM_STATE]} 时电源状态应为 ${power.join(' 或 ')}，实际为 ${textOf(actual)}。`,
    },
  };
}
