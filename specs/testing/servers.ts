import type { Contract } from '../contract/types.ts';
import type { Exchange } from '../recording/types.ts';
import { type Changes, exchangeOf } from './recording.ts';

/** Id of the server that these exchanges are about. */
export const SERVER = '5d0f7c3e-8d3a-4a5b-9c1d-2f6e7a8b9c0d';
const START = Date.parse('2024-03-05T07:09:00.000Z');

/** A server that a test says something of, with nothing under way. */
export const aServer = (members: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: SERVER,
  status: 'ACTIVE',
  'OS-EXT-STS:task_state': null,
  ...members,
});

/** Exchanges about one server, each some seconds after the one before it. */
export function story(contract: Contract, steps: [operation: string, changes: Changes][]): Exchange[] {
  return steps.map(([operation, changes], index) => {
    const { path } = contract.operations.get(operation) ?? contract.auxiliary.get(operation)!;
    const parameters = path.includes('{server_id}')
      ? { server_id: SERVER, ...changes.parameters }
      : (changes.parameters ?? {});
    const sentAt = new Date(START + index * 10_000).toISOString();
    return exchangeOf(contract, operation, { ...changes, id: `x${index + 1}`, sentAt, parameters });
  });
}

/** What asked for the server: a request body for `story`. */
export function sending(contract: Contract, operation: string, body: unknown): Pick<Exchange, 'request'> {
  const { method, path } = contract.operations.get(operation)!;
  return { request: { method, url: `https://cloud.example.com${path}`, headers: {}, body } };
}
