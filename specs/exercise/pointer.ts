/** JSON pointers (RFC 6901) on plain JSON values. */

/** The value at a pointer, or undefined. */
export function readPointer(value: unknown, pointer: string): unknown {
  return tokens(pointer).reduce<unknown>(
    (part, token) => (typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[token] : undefined),
    value,
  );
}

/** A copy with the value at the pointer put in; objects on the way are made. */
export function setPointer(root: unknown, pointer: string, value: unknown): unknown {
  return edit(root, tokens(pointer), (holder, token) => {
    (holder as Record<string, unknown>)[token] = value;
  });
}

/** A copy without the member at the pointer. */
export function unsetPointer(root: unknown, pointer: string): unknown {
  if (readPointer(root, pointer) === undefined) return root;
  return edit(root, tokens(pointer), (holder, token) => {
    if (Array.isArray(holder)) holder.splice(Number(token), 1);
    else delete (holder as Record<string, unknown>)[token];
  });
}

function edit(root: unknown, path: string[], change: (holder: object, token: string) => void): unknown {
  const copy = structuredClone(root) ?? {};
  let holder = copy as Record<string, unknown>;
  for (const token of path.slice(0, -1)) {
    if (typeof holder[token] !== 'object' || holder[token] === null) holder[token] = {};
    holder = holder[token] as Record<string, unknown>;
  }
  change(holder, path.at(-1)!);
  return copy;
}

function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}
