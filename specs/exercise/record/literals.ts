/** Shorter secrets are only found where nothing touches them: `admin` must not be taken out of `administrator`. */
const FREE_STANDING_BELOW = 8;
/** Still shorter ones are only found behind a sensitive name: they would tear every text to pieces. */
const SHORTEST = 4;

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
  return {
    add(value) {
      if (value.length < SHORTEST || PLAIN_WORDS.has(value.toLowerCase())) return;
      for (const form of formsOf(value)) if (!secretByForm.has(form)) secretByForm.set(form, value);
      // The longest first: one secret may begin another.
      forms = [...secretByForm.keys()].sort((a, b) => b.length - a.length);
    },
    replace(text, replace) {
      let done = text;
      for (const form of forms) {
        if (done.includes(form)) done = replaceForm(done, form, () => replace(secretByForm.get(form)!));
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
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${literal}(?![A-Za-z0-9])`, 'g'), replace);
}

/** A secret as it may stand in a URL, a form, a JSON text or an HTML page. */
function formsOf(value: string): Set<string> {
  const encoded = percentEncoded(value);
  const quoted = JSON.stringify(value).slice(1, -1);
  return new Set([
    value,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    encoded.replaceAll('%20', '+'),
    encodeStrictly(encoded),
    quoted,
    quoted.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
    JSON.stringify(quoted).slice(1, -1),
    htmlEscaped(value),
    htmlEscaped(value).replaceAll('&#39;', '&#x27;'),
    Buffer.from(value).toString('base64'),
  ]);
}

/** With what `encodeURIComponent` leaves though RFC 3986 reserves it. */
function encodeStrictly(encoded: string): string {
  return encoded.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function percentEncoded(value: string): string {
  // A lone surrogate can't be encoded.
  return encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

function htmlEscaped(value: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return value.replace(/[&<>"']/g, (character) => names[character]!);
}
