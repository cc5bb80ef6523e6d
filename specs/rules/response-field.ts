import type { ErrorObject } from 'ajv';
import type { Schema } from '../../schemas/fold.ts';
import type { Contract, Operation } from '../contract/types.ts';
import { type Field, fieldsOf, type Occurrence, valueAt } from '../judge/fields.ts';
import { fail, pass, unobserved } from '../judge/outcome.ts';
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
    return responseFields(operation, contract).flatMap((path): PlannedCheck[] => {
      const fact = planFact(contract, operation, 'response', path);
      return fact ? [{ detail: path, ...fact }] : [];
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
      const missing = excused ? undefined : occurrences.find(isMissing);
      if (missing) return fail(missingFinding(missing), [exchange]);
      const error = errorsByField.get(path)?.find(isTelling);
      if (error) return fail(valueFinding(error, path, exchange), [exchange]);
      if (occurrences.some((occurrence) => occurrence.present)) seen.push(exchange);
    }
    return seen.length > 0 ? pass(seen) : unobserved(operation, evidence);
  },
};

/** Paths of all fields that the operation's response has at any microversion. */
export function responseFields(operation: Operation, contract: Contract): string[] {
  if (operation.response === 'none' || !contract.schemas.has(operation.response)) return [];
  const lookUp = (name: string): Schema => contract.schemas.source(name);
  return fieldsOf(lookUp(operation.response), lookUp)
    .filter(isNamed)
    .map((field) => field.path);
}

function isNamed(field: Field): boolean {
  return !field.path.endsWith('*');
}

function isExcused(rows: string[], contract: Contract): boolean {
  return rows.some((id) => contract.rows.get(id)?.erratum?.effect?.optional === true);
}

/** Errors of a wrapper say nothing by themselves, what is inside does; but where one item of a list has to fit, the list is at fault. */
export function isTelling(error: ErrorObject): boolean {
  return !error.schemaPath.includes('/contains/') && !['if', 'allOf', '$ref', 'required'].includes(error.keyword);
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
