/** Shorter secrets are only found where nothing touches them: `admin` must not be taken out of `administrator`. */
const FREE_STANDING_BELOW = 8;
/** Still shorter ones are only found behind a sensitive name: they would tear every text to pieces. */
const SHORTEST = 4;

/** Longer secrets (user data) are not looked for in URLs, where they don't fit. */
const LONGEST_PATTERN = 2000;

/** A password that is a word of the protocol hides nothing that a search could keep hidden: it would garble every request. */
const PLAIN_WORDS = new Set([
  'password',
  'secret',
  'token',
  'admin',
  'default',
  'openstack',
  'redacted',
  'private-key',
  'signature',
]);

/** Finds known secrets in texts, however they are written there. */
export interface Literals {
  add(value: string): void;
  /** Replaces each appearance; `replace` gets the secret itself, however it was written. */
  replace(text: string, replace: (value: string) => string): string;
  /** Replaces the beginning of a secret at the end of a text that was cut off. */
  replaceCut(text: string, replace: (value: string) => string): string;
}

/** Makes a search for secrets that knows none yet. */
export function createLiterals(): Literals {
  const secretByForm = new Map<string, string>();
  let forms: string[] = [];
  const patterns = new Map<string, RegExp | undefined>();
  return {
    add(value) {
      if (value.length < SHORTEST || PLAIN_WORDS.has(value.toLowerCase())) return;
      if (value.length <= LONGEST_PATTERN) patterns.set(value, undefined);
      for (const form of formsOf(value)) if (!secretByForm.has(form)) secretByForm.set(form, value);
      // The longest first: one secret may begin another.
      forms = [...secretByForm.keys()].sort((a, b) => b.length - a.length);
    },
    replace(text, replace) {
      let done = text;
      for (const form of forms) {
        if (done.includes(form)) done = replaceForm(done, form, () => replace(secretByForm.get(form)!));
      }
      if (!done.includes('%')) return done;
      for (const [value, made] of patterns) {
        const pattern = made ?? percentPattern(value);
        patterns.set(value, pattern);
        done = done.replace(pattern, () => replace(value));
      }
      return done;
    },
    replaceCut(text, replace) {
      for (const form of forms) {
        for (let length = Math.min(form.length - 1, text.length); length >= SHORTEST; length--) {
          if (text.endsWith(form.slice(0, length))) return text.slice(0, -length) + replace(secretByForm.get(form)!);
        }
      }
      return text;
    },
  };
}

function replaceForm(text: string, form: string, replace: () => string): string {
  if (form.length >= FREE_STANDING_BELOW) return text.replaceAll(form, replace);
  return text.replace(new RegExp(bounded(form, escapeRegExp(form)), 'g'), replace);
}

function bounded(value: string, pattern: string): string {
  return value.length < FREE_STANDING_BELOW ? `(?<![A-Za-z0-9])${pattern}(?![A-Za-z0-9])` : pattern;
}

/** A secret as it may stand in a form, a JSON text or an HTML page. */
function formsOf(value: string): Set<string> {
  const quoted = JSON.stringify(value).slice(1, -1);
  return new Set([
    value,
    value.replaceAll(' ', '+'),
    quoted,
    quoted.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
    JSON.stringify(quoted).slice(1, -1),
    htmlEscaped(value),
    htmlEscaped(value).replaceAll('&#39;', '&#x27;'),
    Buffer.from(value).toString('base64'),
  ]);
}

function htmlEscaped(value: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return value.replace(/[&<>"']/g, (character) => names[character]!);
}

/** Which characters are written as `%XX` in a URL differs from library to library: here any of them may be. */
function percentPattern(value: string): RegExp {
  const characters = [...value].map((character) => {
    const codes = [...Buffer.from(character)].map((byte) => `%${hexDigits(byte)}`).join('');
    return `(?:${escapeRegExp(character)}|${codes}${character === ' ' ? '|\\+' : ''})`;
  });
  return new RegExp(bounded(value, characters.join('')), 'g');
}

function hexDigits(byte: number): string {
  const digits = byte.toString(16).padStart(2, '0');
  return digits.replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
