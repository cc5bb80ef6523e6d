import { isObject } from '../../schemas/fold.ts';
import type { Answered } from './subject.ts';

/** An exchange with another answer. */
export function withResponse(exchange: Answered, response: Partial<Answered['response']>): Answered {
  return { ...exchange, response: { ...exchange.response, ...response } };
}

/** An exchange with another body in its answer. */
export function withBody(exchange: Answered, body: unknown): Answered {
  return withResponse(exchange, { body });
}

/** An exchange without a body in its answer. */
export function withoutBody(exchange: Answered): Answered {
  const { body: _, ...response } = exchange.response;
  return { ...exchange, response };
}

/** An exchange with another header in its answer; `undefined` takes it out. */
export function withHeader(exchange: Answered, name: string, value: string | undefined): Answered {
  const { [name]: _, ...headers } = exchange.response.headers;
  return withResponse(exchange, { headers: value === undefined ? headers : { ...headers, [name]: value } });
}

/** A copy of a JSON value in which the value at a pointer (RFC 6901) is another. The parts beside it are shared. */
export function put(root: unknown, pointer: string, value: unknown): unknown {
  return edit(root, tokens(pointer), (parent, key) => {
    if (Array.isArray(parent)) return parent.with(Number(key), value);
    return Object.fromEntries(Object.entries(parent).map(([name, old]) => [name, name === key ? value : old]));
  });
}

/** The same with a member more. */
export function add(root: unknown, pointer: string, value: unknown): unknown {
  return edit(root, tokens(pointer), (parent, key) =>
    Array.isArray(parent) ? [...parent, value] : { ...parent, [key]: value },
  );
}

/** The same without what is there. */
export function remove(root: unknown, pointer: string): unknown {
  return edit(root, tokens(pointer), (parent, key) =>
    Array.isArray(parent)
      ? parent.toSpliced(Number(key), 1)
      : Object.fromEntries(Object.entries(parent).filter(([name]) => name !== key)),
  );
}

/** The same with a member under another name, in its place. */
export function rename(root: unknown, pointer: string, name: string): unknown {
  return edit(root, tokens(pointer), (parent, key) =>
    Object.fromEntries(Object.entries(parent).map(([old, value]) => [old === key ? name : old, value])),
  );
}

type Parent = Record<string, unknown> | unknown[];

function edit(root: unknown, path: string[], change: (parent: Parent, key: string) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined || !(Array.isArray(root) || isObject(root))) return root;
  if (rest.length === 0) return change(root, first);
  if (Array.isArray(root)) return root.with(Number(first), edit(root[Number(first)], rest, change));
  return { ...root, [first]: edit(root[first], rest, change) };
}

function tokens(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** The pointer of what a value stands in. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(pointer.lastIndexOf('/'), 0));
}
