import type { RecordedResponse } from '../../recording/types.ts';

/** Deeper JSON than this is kept as text: no cloud sends it, and whoever walks it would run out of stack. */
export const DEPTH_LIMIT = 200;

type RecordedBody = Pick<RecordedResponse, 'body' | 'unparsable' | 'truncated'>;

/** What of a response's bytes is recorded: parsed JSON where it is declared as JSON and is, else text; nothing where there are none. */
export function readBody(bytes: Uint8Array, contentType: string | undefined, truncated: boolean): RecordedBody {
  if (bytes.length === 0) return {};
  const cut = truncated ? ({ truncated } as const) : {};
  const text = decode(bytes);
  if (!isJson(contentType)) return { body: text ?? decodeAnyway(bytes), ...cut };
  if (text === undefined || truncated || depthOf(text) > DEPTH_LIMIT) {
    return { body: text ?? decodeAnyway(bytes), unparsable: true, ...cut };
  }
  try {
    return { body: JSON.parse(text) };
  } catch {
    return { body: text, unparsable: true };
  }
}

/** True for `application/json` and types that end in `+json`, with any parameters. */
export function isJson(contentType: string | undefined): boolean {
  const type = contentType?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  return type === 'application/json' || type.endsWith('+json');
}

/** RFC 8259 section 8.1 demands UTF-8 of JSON: other bytes make it unparsable. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeAnyway(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
