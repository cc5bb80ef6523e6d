import type { Exchange } from '../specs/recording/types.ts';
import { ALL_UNSEEN, escapeCharacter, UNSEEN, visibleJson, wellFormed } from './visible.ts';

/** Headers that curl sets by itself, or that only fit the connection they were sent on. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'user-agent',
  'keep-alive',
]);

/** Headers that hold a secret, and the shell variable that stands for it. */
const SECRET_HEADERS: Record<string, string> = { 'x-auth-token': 'TOKEN', 'x-subject-token': 'SUBJECT_TOKEN' };

/** Headers of a signature: it holds for one moment only, so the line asks with a token in its place. */
const SIGNATURE_HEADERS = new Set(['authorization', 'x-sdk-date', 'x-sdk-content-sha256']);

/** Sent in place of the token by the `bad-token` intent; the recording keeps no token, not even a wrong one. */
const WRONG_TOKEN = 'not-a-token';

/** File that a line reads where the body was too long for the report. */
const BODY_FILE = 'request-body.json';

/**
 * The curl line that repeats an exchange: one line for a POSIX-like shell, secrets as `$TOKEN`, everything else quoted so that
 * nothing of it is run. A request that was signed is repeated with a token. `bodyLeftOut`: the body is not at hand; the line reads
 * it from a file.
 */
export function curlLine(exchange: Exchange, bodyLeftOut = false): string {
  const { method, url, headers, body } = exchange.request;
  const words = ['curl', '-i'];
  if (/[[\]{}]/.test(url)) words.push('--globoff');
  if (/\/\.{1,2}(\/|$|\?)/.test(url)) words.push('--path-as-is');
  if (method === 'HEAD') words.push('--head');
  else if (method !== 'GET' || body !== undefined) words.push('-X', shellQuote(method));
  words.push(/^https?:/i.test(url) ? shellQuote(safeUrl(url)) : `--url ${shellQuote(safeUrl(url))}`);
  for (const word of headerWords(headers, exchange.intent === 'bad-token')) words.push('-H', word);
  if (bodyLeftOut) words.push('--data-binary', `@${BODY_FILE}`);
  else if (body !== undefined) {
    words.push('--data-raw', shellQuote(typeof body === 'string' ? body : visibleJson(body)));
  }
  return words.join(' ');
}

function headerWords(headers: Record<string, string>, wrongToken: boolean): string[] {
  const words: string[] = [];
  let token = false;
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    const secret = SECRET_HEADERS[key];
    if (OWN_HEADERS.has(key)) continue;
    if (secret || SIGNATURE_HEADERS.has(key)) {
      if (key !== 'x-subject-token' && token) continue;
      token ||= key !== 'x-subject-token';
      const shown = secret ? name : 'X-Auth-Token';
      words.push(wrongToken ? shellQuote(`${shown}: ${WRONG_TOKEN}`) : `"${shown}: $${secret ?? 'TOKEN'}"`);
    } else words.push(shellQuote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  return words;
}

/** Percent-encodes what may not stand in a URL as it is (RFC 3986), so that no character of it works on a terminal. */
function safeUrl(url: string): string {
  return wellFormed(url).replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character));
}

/** What stands in a recording for a secret (its shape: `specs/recording/redacted.ts`). */
const MARKER = /«redacted:([a-z-]+):[^»]*»/;

/** Shell variable for each kind of secret. */
const MARKER_VARIABLES: Record<string, string> = {
  password: 'PASSWORD',
  token: 'TOKEN',
  'user-data': 'USER_DATA',
  'private-key': 'PRIVATE_KEY',
  'access-key': 'ACCESS_KEY',
  cookie: 'COOKIE',
};

/** Quotes a word; a secret that was taken out of it becomes a variable of the shell, `"$PASSWORD"`. */
function shellQuote(word: string): string {
  const parts = word.split(MARKER);
  const quoted = parts.map((part, index) => {
    if (index % 2 === 1) return `"$${MARKER_VARIABLES[part] ?? 'SECRET'}"`;
    return part === '' ? '' : quotePart(part);
  });
  return quoted.join('') || "''";
}

/**
 * Quotes text for the shell. Plain words stay; control characters, which a terminal would obey when the line is pasted, are
 * written as escapes in the `$'...'` form of bash, zsh and ksh.
 */
function quotePart(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!UNSEEN.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = wellFormed(text).replace(/[\\']/g, '\\$&').replace(ALL_UNSEEN, escapeCharacter);
  return `$'${escaped}'`;
}
