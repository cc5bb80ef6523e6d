/**
 * Characters that a reader cannot see, or that change how the text around them is shown or run: controls (a terminal obeys
 * them), marks of direction (they turn words round on the screen), line and paragraph separators, the zero-width space and
 * the byte order mark, and halves of surrogate pairs.
 */
export const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The same, for replacing all of them. */
export const ALL_UNSEEN = new RegExp(UNSEEN.source, 'g');

/**
 * Writes each unseen character of a text as its escape (`\u001b`, `\u202e`), so that a target's text can be shown anywhere.
 * `keep` lists characters that stay as they are, such as `'\n'` where lines are wanted.
 */
export function visible(text: string, keep = ''): string {
  return text.replace(ALL_UNSEEN, (character) => (keep.includes(character) ? character : escapeCharacter(character)));
}

/** A JSON string of a value in which nothing is unseen; `space` as for JSON.stringify. It still parses to the same value. */
export function visibleJson(value: unknown, space?: number): string {
  return visible(JSON.stringify(value, null, space) ?? 'null', '\n');
}

/** A text on one line, unseen characters escaped, cut at `limit` characters. */
export function oneLine(text: string, limit: number): string {
  const line = visible(text.replace(/[ \t\r\n]+/g, ' ').trim());
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** A character as `\\uXXXX`, the form that JSON, JavaScript and the `$'...'` quotes of a shell share. */
export function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text whose halves of surrogate pairs are replaced (U+FFFD), as encoders of URLs and UTF-8 want it. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
