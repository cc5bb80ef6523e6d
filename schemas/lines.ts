import type { AnySchemaObject } from 'ajv';
import { formatSchema, InputError, readText, validateInput } from './input.ts';

/** One line of a file in JSON lines. */
export interface JsonLine {
  /** From 1. */
  line: number;
  type: string;
  data: Record<string, unknown>;
}

/**
 * Reads a file in JSON lines whose lines are of the types that `schemas/formats/<format>.yaml` defines. The first one is a header
 * with a format version. A last line that was cut off in the writing is left out.
 * @throws {InputError} with the number of the line
 */
export function readLines(file: string, format: string): JsonLine[] {
  const texts = readText(file).split('\n');
  const cut = texts.pop() ?? '';
  const lines = texts.map((text, index) => readLine(file, format, text, index + 1));
  if (cut.trim() !== '' && isJson(cut)) lines.push(readLine(file, format, cut, texts.length + 1));
  const [first] = lines;
  if (!first)
    throw new InputError(`this ${format} is empty: it has no header; it was ended before it began`, { file, line: 1 });
  if (first.type !== 'header')
    throw new InputError(`a ${format} begins with its header, and not with "${first.type}"`, { file, line: 1 });
  const second = lines.slice(1).find(({ type }) => type === 'header');
  if (second)
    throw new InputError(`a ${format} has one header; take two that were joined apart again`, {
      file,
      line: second.line,
    });
  return lines;
}

function readLine(file: string, format: string, text: string, line: number): JsonLine {
  const place = { file, line };
  const data = parse(text);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new InputError(
      `not a line of a ${format}: a JSON object is expected; the file may have been changed by hand`,
      place,
    );
  }
  const { type, formatVersion } = data as Record<string, unknown>;
  if (type === 'header' && formatVersion !== undefined && formatVersion !== 1) {
    const sentence = `format version ${JSON.stringify(formatVersion)} is not known here (1 is)`;
    throw new InputError(`${sentence}; use the release that wrote this ${format}, or a later one`, {
      ...place,
      key: 'formatVersion',
    });
  }
  const schema = typeof type === 'string' ? schemaOf(format, type) : undefined;
  if (!schema) {
    throw new InputError(`"type" must be one of ${typesOf(format).join(', ')}`, { ...place, key: 'type' });
  }
  return { line, type: type as string, data: validateInput({ file, data, lineOf: () => line }, schema) };
}

const schemas = new Map<string, AnySchemaObject>();

function schemaOf(format: string, type: string): AnySchemaObject | undefined {
  const name = `${format}/${type}`;
  if (!schemas.has(name) && typesOf(format).includes(type)) {
    schemas.set(name, { ...formatSchema(format), $ref: `#/$defs/${type}` });
  }
  return schemas.get(name);
}

/** Only the definitions with a type are lines; the others are parts of them. */
function typesOf(format: string): string[] {
  const definitions = Object.entries(
    formatSchema(format).$defs as Record<string, { properties?: { type?: { const?: string } } }>,
  );
  return definitions.filter(([name, schema]) => schema.properties?.type?.const === name).map(([name]) => name);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  return parse(text) !== undefined;
}
