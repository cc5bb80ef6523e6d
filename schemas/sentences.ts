import type { ErrorObject } from 'ajv';

type Keys = (string | number)[];

const TYPE_NAMES: Record<string, string> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a mapping (key: value)',
  array: 'a list',
  null: 'empty',
};

/** Errors that only sum up what their branches say. */
const SUMMARIES = new Set(['anyOf', 'oneOf', 'if', 'not', 'allOf']);

/**
 * Of many errors the one that helps most: the uppermost line, but a misspelt key rather than the missing one that it causes, and
 * of alternatives the one that got furthest into the document.
 */
export function tellingError(
  errors: readonly ErrorObject[],
  lineOf: (keys: Keys) => number | undefined,
): { error: ErrorObject; keys: Keys } {
  const plain = errors.filter((error) => !SUMMARIES.has(error.keyword) && !isCausedBySlip(error, errors));
  const ranked = (plain.length > 0 ? plain : errors).map((error) => ({ error, keys: keysOf(error) }));
  const depthFirst = ranked.filter(({ error }) => !isShallowBranch(error, errors));
  const rest = depthFirst.length > 0 ? depthFirst : ranked;
  const rank = ({ error, keys }: { error: ErrorObject; keys: Keys }): number =>
    (lineOf(keys) ?? 0) * 10 + (error.keyword === 'additionalProperties' ? 0 : error.keyword === 'required' ? 2 : 1);
  const [first] = [...rest].sort((a, b) => rank(a) - rank(b));
  return mergeTypes(first!, rest);
}

/** An error of one sentence: which key, what was expected, how to mend it. */
export function sentenceOf(error: ErrorObject, keys: Keys): string {
  const name = keys.length === 0 ? 'the document' : `"${dotted(keys)}"`;
  const example = exampleOf(error);
  const { params } = error;
  switch (error.keyword) {
    case 'required':
      return `${name} is missing; add it${example}`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'propertyNames':
      return unknownKey(error, keys);
    case 'dependentRequired':
      return `"${dotted([...keys.slice(0, -1), params.property])}" needs "${dotted(keys)}" beside it; add it`;
    case 'type':
      return `${name} must be ${typeNames(params.type)}${example}`;
    case 'enum':
      return `${name} must be one of ${list(params.allowedValues)}${suggestion(error.data, params.allowedValues)}`;
    case 'const':
      return `${name} must be ${JSON.stringify(params.allowedValue)}`;
    case 'format':
      return `${name} is not of the format ${params.format}${example}`;
    case 'pattern':
      return `${name} does not have the form ${params.pattern}${example}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${name} must be ${params.comparison} ${params.limit}${example}`;
    case 'minLength':
      return `${name} must not be shorter than ${params.limit} characters${example}`;
    case 'minItems':
    case 'minProperties':
      return `${name} must have at least ${params.limit} ${params.limit === 1 ? 'entry' : 'entries'}${example}`;
    default:
      return `${name} ${error.message ?? 'is wrong'}${example}`;
  }
}

function keysOf(error: ErrorObject): Keys {
  const keys: Keys = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = error.params as Record<
    string,
    string
  >;
  const last = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
  return last === undefined ? keys : [...keys, last];
}

/** True for a missing key that stands there misspelt. */
function isCausedBySlip(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  if (error.keyword !== 'required') return false;
  const missing = error.params.missingProperty as string;
  return errors.some(
    ({ keyword, instancePath, params }) =>
      keyword === 'additionalProperties' &&
      instancePath === error.instancePath &&
      closest(params.additionalProperty as string, [missing]) === missing,
  );
}

/** True for an error of an alternative where another alternative of the same place got deeper into the document. */
function isShallowBranch(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  return errors.some((summary) => {
    if (summary.keyword !== 'anyOf' && summary.keyword !== 'oneOf') return false;
    if (!error.schemaPath.startsWith(`${summary.schemaPath}/`) || error.instancePath !== summary.instancePath)
      return false;
    return errors.some(
      (other) =>
        other.schemaPath.startsWith(`${summary.schemaPath}/`) &&
        other.instancePath.length > summary.instancePath.length,
    );
  });
}

/** Several alternatives that only differ in the type are told as one: "a text or a list". */
function mergeTypes(
  first: { error: ErrorObject; keys: Keys },
  all: { error: ErrorObject }[],
): { error: ErrorObject; keys: Keys } {
  if (first.error.keyword !== 'type') return first;
  const types = all
    .filter(({ error }) => error.keyword === 'type' && error.instancePath === first.error.instancePath)
    .flatMap(({ error }) => error.params.type as string | string[]);
  return { ...first, error: { ...first.error, params: { type: [...new Set(types)] } } };
}

function unknownKey(error: ErrorObject, keys: Keys): string {
  const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
  const name = String(keys.at(-1));
  const close = closest(name, known);
  const place = keys.length > 1 ? ` in "${dotted(keys.slice(0, -1))}"` : '';
  if (close) return `unknown key "${name}"${place}; did you mean "${close}"?`;
  return `unknown key "${name}"${place}${known.length > 0 ? `; known are ${list(known)}` : ''}`;
}

function exampleOf(error: ErrorObject): string {
  const parent = error.parentSchema as
    | { properties?: Record<string, { examples?: unknown[] }>; examples?: unknown[] }
    | undefined;
  const schema = error.keyword === 'required' ? parent?.properties?.[error.params.missingProperty as string] : parent;
  const [example] = schema?.examples ?? [];
  return example === undefined
    ? ''
    : `; for example ${typeof example === 'string' ? example : JSON.stringify(example)}`;
}

function suggestion(actual: unknown, allowed: readonly unknown[]): string {
  const close = typeof actual === 'string' ? closest(actual, allowed.map(String)) : undefined;
  return close ? `; did you mean "${close}"?` : '';
}

/** The candidate with the fewest changed letters, if they are few enough for a slip of the finger. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map((candidate) => ({
    candidate,
    distance: editDistance(word.toLowerCase(), candidate.toLowerCase()),
  }));
  const best = scored.sort((a, b) => a.distance - b.distance)[0];
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function typeNames(types: string | string[]): string {
  return [types]
    .flat()
    .map((type) => TYPE_NAMES[type] ?? type)
    .join(' or ');
}

function list(values: readonly unknown[]): string {
  return values.map(String).join(', ');
}

function dotted(keys: Keys): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : key))
    .join('.')
    .replaceAll('.[', '[');
}
