import type { ErrorObject } from 'ajv';
import type { Schema } from '../../schemas/fold.ts';
import type { Contract, Operation } from '../contract/types.ts';
import type { Evidence } from '../judge/evidence.ts';
import { type Field, fieldsOf, type Occurrence, valueAt } from '../judge/fields.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
import { isGoing } from '../judge/removals.ts';
import type { PlannedCheck, Rule } from '../judge/rule.ts';
import type { Finding } from '../judge/types.ts';
import type { Exchange } from '../recording/types.ts';
import { planFact, succeededWithBody } from './facts.ts';
import { isMissing } from './missing.ts';

/** Each documented response field is there, and has its type, format, range and enumeration. */
export const responseField: Rule = {
  id: 'response-field',
  title: { en: 'Documented response field', zh: '文档规定的响应字段' },

  plan(operation, contract) {
    return fields(operation, contract).flatMap(({ path, schema }): PlannedCheck[] => {
      const fact = planFact(contract, operation, 'response', path);
      if (!fact) return [];
      return [{ detail: path, ...fact, rows: [...new Set([...fact.rows, ...namedRows(schema, contract)])] }];
    });
  },

  judge(check, operation, evidence) {
    const path = check.detail!;
    const seen: Exchange[] = [];
    const excused = isExcused(check.rows, evidence.contract);
    for (const exchange of succeededWithBody(operation, evidence)) {
      if (exchange.response!.body === undefined) continue;
      const { walk, errorsByField } = evidence.read(exchange, operation.response);
      const occurrences = walk.occurrences.get(path) ?? [];
      const missing = excused ? undefined : occurrences.find((one) => isMissed(one, exchange, evidence));
      if (missing) return fail(missingFinding(missing), [exchange]);
      const isOwn = ({ instancePath }: ErrorObject): boolean => !isEntry(path) || walk.paths.get(instancePath) === path;
      const error = errorsByField.get(path.replace(/\.\*$/, ''))?.find((one) => isTelling(one) && isOwn(one));
      if (error) return fail(valueFinding(error, path, exchange), [exchange]);
      const isSeen = isEntry(path)
        ? [...walk.paths.values()].includes(path)
        : occurrences.some(({ present }) => present);
      if (isSeen) seen.push(exchange);
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

/** Paths of all fields that the operation's response has at any microversion. */
export function responseFields(operation: Operation, contract: Contract): string[] {
  return fields(operation, contract)
    .map(({ path }) => path)
    .filter((path) => !isEntry(path));
}

/** The fields themselves; the entries of a map only where a document has a row for them. */
function fields(operation: Operation, contract: Contract): Field[] {
  if (operation.response === 'none' || !contract.schemas.has(operation.response)) return [];
  const lookUp = (name: string): Schema => contract.schemas.source(name);
  return fieldsOf(lookUp(operation.response), lookUp).filter(
    ({ path }) => !isEntry(path) || contract.profile.documents.length > 0,
  );
}

/** Whether a path is that of each entry of a map. */
function isEntry(path: string): boolean {
  return path.endsWith('*');
}

/** Rows of the profile's documents that the schema itself names as its sources. */
function namedRows(schema: Schema, contract: Contract): string[] {
  const named = schema['x-rows'];
  return Array.isArray(named) ? named.filter((id) => contract.rows.has(id)) : [];
}

function isExcused(rows: string[], contract: Contract): boolean {
  return rows.some((id) => contract.rows.get(id)?.erratum?.effect?.optional === true);
}

/** Errors of a wrapper say nothing by themselves, what is inside does; but where one item of a list has to fit, the list is at fault. */
export function isTelling(error: ErrorObject): boolean {
  return !error.schemaPath.includes('/contains/') && !['if', 'allOf', '$ref', 'required'].includes(error.keyword);
}

/** A condition on what a resource is tells nothing of one that is being taken away: it may be shown as it was. */
function isMissed(occurrence: Occurrence, exchange: Exchange, evidence: Evidence): boolean {
  if (!isMissing(occurrence)) return false;
  return occurrence.field.schema['x-when'] === undefined || !isGoing(occurrence.parent, exchange, evidence);
}

function missingFinding(occurrence: Occurrence): Finding {
  return {
    code: 'field-missing',
    pointer: occurrence.pointer,
    expected: describe(occurrence.field.schema),
    message: {
      en: `The field ${occurrence.field.path} is missing.`,
      zh: `缺少字段 ${occurrence.field.path}。`,
    },
  };
}

function valueFinding(error: ErrorObject, path: string, exchange: Exchange): Finding {
  return {
    code: `field-${FINDING_CODES[error.keyword] ?? error.keyword}`,
    pointer: error.instancePath,
    expected: error.params,
    actual: valueAt(exchange.response!.body, error.instancePath),
    message: {
      en: `The field ${path} ${error.message ?? 'does not fit its schema'}.`,
      zh: `字段 ${path} 不符合要求（${error.keyword}：${JSON.stringify(error.params)}）。`,
    },
  };
}

const FINDING_CODES: Record<string, string> = {
  type: 'type',
  enum: 'enumeration',
  const: 'enumeration',
  format: 'format',
  pattern: 'format',
};

function describe(schema: Schema): unknown {
  const { type, format, enum: values } = schema;
  return Object.fromEntries(Object.entries({ type, format, enum: values }).filter(([, value]) => value !== undefined));
}
