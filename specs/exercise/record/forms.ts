import { kindOfName } from './sensitive.ts';

/** Gives what to write in place of a value. */
export type Replace = (kind: string, value: string) => string;

/** What stands in a text in place of a marker as long as the text is being worked on: noncharacters, so that no search meets them. */
export const PLACEHOLDER = /\ufdd0([\ufdd2-\ufde1]+)\ufdd1/g;
const ONLY_PLACEHOLDER = /^\ufdd0[\ufdd2-\ufde1]+\ufdd1$/;

export function placeholder(index: number): string {
  const digits = [...index.toString(16)].map((digit) => String.fromCharCode(0xfdd2 + Number.parseInt(digit, 16)));
  return `\ufdd0${digits.join('')}\ufdd1`;
}

/** @param digits what `PLACEHOLDER` captures */
export function placeholderIndex(digits: string): number {
  return Number.parseInt([...digits].map((digit) => (digit.charCodeAt(0) - 0xfdd2).toString(16)).join(''), 16);
}

// All repetitions that something may follow are bounded: texts come from targets that may mean harm.
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,20}PRIVATE KEY-----|$)/g;

/** Its version 0x80 and a time stamp of this century make each of Keystone's Fernet tokens begin so. */
const FERNET_TOKEN = /gAAAA[A-Za-z0-9_-]{40,}={0,2}/g;

const ELEMENT = /<([\w:.-]{1,100})>([^<]+)/g;
const PARAMETER = /(^|[?&;,\s])([\w:.-]{1,100})=([^&;,\s"'<>]+)/g;
const ENCODED_PARAMETER = /(%3F|%26)([\w.-]{1,100})%3D([^%&\s"'<>]+)/gi;

/** Without one of these no form below is there: most texts are ids and names. */
const TELLING = /[=<"'%]|gAAAA|-----BEGIN/;

/**
 * Replaces what a text gives away by its form, whether anyone knew it for a secret or not: private keys, Keystone's tokens, and
 * values behind a sensitive name in JSON (also cut off, escaped, or as Python prints it), XML, query strings and form bodies.
 */
export function replaceByForm(text: string, replace: Replace): string {
  if (!TELLING.test(text)) return text;
  return replaceQuoted(
    text.replace(PRIVATE_KEY, (key) => replace('private-key', key)),
    replace,
  )
    .replace(ELEMENT, (whole, name: string, value: string) => {
      const kind = kindToReplace(name, value);
      return kind ? `<${name}>${replace(kind, value)}` : whole;
    })
    .replace(PARAMETER, (whole, before: string, name: string, value: string) => {
      const kind = kindToReplace(name, value);
      return kind ? `${before}${name}=${replace(kind, value)}` : whole;
    })
    .replace(ENCODED_PARAMETER, (whole, before: string, name: string, value: string) => {
      const kind = kindToReplace(name, value);
      return kind ? `${before}${name}%3D${replace(kind, value)}` : whole;
    })
    .replace(FERNET_TOKEN, (token) => replace('token', token));
}

/** What is taken out already is not taken out again. */
function kindToReplace(name: string, value: string): string | undefined {
  return ONLY_PLACEHOLDER.test(value) ? undefined : kindOfName(name);
}

const QUOTED_NAME = /(?<!\\)(\\{0,31})(["'])([^"'\\\s]{1,100})\1\2\s{0,20}[:=]>?\s{0,20}[ub]?(\\{0,31})(["'])/g;

/** `"adminPass": "…"`, `'adminPass': u'…'`, `\"adminPass\": \"…\"`; a value without an end reaches to the end of the text. */
function replaceQuoted(text: string, replace: Replace): string {
  let done = '';
  let position = 0;
  QUOTED_NAME.lastIndex = 0;
  for (let match = QUOTED_NAME.exec(text); match; match = QUOTED_NAME.exec(text)) {
    const start = QUOTED_NAME.lastIndex;
    const kind = kindOfName(match[3]!);
    if (!kind) continue;
    const end = endOfQuoted(text, start, match[5]!, match[4]!.length);
    const value = text.slice(start, end);
    if (value === '' || kindToReplace(match[3]!, value) === undefined) continue;
    done += text.slice(position, start) + replace(kind, value);
    position = end;
    QUOTED_NAME.lastIndex = end;
  }
  return done + text.slice(position);
}

/**
 * Where a quoted value ends whose opening quote stands behind `escapes` backslashes (0 in JSON, 1 in JSON within JSON, then 3, 7, …).
 * A backslash of the value itself is written as 2 · (escapes + 1) of them, so what is left over tells the closing quote from one within.
 */
function endOfQuoted(text: string, start: number, quote: string, escapes: number): number {
  for (let index = text.indexOf(quote, start); index !== -1; index = text.indexOf(quote, index + 1)) {
    let run = 0;
    while (index - run > start && text[index - run - 1] === '\\') run += 1;
    if (run % (2 * (escapes + 1)) === escapes) return index - escapes;
  }
  return text.length;
}
