import { visible, visibleJson } from '../../visible.ts';

/** A line of pretty-printed JSON. */
export interface Line {
  depth: number;
  /** Member name with its quotes and colon; empty for items and closing brackets. */
  key: string;
  text: string;
  kind: 'bracket' | 'string' | 'number' | 'literal';
  /** JSON pointer (RFC 6901) of the value that the line belongs to. */
  pointer: string;
}

/** Deepest nesting that is laid out; what lies deeper is shown as `…`. */
const MAX_DEPTH = 40;

/** Lays a JSON value out in lines, unseen characters escaped. */
export function jsonLines(value: unknown): Line[] {
  const lines: Line[] = [];
  add(lines, value, '', '', 0, '');
  return lines;
}

function add(lines: Line[], value: unknown, pointer: string, key: string, depth: number, comma: string): void {
  if (typeof value !== 'object' || value === null) {
    const kind = typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'literal';
    lines.push({ depth, key, text: visibleJson(value) + comma, kind, pointer });
    return;
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Object.entries(value);
  if (members.length === 0 || depth >= MAX_DEPTH) {
    const inside = members.length === 0 ? '' : '…';
    lines.push({ depth, key, text: open + inside + close + comma, kind: 'bracket', pointer });
    return;
  }
  lines.push({ depth, key, text: open, kind: 'bracket', pointer });
  members.forEach(([name, member], index) => {
    const label = Array.isArray(value) ? '' : `${visible(JSON.stringify(name))}: `;
    const below = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    add(lines, member, below, label, depth + 1, index < members.length - 1 ? ',' : '');
  });
  lines.push({ depth, key: '', text: close + comma, kind: 'bracket', pointer });
}

/**
 * Where a pointer leads to in a value: to the value itself, or, where that is absent, to the nearest one around it, and
 * then the name that is missing there.
 */
export function locate(value: unknown, pointer: string): { pointer: string; missing: string | null } {
  let current = value;
  let reached = '';
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, name)) {
      return { pointer: reached, missing: pointer.slice(reached.length + 1) };
    }
    current = (current as Record<string, unknown>)[name];
    reached += `/${part}`;
  }
  return { pointer: reached, missing: null };
}

/** Whether a line shows a value or something inside it. */
export function isWithin(line: Line, pointer: string): boolean {
  return line.pointer === pointer || line.pointer.startsWith(`${pointer}/`);
}
