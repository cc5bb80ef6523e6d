/**
 * What stands in a recording in place of a secret: `«redacted:KIND:SHAPE:LENGTH:TAG»`, alone or within a text.
 *
 * - KIND: `password`, `token`, `private-key`, `user-data`, `signature`, `access-key`, `cookie`, `secret`.
 * - SHAPE: what the value looked like (`SHAPES`), so that formats can still be judged.
 * - LENGTH: its characters; `-` for a secret of the target file, whose length is nobody's business.
 * - TAG: a keyed hash of the value under a random key that no one keeps. Equal values of a run have equal tags, so that
 *   "the password shown is the one that was asked for" can be judged; beyond that it tells nothing.
 *
 * Under a name that is sensitive a number becomes 0; true, false, null and the empty string stay, as they hide nothing.
 */
export interface Marker {
  kind: string;
  shape: Shape;
  length: number | null;
  tag: string;
}

/** `text` is none of the others; in particular it is not base64. */
export const SHAPES = ['text', 'base64', 'hex', 'uuid', 'pem-rsa', 'pem-ec', 'pem-openssh', 'pem'] as const;
export type Shape = (typeof SHAPES)[number];

/** Labels of RFC 7468 (and OpenSSH's) by shape. */
export const PEM_LABELS: Partial<Record<Shape, string>> = {
  'pem-rsa': 'RSA PRIVATE KEY',
  'pem-ec': 'EC PRIVATE KEY',
  'pem-openssh': 'OPENSSH PRIVATE KEY',
  pem: 'PRIVATE KEY',
};

const MARKER = new RegExp(`«redacted:([a-z-]+):(${SHAPES.join('|')}):(\\d{1,8}|-):([0-9a-f]+)»`, 'g');

/** Stand-ins of a whole body are not longer than this in all: whoever writes a recording by hand must not fill the memory. */
const STAND_IN_BUDGET = 16 * 1024 * 1024;
const UNKNOWN_LENGTH = 16;
/** No schema looks into a value that deep; whoever followed it on would run out of stack. */
const DEEPEST = 200;

/** A marker as it is written. */
export function formatMarker({ kind, shape, length, tag }: Marker): string {
  return `«redacted:${kind}:${shape}:${length ?? '-'}:${tag}»`;
}

/** The marker that a string is made of, or null. */
export function parseMarker(text: string): Marker | null {
  const match = [...text.matchAll(MARKER)][0];
  if (!match || match[0] !== text) return null;
  return markerOf(match[1]!, match[2]!, match[3]!, match[4]!);
}

/**
 * A copy of a recorded JSON value in which each marker is replaced by a harmless value of the same shape and length, so
 * that types, formats, patterns and lengths can be judged as if nothing had been taken out. Equal markers give equal values.
 */
export function withStandIns<T>(value: T): T {
  let budget = STAND_IN_BUDGET;
  const replace = (_marker: string, kind: string, shape: string, length: string, tag: string): string => {
    const marker = markerOf(kind, shape, length, tag);
    const made = standIn({ ...marker, length: Math.min(marker.length ?? UNKNOWN_LENGTH, budget) });
    budget -= made.length;
    return made;
  };
  const walk = (part: unknown, depth: number): unknown => {
    if (depth > DEEPEST) return part;
    if (typeof part === 'string') return part.includes('«redacted:') ? part.replace(MARKER, replace) : part;
    if (Array.isArray(part)) return part.map((item) => walk(item, depth + 1));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [walk(key, depth), walk(item, depth + 1)]));
  };
  return walk(value, 0) as T;
}

function markerOf(kind: string, shape: string, length: string, tag: string): Marker {
  return { kind, shape: shape as Shape, length: length === '-' ? null : Number(length), tag };
}

function standIn({ shape, length, tag }: Marker): string {
  const characters = length ?? UNKNOWN_LENGTH;
  const label = PEM_LABELS[shape];
  if (label) return pem(label, characters, tag);
  if (shape === 'uuid') {
    const digits = repeat(tag, 32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `8${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }
  // An asterisk is in no base64, and may stand in a URL and in a header.
  return shape === 'text' ? `*${repeat(tag, characters)}`.slice(0, characters) : repeat(tag, characters);
}

function pem(label: string, length: number, tag: string): string {
  const begin = `-----BEGIN ${label}-----\n`;
  const end = `\n-----END ${label}-----\n`;
  return begin + repeat(tag, Math.max(4, length - begin.length - end.length)) + end;
}

function repeat(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}
