import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AnySchemaObject } from 'ajv';
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { isCollection, LineCounter, parseDocument } from 'yaml';
import { createAjv } from './ajv.ts';
import { sentenceOf, tellingError } from './sentences.ts';

/** Where a mistake is: as much of it as is known. */
export interface InputPlace {
  file?: string | undefined;
  /** From 1. */
  line?: number | undefined;
  /** Dotted path in the document: `identities.admin.password`. */
  key?: string | undefined;
}

/** A mistake in something that a person wrote. Its message is one sentence: where, what was expected, how to mend it. */
export class InputError extends Error {
  /** Usage or file error. */
  readonly exitCode = 2;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly key: string | undefined;

  constructor(sentence: string, place: InputPlace = {}) {
    const where = place.file === undefined ? '' : `${shown(place.file)}${place.line ? `:${place.line}` : ''}: `;
    super(where + sentence);
    this.name = 'InputError';
    this.file = place.file;
    this.line = place.line;
    this.key = place.key;
  }
}

/** A file that was read: its data, and where each part of it stands. */
export interface InputDocument {
  file: string;
  data: unknown;
  /** Line (from 1) of a member's key or an item; that of the nearest parent where the path does not exist. */
  lineOf(keys: readonly (string | number)[]): number | undefined;
}

/** Reads a YAML (or JSON) file, or `text` under that name. @throws {InputError} where it can't be read, or is no YAML */
export function readYaml(file: string, text: string = readText(file)): InputDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    throw new InputError(`not readable as YAML: ${plain(error.message)}`, { file, line });
  }
  return { file, data: document.toJS(), lineOf: (keys) => lineOf(document.contents, keys, lines) };
}

/** Gives the data of a document that fits the schema. @throws {InputError} for the first thing in it that does not */
export function validateInput<T>(document: InputDocument, schema: AnySchemaObject): T {
  const validate = compiled(schema);
  if (validate(document.data)) return document.data as T;
  const { error, keys } = tellingError(validate.errors ?? [], (path) => document.lineOf(path));
  throw new InputError(sentenceOf(error, keys), {
    file: document.file,
    line: document.lineOf(keys),
    key: keys.join('.'),
  });
}

/** Reads a file of one of our own formats: `schemas/formats/<format>.yaml`. @throws {InputError} */
export function readValidated<T>(file: string, format: string): T {
  return validateInput<T>(readYaml(file), formatSchema(format));
}

const schemasByFormat = new Map<string, AnySchemaObject>();

/** The schema of one of our own file formats: `schemas/formats/<format>.yaml`. */
export function formatSchema(format: string): AnySchemaObject {
  const known = schemasByFormat.get(format);
  if (known) return known;
  const schema = readYaml(path.join(import.meta.dirname, 'formats', `${format}.yaml`)).data as AnySchemaObject;
  schemasByFormat.set(format, schema);
  return schema;
}

let ajv: Ajv2020 | undefined;
const validators = new WeakMap<AnySchemaObject, ValidateFunction>();

function compiled(schema: AnySchemaObject): ValidateFunction {
  // Verbose: the sentences show a schema's examples. Made late: a program that reads no file of ours should not wait for it.
  ajv ??= createAjv({ verbose: true, strictTypes: true });
  const known = validators.get(schema);
  if (known) return known;
  const validate = ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
}

/** The text of a file. @throws {InputError} where it can't be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new InputError('there is no such file; check the path', { file });
    if (code === 'EISDIR') throw new InputError('this is a folder; name a file in it', { file });
    if (code === 'EACCES') throw new InputError('this file may not be read; check its permissions', { file });
    throw error;
  }
}

function lineOf(root: unknown, keys: readonly (string | number)[], lines: LineCounter): number | undefined {
  let node = root;
  let offset = offsetOf(root);
  for (const key of keys) {
    if (!isCollection(node)) break;
    const child: unknown = node.get(key, true);
    const found = offsetOf(keyNode(node.items, key)) ?? offsetOf(child);
    if (found === undefined) break;
    offset = found;
    node = child;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

/** The node of a mapping's key: a mistake in a value of many lines is shown at its name. */
function keyNode(items: readonly unknown[], key: string | number): unknown {
  const keys = items.map((item) => (item as { key?: { value?: unknown } } | null)?.key);
  return keys.find((node) => node?.value !== undefined && String(node.value) === String(key));
}

function offsetOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}

/** The path as a person would type it from here. */
function shown(file: string): string {
  const relative = path.relative('', file);
  return relative === '' || relative.startsWith('..') ? file : relative;
}

function plain(message: string): string {
  return message.split('\n')[0]!.replace(/[.:]\s*$/, '');
}
