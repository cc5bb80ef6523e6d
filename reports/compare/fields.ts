import { isObject, type Schema } from '../../schemas/fold.ts';
import type { Operation } from '../../specs/contract/types.ts';
import { escapePointer, type Walk, walkBody } from '../../specs/judge/fields.ts';
import { isSuccess } from '../../specs/recording/success.ts';
import type { Exchange } from '../../specs/recording/types.ts';
import { formOf, typeOf } from './shape.ts';
import { operationOf, type Subject, versionIn } from './subject.ts';

/** What a side's answers of an operation showed of one field. */
export interface FieldSeen {
  /** How often it was there, by microversion. */
  present: Map<string, number>;
  /** Its types and the forms of its texts, by microversion, each with an exchange that shows it. */
  types: Map<string, Map<string, Sight>>;
  forms: Map<string, Map<string, Sight>>;
  first: Sight;
}

/** Where something was seen: an exchange, and the JSON pointer in its answer's body. */
export interface Sight {
  exchange: string;
  pointer: string;
}

/** What a side's answers of an operation were made of. */
export interface OperationSeen {
  fields: Map<string, FieldSeen>;
  /** How often each object was there (empty path: the body), by microversion, with an exchange that shows it. */
  objects: Map<string, { versions: Map<string, number>; exchange: string; pointer: string }>;
}

/** The fields of all successful answers of a run, by operation. Paths are written as in the inventory: `servers[].addresses.*[].addr`. */
export function observeFields(subject: Subject): Map<string, OperationSeen> {
  const seen = new Map<string, OperationSeen>();
  for (const exchange of subject.recording.exchanges) {
    const { response } = exchange;
    if (!response || !isSuccess(response.status) || typeof response.body !== 'object') continue;
    const operation = operationOf(subject, exchange);
    if (!operation) continue;
    const ofOperation = seen.get(operation.id) ?? { fields: new Map(), objects: new Map() };
    seen.set(operation.id, ofOperation);
    const version = versionIn(subject, exchange);
    const walk = walkOf(operation, subject, version, response.body);
    new Visit(ofOperation, walk, exchange, version).value(response.body, '', '');
  }
  return seen;
}

function walkOf(operation: Operation, subject: Subject, version: string, body: unknown): Walk | undefined {
  const { schemas } = subject.contract;
  if (operation.response === 'none' || !schemas.has(operation.response)) return undefined;
  const lookUp = (name: string): Schema => schemas.folded(name, version);
  return walkBody(lookUp(operation.response), body, lookUp);
}

/** Most levels of a body that are looked at. */
const DEEPEST = 12;

/** A walk through one body that counts what it has. */
class Visit {
  readonly #seen: OperationSeen;
  readonly #paths: Map<string, string> | undefined;
  readonly #unknown: Set<string>;
  readonly #exchange: Exchange;
  readonly #version: string;

  constructor(seen: OperationSeen, walk: Walk | undefined, exchange: Exchange, version: string) {
    this.#seen = seen;
    this.#paths = walk?.paths;
    this.#unknown = new Set(walk?.unknown.map(({ pointer }) => pointer));
    this.#exchange = exchange;
    this.#version = version;
  }

  value(value: unknown, pointer: string, path: string, depth = 0): void {
    if (depth > DEEPEST) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        this.value(item, `${pointer}/${index}`, `${path}[]`, depth + 1);
      });
    } else if (isObject(value)) {
      this.#countObject(path, pointer);
      const counted = new Set<string>();
      for (const [name, member] of Object.entries(value)) {
        const inner = `${pointer}/${escapePointer(name)}`;
        const innerPath = this.#pathOf(inner, path, name);
        if (!counted.has(innerPath)) this.#countField(innerPath, inner, member);
        counted.add(innerPath);
        this.value(member, inner, innerPath, depth + 1);
      }
    }
  }

  /** The schema's path of a member. An entry of an open map has no name of its own; what the schema does not know keeps its name. */
  #pathOf(pointer: string, parent: string, name: string): string {
    const prefix = parent === '' ? '' : `${parent}.`;
    const known = this.#paths?.get(pointer);
    if (known !== undefined) return known;
    const around = pointer.slice(0, pointer.lastIndexOf('/'));
    const isEntry = this.#paths?.has(around) && !this.#unknown.has(pointer);
    return prefix + (isEntry ? '*' : name);
  }

  #countObject(path: string, pointer: string): void {
    const known = this.#seen.objects.get(path) ?? { versions: new Map(), exchange: this.#exchange.id, pointer };
    this.#seen.objects.set(path, known);
    known.versions.set(this.#version, (known.versions.get(this.#version) ?? 0) + 1);
  }

  #countField(path: string, pointer: string, value: unknown): void {
    const known = this.#seen.fields.get(path) ?? {
      present: new Map<string, number>(),
      types: new Map<string, Map<string, Sight>>(),
      forms: new Map<string, Map<string, Sight>>(),
      first: { exchange: this.#exchange.id, pointer },
    };
    this.#seen.fields.set(path, known);
    known.present.set(this.#version, (known.present.get(this.#version) ?? 0) + 1);
    this.#note(known.types, typeOf(value), pointer);
    const form = typeof value === 'string' ? formOf(value) : undefined;
    if (form) this.#note(known.forms, form, pointer);
  }

  #note(seen: Map<string, Map<string, Sight>>, name: string, pointer: string): void {
    const names = seen.get(this.#version) ?? new Map<string, Sight>();
    seen.set(this.#version, names);
    if (!names.has(name)) names.set(name, { exchange: this.#exchange.id, pointer });
  }
}

/** The object that a field is a member of: `server` of `server.id`, `servers[]` of `servers[].id`, the body of `servers`. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf('.');
  return at < 0 ? '' : path.slice(0, at);
}
