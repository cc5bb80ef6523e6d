import type { HttpRequest, Sender } from './http/types.ts';
import type { Journal } from './journal.ts';
import { messagesOf } from './messages.ts';

/** A sender that records the calls of logging in: the request for a token is a documented operation like any other. */
export function recordingSender(sender: Sender, journal: Journal): Sender {
  return {
    async send(request, signal) {
      const id = journal.nextId();
      const result = await sender.send(request, signal);
      const operation = isTokenRequest(request) ? 'token.create' : 'version.list';
      journal.write({
        type: 'exchange',
        id,
        operation,
        scenario: 'log-in',
        intent: 'discovery',
        microversion: null,
        identity: 'none',
        parameters: {},
        ...messagesOf(request, result),
      });
      return result;
    },
  };
}

function isTokenRequest(request: HttpRequest): boolean {
  return request.method === 'POST' && request.url.endsWith('/auth/tokens');
}
