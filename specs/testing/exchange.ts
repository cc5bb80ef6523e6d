import type { Exchange } from '../recording/types.ts';

/** An exchange with what a test puts into it; of no contract in particular. */
export function plainExchange(
  parts: {
    request?: Partial<Exchange['request']>;
    response?: Exchange['response'] | undefined;
    failure?: Exchange['failure'];
  } = {},
): Exchange {
  const { request, response, failure } = parts;
  return {
    type: 'exchange',
    id: 'x1',
    operation: 'server.create',
    scenario: 'server.create/documented@2.1',
    intent: 'case',
    microversion: '2.1',
    identity: 'member',
    parameters: {},
    sentAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    request: { method: 'POST', url: 'http://c/v2.1/servers', headers: {}, ...request },
    ...(response ? { response } : {}),
    ...(failure ? { failure } : {}),
  };
}
