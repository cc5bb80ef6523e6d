import type { RecordedFailure } from '../../recording/types.ts';

export type FailureKind = 'refused' | 'reset' | 'timeout' | 'dns' | 'tls' | 'protocol' | 'aborted' | 'other';

/** By error code of Node, its TLS and its DNS, of undici and of its parser; the first that fits. */
const KINDS: [RegExp, FailureKind][] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENOTFOUND|EAI_\w+)$/, 'dns'],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'timeout'],
  [
    /^(EPROTO|ERR_(SSL|TLS)_\w+|(DEPTH|SELF|UNABLE|CERT|HOSTNAME|CRL|INVALID_CA|PATH_LENGTH|INVALID_PURPOSE)_?\w*)$/,
    'tls',
  ],
  [/^(HPE_\w+|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_\w+)$/, 'protocol'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^UND_ERR_(ABORTED|DESTROYED|CLOSED)$/, 'aborted'],
];

/** An error of the HTTP client in the words of a recording. The codes of its causes count too, from the outermost inwards. */
export function failureOf(error: unknown): RecordedFailure {
  const chain = causes(error);
  // A port that speaks no TLS closes, or answers, before there is a TLS error to show.
  if (chain.some((cause) => /before secure TLS connection/.test(cause.message)))
    return { kind: 'tls', message: messageOf(error) };
  for (const cause of chain) {
    const code = (cause as { code?: unknown }).code;
    const kind = typeof code === 'string' ? KINDS.find(([pattern]) => pattern.test(code))?.[1] : undefined;
    if (kind) return { kind, message: messageOf(cause) };
  }
  if (chain.some((cause) => cause.name === 'HTTPParserError')) return { kind: 'protocol', message: messageOf(error) };
  if (chain.some((cause) => cause.name === 'AbortError'))
    return { kind: 'aborted', message: 'given up by this program' };
  return { kind: 'other', message: messageOf(error) };
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  let current = error;
  while (current instanceof Error && !chain.includes(current)) {
    chain.push(current);
    current = current.cause ?? (current instanceof AggregateError ? current.errors[0] : undefined);
  }
  return chain;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  // An AggregateError, as connecting to several addresses gives it, has no message.
  return error.message || (error instanceof AggregateError ? messageOf(error.errors[0]) : String(code ?? error.name));
}
